import type { Vec } from '#kit'
import { checkFinite, checkParam, checkPositive } from '../validation.ts'

export type CellType = 'interneuron' | 'pyramidal'

/**
 * The expert's rule: a spike whose trough-to-peak time is at most the threshold is an interneuron's.
 *
 * @param troughToPeakMs at least 0
 * @param thresholdMs above 0
 * @throws MLError NON_FINITE for the time, PARAM
 * @see CellExplorer, putative cell-type classification: 0.425 ms
 */
export function classifyByRule(troughToPeakMs: number, thresholdMs = 0.425): CellType {
  return classifyAllByRule([troughToPeakMs], thresholdMs)[0]!
}

/**
 * `classifyByRule` of each value.
 *
 * @param values n trough-to-peak times in ms, at least 0
 * @returns n cell types; none for none
 * @throws MLError NON_FINITE for a time, PARAM, also for a bad threshold without values
 */
export function classifyAllByRule(values: Vec, thresholdMs = 0.425): CellType[] {
  checkFinite(values, 'the trough-to-peak times')
  checkParam(
    values.every((value) => value >= 0),
    'a trough-to-peak time is below 0',
  )
  checkPositive(thresholdMs, 'thresholdMs')
  return values.map((value) => (value <= thresholdMs ? 'interneuron' : 'pyramidal'))
}
