import { functionNamed, type Student } from '../student.ts'
import { exact } from '../tolerance.ts'
import { all, same, type Verdict } from '../verdict.ts'

/** One legal call for each function of an exercise: the arguments by function name. */
export type LegalCalls = Record<string, readonly unknown[]>

/** No function changes what it is given. */
export async function keepsInputs<M>(student: Student<M>, calls: LegalCalls): Promise<Verdict> {
  for (const [fn, args] of Object.entries(calls)) {
    const { argsAfter } = await functionNamed(student, fn).watched(...args)
    const because = `${fn} changed the arrays it was given.`
    const verdict = argsAfter === undefined ? true : identical(argsAfter, args, because)
    if (verdict !== true) return verdict
  }
  return true
}

/** The same call gives the same value, whatever happened to the value of the call before. */
export async function repeatsItself<M>(student: Student<M>, calls: LegalCalls): Promise<Verdict> {
  for (const [fn, args] of Object.entries(calls)) {
    const { result } = await functionNamed(student, fn).watched(...args)
    const again = await functionNamed(student, fn)(...args)
    const verdict = identical(again, result, `${fn} gave another value when it was called a second time.`)
    if (verdict !== true) return verdict
  }
  return true
}

/** Equal in both directions: a field that was added is a change too. */
function identical(a: unknown, b: unknown, because: string): Verdict {
  return all(same(a, b, exact, { because }), same(b, a, exact, { because }))
}
