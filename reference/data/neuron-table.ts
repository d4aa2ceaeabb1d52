import { type CellType, drawNeuron, drawWaveform, FS_HZ, type Separating, type Stream, stream } from '#data'
import type { Mat, Seed, Vec } from '#kit'
import { waveformFeatures } from '../features/spike-shape.ts'
import { checkParam, checkWhole } from '../validation.ts'

export interface NeuronTable {
  /** n rows: the features of each neuron, measured from its waveform, always finite. */
  X: Mat
  /** n types: 1 is an interneuron. Both occur. */
  y: CellType[]
  featureNames: string[]
}

/**
 * A lab table: five features of n neurons, and what kind of neuron each is.
 *
 * The columns are trough-to-peak latency (ms), half-width (ms), asymmetry index, peak-to-trough ratio and the
 * natural logarithm of the firing rate (Hz).
 *
 * @param opt n from 2; fracFS above 0 and below 1: the share of interneurons; `only`: the one feature that separates
 * @throws MLError PARAM
 * @see curriculum section 6, G1
 */
export function neuronTable(seed: Seed, opt: { n: number; fracFS?: number; only?: Separating }): NeuronTable {
  const { n, fracFS = 0.2, only } = opt
  checkWhole(n, 2, 'n')
  checkParam(fracFS > 0 && fracFS < 1, `fracFS must lie between 0 and 1, not ${fracFS}`)
  const random = stream(seed, 'neuron-table')
  const y = Array.from({ length: n }, (): CellType => (random.next() < fracFS ? 1 : 0))
  // With few neurons a type may be missing: one neuron becomes of that type.
  for (const type of [0, 1] as const) if (!y.includes(type)) y[random.int(n)] = type
  return {
    X: y.map((type) => drawRow(random, type, only)),
    y,
    featureNames: ['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate'],
  }
}

/** Draws neurons until the shape of one can be measured: almost always the first. */
function drawRow(random: Stream, type: CellType, only?: Separating): Vec {
  let row: Vec
  do {
    const neuron = drawNeuron(random, type, only)
    const waveform = drawWaveform(random, neuron, 0.03)
    row = [...waveformFeatures(waveform, FS_HZ), Math.log(neuron.rateHz)]
  } while (!row.every(Number.isFinite))
  return row
}
