import { earnedPoints } from '#engine/grading/score.ts'
import { copyableProperties } from '#engine/grading/suite.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import type { Say } from './run.ts'

/** What a mistake in one function costs. */
export interface Fairness {
  mistake: string
  fn: string
  /** Whether the function computes something wrong, other than keeping its manners. */
  isValue: boolean
  /** What the exercise loses, as a share of what the function is worth. */
  lost: number
}

/** What a wrong value costs at least, of what its function is worth. */
const LEAST = 0.5

/** Of every mistake that changes one function what it loses, from the properties that catch it. */
export function fairnessOf(
  { exercise: { manifest }, suite, mistakes }: AnswerKey,
  kills: readonly { mistake: string; properties: readonly string[] }[],
): Fairness[] {
  const copyable = copyableProperties(suite)
  return kills.flatMap(({ mistake, properties }): Fairness[] => {
    const changed = Object.keys(mistakes[mistake]!.exports)
    if (changed.length !== 1) return []
    const fn = changed[0]!
    const passed = manifest.properties.map(({ id }) => !properties.includes(id))
    const { functions } = earnedPoints(manifest, passed, copyable)
    const lost = functions.reduce((sum, { points, maxPoints }) => sum + maxPoints - points, 0)
    const worth = functions.find(({ name }) => name === fn)?.maxPoints ?? 0
    const isValue = manifest.properties.some(({ kind }, i) => kind !== 'contract' && !passed[i])
    return [{ mistake, fn, isValue, lost: lost / worth }]
  })
}

/** A wrong value costs at least half of what its function is worth. */
export function checkFairness(fairness: readonly Fairness[], say: Say): void {
  for (const { mistake, fn, isValue, lost } of fairness)
    if (isValue && lost < LEAST)
      say(
        `${mistake} costs ${Math.round(100 * lost)} % of what ${fn} is worth, not at least ${100 * LEAST} %`,
      )
}

/** Smallest, middle and largest of what mistakes in a computed value cost, in words. */
export function fairnessText(fairness: readonly Fairness[]): string {
  const lost = fairness.flatMap((one) => (one.isValue ? [one.lost] : [])).sort((a, b) => a - b)
  if (lost.length === 0) return 'no mistake changes one function alone'
  const percent = (share: number) => `${Math.round(100 * share)} %`
  return `a wrong value costs ${percent(lost[0]!)} to ${percent(lost.at(-1)!)} of its function, ${percent(lost[lost.length >> 1]!)} in the median of ${lost.length} mistakes`
}
