import type { Manifest } from '../course/manifest.ts'
import type { Failure } from '../running/failure.ts'
import type { Call, Trouble } from '../spec/student.ts'
import { exact, firstDifference } from '../spec/tolerance.ts'
import { inPlainWords } from './plain-errors.ts'
import { clip, plain, show, showBoth, showInline } from './show.ts'

/** A failing case as text, ready for a record: values are formatted, nothing of it needs the code again. */
export interface Counterexample {
  /** Which case it was, from 1, and how often it was made simpler. */
  case: number
  shrinks: number
  /** The values that the calls share, by the parameter names of the student's function. */
  inputs: { name: string; value: string }[]
  /** The calls and what came of them: `mse(yTrue, yPred) = 1`. */
  calls: string[]
  because?: string
  yours?: string
  expected?: string
  /** Whose the two values are, where the second is the student's too. */
  sides?: [string, string]
  /** What the student's code threw, in its own words and in plain ones, and where. */
  threw?: { message: string; plainly?: string; file?: string; line?: number }
}

const MAX_CALLS = 4

/** Makes the counterexample of a failure. */
export function counterexampleOf(failure: Failure, { exports }: Pick<Manifest, 'exports'>): Counterexample {
  const { broken, trouble } = failure
  const calls = tellingCalls(failure)
  const first = calls[0]
  const names = first ? parameterNames(exports, first) : []
  const inputs = first ? first.args.map((value, i) => ({ name: names[i] ?? `argument ${i + 1}`, value })) : []
  const [yours, expected] =
    broken && 'expected' in broken
      ? showBoth(broken.got, broken.expected)
      : [broken && 'got' in broken ? show(broken.got) : undefined]
  const because = [broken?.because, yours === expected ? placeOf(broken?.where) : undefined]
    .flatMap((sentence) => (sentence ? [plain(sentence)] : []))
    .join(' ')
  return {
    case: failure.index,
    shrinks: failure.shrinks,
    inputs: inputs.map(({ name, value }) => ({ name, value: show(value, { width: 66 - name.length }) })),
    calls: [...(failure.before ? [failure.before] : []), ...calls].map((call) => describe(call, inputs)),
    ...(because ? { because } : {}),
    ...(broken && 'got' in broken && yours !== undefined ? { yours } : {}),
    ...(broken && 'expected' in broken && expected !== undefined
      ? { expected: typeof broken.expected === 'string' ? plain(broken.expected) : expected }
      : {}),
    ...(broken?.sides ? { sides: broken.sides.map((side) => plain(side, 30)) as [string, string] } : {}),
    ...(trouble && failure.status === 'error' ? { threw: thrown(trouble) } : {}),
  }
}

/** Where two values differ that look alike, since the difference is in a part that is not shown. */
function placeOf(where: string | undefined): string | undefined {
  if (where === undefined || where === 'value') return undefined
  return where.endsWith('.length') ? 'The lengths differ.' : `The first difference is at ${where}.`
}

/** The calls that a reader needs: those that gave one of the two values in question, or the last ones. */
function tellingCalls({ calls, broken, trouble }: Failure): Call[] {
  if (trouble) return calls.slice(-1)
  const telling = calls.filter(
    ({ result }) =>
      (broken && 'got' in broken && isSame(result, broken.got)) ||
      (broken && 'expected' in broken && isSame(result, broken.expected)),
  )
  return (telling.length > 0 ? telling : calls).slice(-MAX_CALLS)
}

function isSame(a: unknown, b: unknown): boolean {
  return a !== undefined && firstDifference(a, b, exact) === undefined
}

/** `mse(yTrue, yPred) = 1`: arguments that are an input go by its name. */
function describe({ fn, args, result, trouble }: Call, inputs: { name: string; value: unknown }[]): string {
  const shown = args.map((arg, i) => {
    const own = inputs.slice(i, i + 1)
    return [...own, ...inputs].find(({ value }) => isSame(arg, value))?.name ?? clip(showInline(arg), 30)
  })
  const outcome = trouble
    ? trouble.kind === 'threw'
      ? ` threw ${trouble.code ? `an error with the code ${plain(trouble.code, 30)}` : 'an error'}`
      : ''
    : ` = ${showInline(result)}`
  return clip(`${fn}(${shown.join(', ')})${outcome}`, 72)
}

function parameterNames(exports: Manifest['exports'], { fn }: Call): string[] {
  return (exports[fn]?.takes ?? []).map((name) => name.replace('?', ''))
}

function thrown({ kind, name, message, file, line }: Trouble): NonNullable<Counterexample['threw']> {
  const plainly = kind === 'threw' ? inPlainWords(message) : undefined
  return {
    message: plain(kind === 'threw' && name && name !== 'Error' ? `${name}: ${message}` : message),
    ...(plainly ? { plainly } : {}),
    ...(file ? { file: plain(file) } : {}),
    ...(line ? { line } : {}),
  }
}
