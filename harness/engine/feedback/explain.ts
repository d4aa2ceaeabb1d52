import { type PropertyWords, reveals } from '../course/manifest.ts'
import type { Counterexample } from './counterexample.ts'
import { clip } from './show.ts'

/** What is known of one property that does not hold. */
export interface Explained {
  slug: string
  words: Pick<PropertyWords, 'id' | 'statement' | 'formula' | 'reveal'>
  status: 'fail' | 'error' | 'timeout'
  counterexample: Counterexample
  timeBudgetMs: number
  mistake?: { says: string; explains: string; asks: string }
}

const WIDTH = 80
const MAX_LINES = 25
const INDENT = '      '

/** The message for one property, at most 25 lines of 80 columns. Order and words: see README, "A failure". */
export function explain({ slug, words, status, counterexample, timeBudgetMs, mistake }: Explained): string {
  const number = slug.slice(0, 2)
  if (counterexample.case === 0 && counterexample.threw) return doesNotRun(slug, counterexample.threw)
  const head = [`${label[status]}  ${slug} / ${words.id}`, '']
  const should = reveals(words, 'statement')
    ? ['  What should hold', ...wrap(words.statement), ...(words.formula ? wrap(words.formula) : []), '']
    : []
  const recognised =
    mistake && reveals(words, 'diagnosis')
      ? ['', ...wrap(`Recognised: ${mistake.says}`, '  '), ...wrap(mistake.explains), ...wrap(mistake.asks)]
      : []
  const next = [
    '',
    `  Next   npx neurograde hint ${number} ${words.id}`,
    `  Again  npx neurograde check ${number}`,
  ]
  const room = MAX_LINES - head.length - should.length - recognised.length - next.length
  const example = reveals(words, 'counterexample')
    ? caseLines(status, counterexample, timeBudgetMs, room)
    : []
  return [...head, ...should, ...example, ...recognised, ...next].map((line) => clip(line, WIDTH)).join('\n')
}

/** The file did not load, so no property has anything to say. */
function doesNotRun(slug: string, threw: NonNullable<Counterexample['threw']>): string {
  const lines = [
    `ERROR  ${slug} does not run`,
    '',
    ...throwLines(threw),
    '',
    `  Again  npx neurograde check ${slug.slice(0, 2)}`,
  ]
  return lines.map((line) => clip(line, WIDTH)).join('\n')
}

const label = { fail: 'FAIL', error: 'ERROR', timeout: 'TIMEOUT' }

function caseLines(
  status: Explained['status'],
  { case: index, shrinks, inputs, calls, because, yours, expected, threw, sides }: Counterexample,
  timeBudgetMs: number,
  room: number,
): string[] {
  const how = `(case ${index}${shrinks ? `, made simpler ${shrinks} time${shrinks === 1 ? '' : 's'}` : ''})`
  const title = '  Smallest case where it does not'
  const heading = inputs.length ? [`${title}${how.padStart(WIDTH - title.length - 2)}`] : []
  const values = inputs.flatMap(({ name, value }) => {
    const [first = '', ...rest] = value.split('\n')
    return [`${name} = ${first}`, ...rest.map((line) => ' '.repeat(name.length + 3) + line)]
  })
  const shownYours = calls.length === 1 || expected !== undefined ? yours : undefined
  const leastInput = Math.min(values.length + calls.length, 3)
  const leastValues = [shownYours, expected].filter((value) => value !== undefined).length
  const said = [
    ...(because ? wrap(because) : []),
    ...(status === 'timeout' && !because
      ? wrap(`did not finish in ${timeBudgetMs / 1000} s on this input`)
      : []),
    ...(threw ? throwLines(threw) : []),
  ].slice(0, Math.max(1, room - heading.length - leastInput - 1 - leastValues))
  const [own, other] = sides ?? ['your result', 'expected']
  const width = Math.max(14, own.length + 3, other.length + 3)
  // Both values get the same number of lines, and three lines are left for the input.
  const perValue = Math.floor((room - heading.length - leastInput - 1 - said.length) / 2)
  const ending = [
    ...said,
    ...beside(own, shownYours, perValue, width),
    ...beside(other, expected, perValue, width),
  ]
  const spare = room - heading.length - 1 - ending.length
  const input = cut(
    [...values, ...calls].map((line) => INDENT + line),
    spare,
  )
  return [...heading, ...input, ...(input.length && ending.length ? [''] : []), ...ending]
}

function throwLines({ message, plainly, file, line }: NonNullable<Counterexample['threw']>): string[] {
  return [
    ...wrap(message).slice(0, 3),
    ...(plainly ? wrap(plainly) : []),
    ...(file && line ? [`${INDENT}at line ${line} of ${file}`] : []),
  ]
}

/** `your result   1`, or the value on lines of its own when it has more than one. */
function beside(name: string, value: string | undefined, room: number, width: number): string[] {
  if (value === undefined) return []
  const lines = value.split('\n')
  const fits = Math.max(1, Math.min(room, 4))
  const shown = lines.length > fits ? [...lines.slice(0, fits - 1), `${lines[fits - 1]} …`] : lines
  return shown.map((line, i) => INDENT + (i === 0 ? name : '').padEnd(width) + line)
}

function cut(lines: string[], room: number): string[] {
  if (lines.length <= room) return lines
  return [
    ...lines.slice(0, Math.max(1, room - 1)),
    `${INDENT}… ${lines.length - Math.max(1, room - 1)} more lines`,
  ]
}

function wrap(text: string, indent = INDENT): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return line ? [...lines, indent + line] : lines
}
