import type { Seed, Vec } from '#kit'
import { checkParam, checkPositive } from './checks.ts'
import {
  type CellType,
  drawNeuron,
  type PlantedNeuron,
  type Separating,
  waveformShape,
} from './spike-waveforms.ts'
import { stream } from './streams.ts'

export interface RawTrace {
  fsHz: number
  /** Extracellular voltage in units of the SD of the noise. */
  trace: Vec
  /** What is planted: the neuron, its waveform in units of the noise, and where its troughs lie. */
  truth: { neuron: PlantedNeuron; waveform: Vec; troughs: number[] }
}

export interface RawTraceOptions {
  /** Samples per second. */
  fs?: number
  durationS?: number
  /** Mean firing rate; the shortest interval is 60 samples. */
  rateHz?: number
  /** Depth of the trough over the SD of the noise. */
  snr?: number
  /** 1 is an interneuron. */
  type?: CellType
  /** The one thing that tells the types apart; by default everything does. */
  only?: Separating
}

/** Samples between two spikes, at the least: about one waveform. */
const SHORTEST_GAP = 60

/**
 * One extracellular recording of one neuron: normal noise of SD 1, and at each spike the same waveform without
 * noise, scaled so that its trough is −snr. A gap between spikes is 60 samples and an exponential.
 *
 * The noise is the same for every rate, snr and type, the neuron for every rate, snr and duration at one fs.
 *
 * @returns round(fs · durationS) samples; every waveform lies inside
 * @throws MLError PARAM for a number that is not above 0, less than one sample, a rateHz of fs / 60 or more, and
 *   a type other than 0 and 1 or an `only` that there is not
 */
export function rawTrace(seed: Seed, options: RawTraceOptions = {}): RawTrace {
  const { fs = 20_000, durationS = 1, rateHz = 30, snr = 15, type = 0, only } = options
  for (const [name, value] of Object.entries({ fs, durationS, rateHz, snr })) checkPositive(value, name)
  checkParam(fs * durationS >= 1, `${durationS} s at ${fs} Hz is no sample`)
  const meanExtraGap = fs / rateHz - SHORTEST_GAP
  checkParam(meanExtraGap > 0, `at ${fs} Hz the rate is below ${fs / SHORTEST_GAP} Hz, not ${rateHz}`)
  checkParam(type === 0 || type === 1, `type must be 0 or 1, not ${type}`)
  // Two streams, so that a longer trace does not change the neuron.
  const neuron = drawNeuron(stream(seed, 'raw-trace/neuron'), type, only)
  const random = stream(seed, 'raw-trace')
  const trace = Array.from({ length: Math.round(fs * durationS) }, random.normal)
  const shape = waveformShape(neuron, fs)
  const depth = -Math.min(...shape)
  const waveform = shape.map((value) => (value / depth) * snr)
  const troughInWaveform = waveform.indexOf(-snr)
  const troughs: number[] = []
  for (;;) {
    const extra = -meanExtraGap * Math.log(1 - random.next())
    const trough = (troughs.at(-1) ?? 0) + SHORTEST_GAP + Math.round(extra)
    const start = trough - troughInWaveform
    if (start + waveform.length > trace.length) break
    for (const [i, value] of waveform.entries()) trace[start + i]! += value
    troughs.push(trough)
  }
  return { fsHz: fs, trace, truth: { neuron, waveform, troughs } }
}
