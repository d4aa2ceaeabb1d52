import { binomialTail, chiSquareTail, normalTail, upperShare } from '../tails.ts'

/** Where a statistic must lie; the ends count. */
export interface Limits {
  atLeast?: number | undefined
  atMost?: number | undefined
}

export type Summary = 'each' | 'median' | 'mean'

/** How the value of one seed of a correct program is distributed. */
export type Chance =
  /** The data are fixed and no correct program draws anything: none fails by bad luck. */
  | { kind: 'none' }
  /** About normal, with the mean and the SD that the exemplar shows. */
  | { kind: 'normal' }
  /** The share of `of` independent trials that succeed, as often as the exemplar's do. */
  | { kind: 'share'; of: number }
  | { kind: 'chi-square'; df: number }

export function within(value: number, { atLeast, atMost }: Limits): boolean {
  return (
    !Number.isNaN(value) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost)
  )
}

export function summaryOf(values: readonly number[], summary: 'median' | 'mean'): number {
  if (summary === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/**
 * An upper bound on how often a correct program misses the limits by bad luck, from the values that the exemplar showed.
 * What is estimated from them stands at its 99 % confidence limit.
 */
export function falseFail(
  values: readonly number[],
  limits: Limits,
  { chance, summary, seeds }: { chance: Chance; summary: Summary; seeds: number },
): number {
  if (chance.kind === 'none') return values.every((value) => within(value, limits)) ? 0 : 1
  // The mean of many seeds is as one seed of so many trials, or degrees of freedom, or of so small an SD.
  if (summary === 'mean') return Math.min(1, missOf(values, limits, chance, seeds))
  const single = Math.min(1, missOf(values, limits, chance, 1))
  // Each: any of them may miss. A median misses when at least half of them do.
  return summary === 'each' ? Math.min(1, seeds * single) : binomialTail(seeds, Math.ceil(seeds / 2), single)
}

/** The probability that the mean of `n` values misses the limits. */
function missOf(
  values: readonly number[],
  { atLeast, atMost }: Limits,
  chance: Exclude<Chance, { kind: 'none' }>,
  n: number,
): number {
  switch (chance.kind) {
    case 'chi-square':
      return (
        (atMost === undefined ? 0 : chiSquareTail(n * atMost, n * chance.df)) +
        (atLeast === undefined ? 0 : 1 - chiSquareTail(n * atLeast, n * chance.df))
      )
    case 'share': {
      const trials = n * chance.of
      const hits = values.reduce((sum, value) => sum + Math.round(value * chance.of), 0)
      const all = values.length * chance.of
      const more = (count: number) => Math.floor(count + 1e-9) + 1
      return (
        (atMost === undefined ? 0 : binomialTail(trials, more(atMost * trials), upperShare(hits, all))) +
        (atLeast === undefined
          ? 0
          : binomialTail(trials, more((1 - atLeast) * trials), upperShare(all - hits, all)))
      )
    }
    case 'normal': {
      const mean = summaryOf(values, 'mean')
      const sd = upperSd(values, mean) / Math.sqrt(n)
      const beyond = (distance: number) => (sd === 0 ? (distance >= 0 ? 0 : 1) : normalTail(distance / sd))
      return (
        (atMost === undefined ? 0 : beyond(atMost - mean)) +
        (atLeast === undefined ? 0 : beyond(mean - atLeast))
      )
    }
  }
}

/** The upper 99 % confidence limit of the SD that some values were drawn with, if they are normal. */
function upperSd(values: readonly number[], mean: number): number {
  const df = values.length - 1
  if (df < 1) return Number.POSITIVE_INFINITY
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  let [low, high] = [0, df]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (chiSquareTail(middle, df) > 0.99) low = middle
    else high = middle
  }
  return Math.sqrt(squares / low)
}
