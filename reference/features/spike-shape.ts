import { MLError, type Vec } from '#kit'
import { checkFinite, checkNotEmpty, checkParam, checkPositive } from '../validation.ts'

/**
 * Index of the trough: the first smallest sample.
 *
 * @param w the waveform, at least 3 samples, at least one of them below 0
 * @returns 0 … n − 1
 * @throws MLError EMPTY, NON_FINITE, PARAM without a sample below 0, NOT_ENOUGH_SAMPLES
 */
export function troughIndex(w: Vec): number {
  checkNotEmpty(w, 'the waveform')
  checkFinite(w, 'the waveform')
  const trough = w.indexOf(Math.min(...w))
  checkParam(w[trough]! < 0, 'the waveform has no sample below 0')
  if (w.length < 3) throw new MLError('NOT_ENOUGH_SAMPLES', `${w.length} samples have no shape`)
  return trough
}

/**
 * Time from the trough to the peak after it: the first largest sample from the trough on.
 *
 * @param fsHz samples per second, above 0
 * @returns milliseconds, at least 0; 0 when the trough is the last sample
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see Barthó et al. 2004, J Neurophysiol 92:600
 */
export function troughToPeakMs(w: Vec, fsHz: number): number {
  const trough = troughIndex(w)
  checkPositive(fsHz, 'fsHz')
  return ((peakIndex(w, trough) - trough) / fsHz) * 1000
}

/**
 * Width of the trough at half its depth, w[trough] / 2, measured from zero. The two crossings nearest to the
 * trough are interpolated linearly.
 *
 * @param fsHz samples per second, above 0
 * @returns milliseconds, above 0; NaN when the waveform stays below half depth on either side
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see Allen Institute `ecephys_spike_sorting`, mean waveform metrics
 */
export function halfWidthMs(w: Vec, fsHz: number): number {
  const trough = troughIndex(w)
  checkPositive(fsHz, 'fsHz')
  const left = samplesToHalf(w.slice(0, trough + 1).reverse())
  const right = samplesToHalf(w.slice(trough))
  return ((left + right) / fsHz) * 1000
}

/**
 * How much the shoulder after the trough exceeds the one before: (b − a)/(b + a), where a and b are the
 * largest samples before and after the trough, or 0 where none is above 0.
 *
 * @returns −1 … 1; 0 without shoulders
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see CellExplorer `ab_ratio`
 */
export function asymmetryIndex(w: Vec): number {
  const trough = troughIndex(w)
  const before = Math.max(0, ...w.slice(0, trough))
  const after = Math.max(0, ...w.slice(trough + 1))
  return before + after === 0 ? 0 : (after - before) / (after + before)
}

/**
 * Height of the peak after the trough over the depth of the trough: |w[peak] / w[trough]|.
 *
 * @returns at least 0; 1 when the trough is the last sample, and is its own peak
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see Allen Institute `ecephys_spike_sorting`, `PT_ratio`
 */
export function peakTroughRatio(w: Vec): number {
  const trough = troughIndex(w)
  return Math.abs(w[peakIndex(w, trough)]! / w[trough]!)
}

/**
 * The shape of a spike in four numbers.
 *
 * @returns [troughToPeakMs, halfWidthMs, asymmetryIndex, peakTroughRatio], of which halfWidthMs may be NaN
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 */
export function waveformFeatures(w: Vec, fsHz: number): [number, number, number, number] {
  return [troughToPeakMs(w, fsHz), halfWidthMs(w, fsHz), asymmetryIndex(w), peakTroughRatio(w)]
}

function peakIndex(w: Vec, trough: number): number {
  return w.indexOf(Math.max(...w.slice(trough)), trough)
}

/** Samples from the start of a flank, which is the trough, to where it first comes up to half; NaN if never. */
function samplesToHalf(flank: Vec): number {
  const half = flank[0]! / 2
  const outside = flank.findIndex((value) => value >= half)
  if (outside === -1) return Number.NaN
  const inside = flank[outside - 1]!
  return outside - 1 + (half - inside) / (flank[outside]! - inside)
}
