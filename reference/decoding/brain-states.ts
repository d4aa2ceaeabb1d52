import type { Label, Mat, Scaler, SoftmaxModel } from '#kit'
import { calciumFeatures } from '../features/activity.ts'
import { fitSoftmax, predictSoftmax } from '../linear-model/softmax.ts'
import { fitStandardScaler, transform } from '../preprocessing/scaler.ts'
import { checkPaired } from '../validation.ts'

/** A window of calcium imaging: the traces of pyramidal cells, and of PV cells. */
interface CalciumWindow {
  pyr: Mat
  pv: Mat
}

/** What tells brain states apart, with the scale of the windows that it was learned from. */
export interface BrainStateDecoder {
  scaler: Scaler
  model: SoftmaxModel
}

/**
 * Learns brain states from windows of calcium imaging: `calciumFeatures`, standardised by the training windows,
 * and softmax regression.
 *
 * @param windows n windows, each of at least two pyramidal cells and one PV cell
 * @param states n labels, of at least two states
 * @param opt.C above 0 (1)
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES (one pyramidal cell), SINGLE_CLASS
 */
export function trainBrainStateDecoder(
  windows: CalciumWindow[],
  states: readonly Label[],
  opt: { C?: number } = {},
): BrainStateDecoder {
  checkPaired(windows, states, 'windows', 'states')
  const X = windows.map(calciumFeatures)
  const scaler = fitStandardScaler(X)
  return { scaler, model: fitSoftmax(transform(scaler, X), states, opt) }
}

/**
 * The most probable state of every window; of equally probable ones the smallest. Scaled by the training windows.
 *
 * @returns one label a window; `[]` for none
 * @throws MLError EMPTY, SHAPE, NON_FINITE, NOT_ENOUGH_SAMPLES, all about the traces of a window
 */
export function decodeBrainState({ scaler, model }: BrainStateDecoder, windows: CalciumWindow[]): Label[] {
  return predictSoftmax(model, transform(scaler, windows.map(calciumFeatures)))
}
