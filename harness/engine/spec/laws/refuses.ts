import type { ErrorCode } from '#kit'
import { functionNamed, type Student } from '../student.ts'
import { must, type Verdict } from '../verdict.ts'

/** Bad input: a call that must be refused, and its neighbour, a legal call that must not be. */
export interface BadInput {
  fn: string
  /** What is wrong with it, in words: `yTrue and yPred have different lengths`. */
  what: string
  bad: readonly unknown[]
  good: readonly unknown[]
  /** The documented code, or the codes of which each is accepted. */
  code: ErrorCode | readonly ErrorCode[]
}

/** Bad input is refused, by any throw, and the legal call beside it is not. */
export async function refuses<M>(student: Student<M>, { fn, what, bad, good }: BadInput): Promise<Verdict> {
  const call = functionNamed(student, fn)
  await call(...good)
  return must((await call.refusal(...bad)) !== undefined, `${fn} gave a result although ${what}.`)
}

/** Bad input is refused with the documented code of an MLError. */
export async function refusesWithCode<M>(
  student: Student<M>,
  { fn, what, bad, good, code }: BadInput,
): Promise<Verdict> {
  const call = functionNamed(student, fn)
  await call(...good)
  const thrown = await call.refusal(...bad)
  const codes = typeof code === 'string' ? [code] : code
  const expected = `an MLError with the code ${codes.join(' or ')}`
  if (!thrown) return { because: `${fn} gave a result although ${what}.`, expected }
  return must(codes.includes(thrown.code as ErrorCode), `${fn} must say why: ${what}.`, {
    got: thrown.code ? `an error with the code ${thrown.code}` : 'an error without a code',
    expected,
  })
}
