import type { Mat, Seed, Vec } from '#kit'
import { checkFraction, checkNotNegative, checkParam, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

/** 0: pyramidal, regular-spiking. 1: interneuron, fast-spiking. */
export type CellType = 0 | 1
/** The one thing that tells the two types apart; everything else is drawn as for pyramidal neurons. */
export type Separating = (typeof SEPARATING)[number]
const SEPARATING = ['latency', 'asymmetry', 'rate', 'none'] as const

/** What is planted in one neuron. */
export interface PlantedNeuron {
  type: CellType
  /** Time from the trough to the centre of the shoulder after it, ms. */
  latencyMs: number
  /** SD of the Gaussian that is the trough, ms. */
  troughSdMs: number
  /** Height of the shoulder before the trough, as a fraction of the amplitude, and its centre, ms. */
  before: number
  beforeMs: number
  /** Height of the shoulder after the trough, as a fraction of the amplitude. */
  after: number
  amplitudeUv: number
  rateHz: number
}

export interface SpikeWaveforms {
  fsHz: number
  /** n mean waveforms of 64 samples, µV; the trough is near sample 20. */
  waveforms: Mat
  /** n firing rates. */
  ratesHz: Vec
  /** n types: 1 is an interneuron. */
  y: CellType[]
  /** What is planted: the parameters behind each waveform. */
  truth: PlantedNeuron[]
}

export interface SpikeWaveformOptions {
  n: number
  /** Share of interneurons, 0 … 1. */
  fracFS?: number
  /** SD of the noise on every sample, as a fraction of the amplitude. */
  noise?: number
  only?: Separating
}

export const FS_HZ = 30_000
const N_SAMPLES = 64
const TROUGH_SAMPLE = 20

/**
 * Mean and SD of each parameter (median and sigma of a log-normal for amplitude and rate). Only the latency is
 * kept to a range: a shoulder may come out slightly negative. The numbers are those of recordings in the literature.
 */
const PYRAMIDAL = {
  latencyMs: { mean: 0.57, sd: 0.09, low: 0.3, high: 0.95 },
  troughSdMs: { mean: 0.095, sd: 0.012 },
  after: { mean: 0.25, sd: 0.07 },
  amplitudeUv: { median: 90, sigma: 0.45 },
  rateHz: { median: 2, sigma: 0.8 },
}
const INTERNEURON: typeof PYRAMIDAL = {
  latencyMs: { mean: 0.29, sd: 0.06, low: 0.13, high: 0.5 },
  troughSdMs: { mean: 0.07, sd: 0.01 },
  after: { mean: 0.38, sd: 0.1 },
  amplitudeUv: { median: 80, sigma: 0.45 },
  rateHz: { median: 8, sigma: 0.7 },
}
/** The same in both types. */
const BEFORE = { mean: 0.1, sd: 0.04 }
const BEFORE_MS = { mean: -0.25, sd: 0.05 }
const BEFORE_SD_MS = 0.1
/**
 * The interneurons of `only: 'asymmetry'`: the shoulder before the trough grows, so that the asymmetry index
 * falls by about 1 and no other feature changes. It comes earlier, or it would make the trough narrower.
 */
const ASYMMETRIC = { before: 0.8, beforeMs: -0.15 }
/** Width of the shoulder after the trough, as a fraction of its latency. */
const AFTER_SD = 0.405

/**
 * Mean extracellular spike waveforms of pyramidal neurons and fast-spiking interneurons, with firing rates.
 *
 * A waveform is a trough between two positive shoulders: with t in ms from the trough,
 * w(t) = A·[−g(t; 0, troughSd) + before·g(t; beforeMs, 0.10) + after·g(t; latency, 0.405·latency)] + A·noise·N(0, 1)
 * where g is a Gaussian of height 1.
 *
 * The first neurons are the same for every n.
 *
 * @throws MLError PARAM for n below 1, fracFS outside 0 … 1, noise below 0, an `only` that there is not
 */
export function spikeWaveforms(seed: Seed, options: SpikeWaveformOptions): SpikeWaveforms {
  const { n, fracFS = 0.2, noise = 0.03, only } = options
  checkWhole(n, 1, 'n')
  checkFraction(fracFS, 'fracFS')
  checkNotNegative(noise, 'noise')
  const random = stream(seed, 'spike-waveforms')
  const truth: PlantedNeuron[] = []
  const waveforms: Mat = []
  while (truth.length < n) {
    const neuron = drawNeuron(random, random.next() < fracFS ? 1 : 0, only)
    truth.push(neuron)
    waveforms.push(drawWaveform(random, neuron, noise))
  }
  return {
    fsHz: FS_HZ,
    waveforms,
    ratesHz: truth.map((neuron) => neuron.rateHz),
    y: truth.map((neuron) => neuron.type),
    truth,
  }
}

/** Draws the parameters of one neuron of a type. Throws PARAM for an `only` that there is not. */
export function drawNeuron(random: Stream, type: CellType, only?: Separating): PlantedNeuron {
  checkParam(only === undefined || SEPARATING.includes(only), `nothing is called ${only}`)
  const own = type === 1 ? INTERNEURON : PYRAMIDAL
  const common = only === undefined ? own : PYRAMIDAL
  const latency = only === 'latency' ? own.latencyMs : common.latencyMs
  const rate = only === 'rate' ? own.rateHz : common.rateHz
  const shift = only === 'asymmetry' && type === 1 ? ASYMMETRIC : { before: 0, beforeMs: 0 }
  const normal = ({ mean, sd }: { mean: number; sd: number }) => mean + sd * random.normal()
  return {
    type,
    latencyMs: random.truncatedNormal(latency.mean, latency.sd, latency.low, latency.high),
    troughSdMs: normal(common.troughSdMs),
    before: normal(BEFORE) + shift.before,
    beforeMs: normal(BEFORE_MS) + shift.beforeMs,
    after: normal(common.after),
    amplitudeUv: random.lognormal(common.amplitudeUv.median, common.amplitudeUv.sigma),
    rateHz: random.lognormal(rate.median, rate.sigma),
  }
}

/** Draws the 64 samples of a neuron's mean waveform, µV. */
export function drawWaveform(random: Stream, neuron: PlantedNeuron, noise: number): Vec {
  return waveformShape(neuron, FS_HZ).map((shape) => neuron.amplitudeUv * (shape + noise * random.normal()))
}

/** The 64 samples of a neuron's waveform without noise, in units of its amplitude; the trough is near sample 20. */
export function waveformShape(neuron: PlantedNeuron, fsHz: number): Vec {
  const { latencyMs, troughSdMs, before, beforeMs, after } = neuron
  return Array.from({ length: N_SAMPLES }, (_, i) => {
    const t = ((i - TROUGH_SAMPLE) / fsHz) * 1000
    return (
      -gaussian(t, 0, troughSdMs) +
      before * gaussian(t, beforeMs, BEFORE_SD_MS) +
      after * gaussian(t, latencyMs, AFTER_SD * latencyMs)
    )
  })
}

function gaussian(t: number, centre: number, sd: number): number {
  return Math.exp(-(((t - centre) / sd) ** 2) / 2)
}
