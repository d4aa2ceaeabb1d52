import type { ErrorCode } from '#kit'
import type { BadInput } from '../laws/refuses.ts'
import { codesOf, type Fault } from './fault.ts'
import { faultsOf, namedCall, positional, type Signature, sizesOf, type Takes } from './takes.ts'

/**
 * Calls of a function that must be refused, the simplest first: a legal call made bad in one place, then in two. Of
 * two faults either may be told, unless the text states an order.
 */
export function badInput(fn: string, { signatures, order }: Takes, seed: number): BadInput[] {
  const signature = signatures[fn]!
  const faults = faultsOf(signature)
  const good = baseCall(signature, `${seed} ${fn} good`)
  const legal = positional(good)
  const one = faults.map(
    ({ what, apply, code }): BadInput => ({ fn, what, bad: positional(apply(good)), good: legal, code }),
  )
  const firsts = oneOfEach(faults)
  const two = firsts.flatMap((first, i) =>
    firsts.slice(i + 1).flatMap((second): BadInput[] => {
      if (first.about.some((name) => second.about.includes(name))) return []
      const codes = [...new Set([...codesOf(first), ...codesOf(second)])]
      if (codes.length < 2) return []
      const what = `${first.what} and ${second.what}`
      return [
        { fn, what, bad: positional(second.apply(first.apply(good))), good: legal, code: told(codes, order) },
      ]
    }),
  )
  return [...one, ...two]
}

/** A call with room for every fault. */
function baseCall(signature: Signature, seed: string) {
  const { n, d, K } = sizesOf(signature)
  return namedCall(signature, seed, { n: Math.max(n[0], Math.min(3, n[1])), d: d[1], K: Math.min(2, K[1]) })
}

/** The first fault of each code of each argument. */
function oneOfEach(faults: readonly Fault[]): Fault[] {
  const nameOf = ({ about, code }: Fault) => `${about} ${code}`
  return faults.filter((fault, i) => faults.findIndex((other) => nameOf(other) === nameOf(fault)) === i)
}

/** The code to be told of several: the first in the order of the checks, or any without one. */
function told(codes: readonly ErrorCode[], order: readonly ErrorCode[] | undefined): readonly ErrorCode[] {
  const first = order?.find((code) => codes.includes(code))
  return first ? [first] : codes
}
