import type { Judged } from './mutate-course.ts'
import { changeText } from './words.ts'

/** The table for a terminal, with what is left to do. */
export function tableText(all: readonly Judged[]): string {
  const width = Math.max(...all.map(({ slug }) => slug.length), 8)
  const row = (cells: (string | number)[]) =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(width) : String(cell).padStart(11))).join('')
  return [
    row(['exercise', ...columns, 'seconds']),
    ...all.map((one) => row([one.slug, ...counts(one), one.seconds.toFixed(1)])),
    ...all.flatMap((one) => [...survivorLines(one), ...staleLines(one)]),
  ].join('\n')
}

const columns = ['mutants', 'killed', 'equivalent', 'survivors']

function counts({ mutants, explained, survivors }: Judged): number[] {
  return [mutants, mutants - explained.length - survivors.length, explained.length, survivors.length]
}

function survivorLines({ slug, survivors }: Judged): string[] {
  return survivors.map(
    (mutant) =>
      `  ${slug.slice(3)}.ts:${mutant.line}  ${changeText(mutant)}  nobody noticed (${mutant.operator})` +
      (mutant.ungraded ? `; could not be judged: ${mutant.ungraded.join(', ')}` : ''),
  )
}

function staleLines({ slug, stale }: Judged): string[] {
  return stale.map(
    (reason) =>
      `  ${slug.slice(3)}.equivalents.json  ${changeText(reason)}  ` +
      'this mutant is killed now, or is none any more: remove the entry',
  )
}

/** The table that is committed: without times, so that the same files give the same bytes. */
export function tableMarkdown(all: readonly Judged[], digests: Readonly<Record<string, string>>): string {
  const row = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  return [
    '# Mutants of the exemplars',
    '',
    'Every exemplar is changed in one place at a time, and its properties, visible and hidden, are to notice. Made by',
    '`npx neurograde mutants`; what no caller can tell apart stands with its reason in `slug.equivalents.json`.',
    '',
    row(['exercise', ...columns]),
    row(['---', ...columns.map(() => '---:')]),
    ...all.map((one) => row([one.slug, ...counts(one)])),
    ...all.flatMap(survivorsMarkdown),
    '',
    ...all.map(({ slug }) => `<!-- ${slug} ${digests[slug]} -->`),
    '',
  ].join('\n')
}

function survivorsMarkdown({ slug, survivors }: Judged): string[] {
  if (survivors.length === 0) return []
  return [
    '',
    `## ${slug}: nobody noticed`,
    '',
    ...survivors.map((mutant) => `- \`${mutant.in}\`, ${mutant.operator}: \`\` ${changeText(mutant)} \`\``),
  ]
}

/** The digests that a committed table holds, by exercise. */
export function digestsIn(markdown: string): Record<string, string> {
  return Object.fromEntries(
    [...markdown.matchAll(/^<!-- (\S+) ([0-9a-f]+) -->$/gm)].map(([, slug, digest]) => [slug!, digest!]),
  )
}
