import { type Mat, MLError, type Vec } from '#kit'
import { dot, length } from '../linear-algebra/vector.ts'
import { mean, percentile, populationSd } from '../statistics/descriptive.ts'
import { checkFeatures, checkFinite, checkNotEmpty, checkParam, checkPositive } from '../validation.ts'

/** Of how many bins a count is made: more would be out of memory. */
const MOST_BINS = 1e7

/**
 * Spikes per second.
 *
 * @param spikeTimes ascending, in seconds, in 0 … durationS
 * @param durationS above 0
 * @returns Hz; 0 without spikes
 * @throws MLError NON_FINITE, PARAM
 */
export function firingRateHz(spikeTimes: Vec, durationS: number): number {
  checkSpikeTimes(spikeTimes, durationS)
  return spikeTimes.length / durationS
}

/**
 * Irregularity of a spike train: the population SD of its inter-spike intervals over their mean.
 *
 * @param spikeTimes ascending
 * @returns at least 0: 0 for a regular train, about 1 for a Poisson process. NaN for fewer than three spikes, and
 *   for spikes that are all at one time.
 * @throws MLError NON_FINITE, PARAM
 * @see Softky and Koch 1993, J Neurosci 13:334
 */
export function isiCv(spikeTimes: Vec): number {
  checkFinite(spikeTimes, 'spikeTimes')
  checkAscending(spikeTimes)
  if (spikeTimes.length < 3) return Number.NaN
  const intervals = spikeTimes.slice(1).map((time, i) => time - spikeTimes[i]!)
  return populationSd(intervals) / mean(intervals)
}

/**
 * Spike counts in the half-open bins [0, binS), [binS, 2 binS) …
 *
 * @param spikeTimes ascending, in seconds, in 0 … durationS
 * @param binS above 0; at most ten million bins
 * @param durationS above 0
 * @returns ⌊durationS / binS⌋ counts, in binary64; spikes after the last bin are dropped
 * @throws MLError NON_FINITE, PARAM
 * @see `numpy.histogram`, whose last bin is closed
 */
export function binSpikes(spikeTimes: Vec, binS: number, durationS: number): number[] {
  checkSpikeTimes(spikeTimes, durationS)
  checkPositive(binS, 'binS')
  checkParam(durationS / binS <= MOST_BINS, `${durationS} s hold more than ${MOST_BINS} bins of ${binS} s`)
  const counts = Array<number>(Math.floor(durationS / binS)).fill(0)
  for (const time of spikeTimes) {
    const bin = Math.floor(time / binS)
    if (bin < counts.length) counts[bin]!++
  }
  return counts
}

/**
 * Relative fluorescence change: (F − F0) / F0, where the baseline F0 is a percentile of the trace.
 *
 * @param trace n ≥ 1 samples of fluorescence
 * @param percent 0 … 100, with linear interpolation
 * @returns n numbers without unit
 * @throws MLError EMPTY, NON_FINITE, PARAM for another percentile, and for a baseline that is not above 0
 * @see `numpy.percentile(method='linear')`
 */
export function deltaFOverF(trace: Vec, percent = 20): Vec {
  checkNotEmpty(trace, 'the trace')
  checkFinite(trace, 'the trace')
  checkParam(percent >= 0 && percent <= 100, `there is no percentile ${percent}`)
  const baseline = percentile(trace, percent)
  checkParam(baseline > 0, `the baseline is ${baseline}, not above 0`)
  return trace.map((value) => (value - baseline) / baseline)
}

/**
 * Synchrony: the mean Pearson correlation over all pairs of traces. A pair with a constant trace counts as 0.
 *
 * @param traces m × T, m ≥ 2
 * @returns −1 … 1
 * @throws MLError EMPTY for no trace and no samples, SHAPE, NON_FINITE, NOT_ENOUGH_SAMPLES for one trace
 */
export function meanPairwiseCorrelation(traces: Mat): number {
  checkTraces(traces, 'traces')
  if (traces.length < 2) throw new MLError('NOT_ENOUGH_SAMPLES', 'one trace has no pairs')
  const units = traces.map(centredUnit)
  const pairs = units.flatMap((a, i) => units.slice(i + 1).map((b) => Math.max(-1, Math.min(1, dot(a, b)))))
  return mean(pairs)
}

/**
 * A window of calcium imaging in four numbers.
 *
 * @param win `pyr`: m × T traces of pyramidal cells, m ≥ 2; `pv`: at least one trace of PV cells
 * @returns [mean of pyr, mean of pv, meanPairwiseCorrelation(pyr), mean over pyr of the population SD in time]
 * @throws MLError EMPTY, SHAPE, NON_FINITE, NOT_ENOUGH_SAMPLES
 */
export function calciumFeatures(win: { pyr: Mat; pv: Mat }): [number, number, number, number] {
  checkTraces(win.pyr, 'pyr')
  checkTraces(win.pv, 'pv')
  return [
    mean(win.pyr.map(mean)),
    mean(win.pv.map(mean)),
    meanPairwiseCorrelation(win.pyr),
    mean(win.pyr.map(populationSd)),
  ]
}

/** The trace less its mean, over its length as a vector; zeros for a constant trace. */
function centredUnit(trace: Vec): Vec {
  const centre = mean(trace)
  const centred = trace.map((value) => value - centre)
  const size = length(centred)
  return centred.map((value) => (size === 0 ? 0 : value / size))
}

function checkTraces(traces: Mat, name: string): void {
  checkFeatures(traces, name)
  checkNotEmpty(traces[0]!, `a trace of ${name}`)
}

function checkSpikeTimes(spikeTimes: Vec, durationS: number): void {
  checkFinite(spikeTimes, 'spikeTimes')
  checkPositive(durationS, 'durationS')
  checkAscending(spikeTimes)
  checkParam(
    spikeTimes.every((time) => time >= 0 && time <= durationS),
    `a spike is not in 0 … ${durationS}`,
  )
}

function checkAscending(spikeTimes: Vec): void {
  checkParam(
    spikeTimes.every((time, i) => i === 0 || spikeTimes[i - 1]! <= time),
    'spikeTimes is not sorted',
  )
}
