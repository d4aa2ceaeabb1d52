import type { Mat, Vec } from '#kit'
import { median } from '../statistics/descriptive.ts'
import {
  checkFinite,
  checkIndices,
  checkNotEmpty,
  checkParam,
  checkPositive,
  checkWhole,
} from '../validation.ts'

/** The median of |x| of a standard normal. */
const MEDIAN_OF_ABSOLUTE_NORMAL = 0.6745

/**
 * SD of the noise of a trace, unmoved by spikes: median(|x|) / 0.6745.
 *
 * @param trace n ≥ 1 samples around 0
 * @returns at least 0, in the unit of the trace
 * @throws MLError EMPTY, NON_FINITE
 * @see Quian Quiroga, Nadasdy and Ben-Shaul 2004, Neural Computation 16:1661
 */
export function noiseSigma(trace: Vec): number {
  checkNotEmpty(trace, 'the trace')
  checkFinite(trace, 'the trace')
  return median(trace.map(Math.abs)) / MEDIAN_OF_ABSOLUTE_NORMAL
}

/**
 * Where the spikes of a trace are: the first smallest sample of each longest run of samples below −k · noiseSigma.
 *
 * From left to right, a spike less than `refractory` samples after the last accepted one is left out.
 *
 * @param k above 0
 * @param refractory samples, a whole number from 1
 * @returns ascending indices; none on a trace without noise (noiseSigma 0)
 * @throws MLError EMPTY, NON_FINITE, PARAM
 */
export function detectSpikes(
  trace: Vec,
  { k = 5, refractory = 30 }: { k?: number; refractory?: number } = {},
): number[] {
  const sigma = noiseSigma(trace)
  checkPositive(k, 'k')
  checkWhole(refractory, 1, 'refractory')
  if (sigma === 0) return []
  const spikes: number[] = []
  for (const trough of troughsBelow(trace, -k * sigma))
    if (trough >= (spikes.at(-1) ?? Number.NEGATIVE_INFINITY) + refractory) spikes.push(trough)
  return spikes
}

/**
 * The samples around each spike: trace[i − pre] … trace[i + post].
 *
 * @param spikes ascending indices of the trace
 * @param pre samples before the spike, a whole number from 0
 * @param post samples after it, a whole number from 0
 * @returns `snippets`: rows of pre + post + 1 samples, the spike at place `pre`; `kept`: their spikes, as indices
 *   of the trace. A spike too close to an end is left out.
 * @throws MLError EMPTY, NON_FINITE, PARAM
 */
export function extractSnippets(
  trace: Vec,
  spikes: number[],
  pre: number,
  post: number,
): { snippets: Mat; kept: number[] } {
  checkNotEmpty(trace, 'the trace')
  checkFinite(trace, 'the trace')
  checkIndices(spikes, trace.length, 'spikes')
  checkParam(
    spikes.every((spike, j) => j === 0 || spikes[j - 1]! <= spike),
    'the spikes are not sorted',
  )
  checkWhole(pre, 0, 'pre')
  checkWhole(post, 0, 'post')
  const kept = spikes.filter((spike) => spike - pre >= 0 && spike + post < trace.length)
  return { snippets: kept.map((spike) => trace.slice(spike - pre, spike + post + 1)), kept }
}

/** The first smallest sample of each maximal run of samples below a threshold. */
function troughsBelow(trace: Vec, threshold: number): number[] {
  const troughs: number[] = []
  for (const [i, value] of trace.entries()) {
    if (value >= threshold) continue
    const runGoesOn = i > 0 && trace[i - 1]! < threshold
    if (!runGoesOn) troughs.push(i)
    else if (value < trace[troughs.at(-1)!]!) troughs[troughs.length - 1] = i
  }
  return troughs
}
