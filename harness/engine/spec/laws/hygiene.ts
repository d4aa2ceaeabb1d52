import type { Student } from '../student.ts'
import { exact } from '../tolerance.ts'
import { all, same, type Verdict } from '../verdict.ts'

/** One legal call for each function of an exercise: the arguments by function name. */
export type LegalCalls = Record<string, readonly unknown[]>

/** No function changes what it is given. */
export async function keepsInputs<M>(student: Student<M>, calls: LegalCalls): Promise<Verdict> {
  return forEach(student, calls, ({ argsAfter }, fn, args) =>
    identical(argsAfter, args, `${fn} changed the arrays it was given.`),
  )
}

/** The same call gives the same value, whatever happened to the value of the call before. */
export async function repeatsItself<M>(student: Student<M>, calls: LegalCalls): Promise<Verdict> {
  return forEach(student, calls, ({ first, second }, fn) =>
    identical(second, first, `${fn} gave another value when it was called a second time.`),
  )
}

/** Equal in both directions: a field that was added is a change too. */
function identical(a: unknown, b: unknown, because: string): Verdict {
  return all(same(a, b, exact, { because }), same(b, a, exact, { because }))
}

async function forEach<M>(
  student: Student<M>,
  calls: LegalCalls,
  judge: (
    seen: { first: unknown; argsAfter: unknown[]; second: unknown },
    fn: string,
    args: readonly unknown[],
  ) => Verdict,
): Promise<Verdict> {
  const verdicts: Verdict[] = []
  for (const [fn, args] of Object.entries(calls)) {
    const { rehearse } = student[fn as keyof Student<M>] as unknown as {
      rehearse(
        ...args: readonly unknown[]
      ): Promise<{ first: unknown; argsAfter: unknown[]; second: unknown }>
    }
    verdicts.push(judge(await rehearse(...args), fn, args))
  }
  return all(...verdicts)
}
