import type { Seed, Vec } from '#kit'
import { checkFraction, checkWhole } from './checks.ts'
import { rawTrace } from './raw-trace.ts'
import type { Separating } from './spike-waveforms.ts'
import { type Stream, stream } from './streams.ts'

type NeuronLabel = 'interneuron' | 'pyramidal'

export interface RawNeurons {
  /** n labelled neurons, then nNew without label: half a second of voltage at 20 kHz each, unless told otherwise. */
  neurons: { id: string; fsHz: number; trace: Vec; label?: NeuronLabel }[]
  /** The type of every neuron, also of the new ones. */
  truth: NeuronLabel[]
}

export interface RawNeuronsOptions {
  /** Labelled neurons, from 2. */
  n: number
  /** New neurons, from 0. */
  nNew?: number
  /** Share of interneurons among either, rounded to whole neurons. */
  fracFS?: number
  durationS?: number
  only?: Separating
}

/** Recorded under stimulation: neurons fire ten times as fast as at rest, up to a limit, so that short traces do. */
const RATE_FACTOR = 10
const FASTEST_HZ = 250

/**
 * Raw recordings of labelled neurons, and of new ones: what the capstone starts from.
 *
 * @throws MLError PARAM
 */
export function rawNeurons(seed: Seed, options: RawNeuronsOptions): RawNeurons {
  const { n, nNew = 0, fracFS = 0.2, durationS = 0.5, only } = options
  checkWhole(n, 2, 'n')
  checkWhole(nNew, 0, 'nNew')
  checkFraction(fracFS, 'fracFS')
  const random = stream(seed, 'raw-neurons')
  const types = [n, nNew].flatMap((count) => drawTypes(random, count, Math.round(fracFS * count)))
  const truth = types.map((type): NeuronLabel => (type === 1 ? 'interneuron' : 'pyramidal'))
  const neurons = types.map((type, i) => {
    const own = `${seed}/raw-neurons/${i}`
    // The neuron is the same in a trace of one sample.
    const { rateHz } = rawTrace(own, { durationS: 1e-4, type, only }).truth.neuron
    const { fsHz, trace } = rawTrace(own, {
      durationS,
      type,
      only,
      rateHz: Math.min(RATE_FACTOR * rateHz, FASTEST_HZ),
    })
    return { id: `n${i}`, fsHz, trace, ...(i < n && { label: truth[i]! }) }
  })
  return { neurons, truth }
}

/** Exactly so many 1s, any places for them as likely as any other: each place takes its share of those that are left. */
function drawTypes(random: Stream, count: number, ones: number): (0 | 1)[] {
  let left = ones
  return Array.from({ length: count }, (_, i) => {
    const isOne = random.int(count - i) < left
    if (isOne) left--
    return isOne ? 1 : 0
  })
}
