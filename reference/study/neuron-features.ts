import type { Label, Vec } from '#kit'
import { waveformFeatures } from '../features/spike-shape.ts'
import { detectSpikes, extractSnippets } from '../features/structure.ts'
import { mean } from '../statistics/descriptive.ts'
import { checkFinite, checkNotEmpty, checkPositive } from '../validation.ts'

/** One recorded neuron, as it comes from the rig. */
export interface RawNeuron {
  id: string
  /** Samples per second. */
  fsHz: number
  /** Extracellular voltage. */
  trace: Vec
  /** Seconds within the trace. If present, they give the firing rate; otherwise the detected spikes do. */
  spikeTimes?: Vec
  label?: Label
}

const FEATURE_NAMES = ['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate']
const BEFORE_MS = 0.7
const AFTER_MS = 1.4

/**
 * The features of a neuron: `waveformFeatures` of the mean of its spikes, cut from 0.7 ms before to 1.4 ms after
 * the trough, and the natural logarithm of its firing rate in Hz.
 *
 * @returns five names and five finite numbers; `null` for a neuron that can not be used: without a whole spike,
 *   with a waveform that has no half-width, or with a rate of 0
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES (a spike of fewer than three samples)
 */
export function extractNeuronFeatures(n: RawNeuron): { names: string[]; values: Vec } | null {
  checkNotEmpty(n.trace, 'the trace')
  checkFinite(n.trace, 'the trace')
  checkFinite(n.spikeTimes ?? [], 'spikeTimes')
  checkPositive(n.fsHz, 'fsHz')
  const samples = (ms: number) => Math.round((ms / 1000) * n.fsHz)
  const spikes = detectSpikes(n.trace)
  const { snippets } = extractSnippets(n.trace, spikes, samples(BEFORE_MS), samples(AFTER_MS))
  if (snippets.length === 0) return null
  const waveform = snippets[0]!.map((_, i) => mean(snippets.map((snippet) => snippet[i]!)))
  const rateHz = (n.spikeTimes ?? spikes).length / (n.trace.length / n.fsHz)
  const values = [...waveformFeatures(waveform, n.fsHz), Math.log(rateHz)]
  return values.every(Number.isFinite) ? { names: [...FEATURE_NAMES], values } : null
}
