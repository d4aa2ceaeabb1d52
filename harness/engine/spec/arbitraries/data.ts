import fc from 'fast-check'
import { gridNumber } from './numbers.ts'

/** A true and a predicted vector of the same length, made as pairs so that they shrink together. */
export function pairedTargets({
  minLength = 2,
  maxLength = 12,
  ...range
}: {
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
} = {}): fc.Arbitrary<{
  yTrue: number[]
  yPred: number[]
}> {
  return fc
    .array(fc.tuple(gridNumber(range), gridNumber(range)), { minLength, maxLength })
    .map((pairs) => ({ yTrue: pairs.map(([t]) => t), yPred: pairs.map(([, p]) => p) }))
}

/** True and predicted class labels of the same length, drawn from a few classes. */
export function pairedLabels({
  classes = [0, 1, 2],
  minLength = 2,
  maxLength = 12,
}: {
  classes?: readonly (number | string)[]
  minLength?: number
  maxLength?: number
} = {}): fc.Arbitrary<{
  yTrue: (number | string)[]
  yPred: (number | string)[]
}> {
  const label = fc.constantFrom(...classes)
  return fc
    .array(fc.tuple(label, label), { minLength, maxLength })
    .map((pairs) => ({ yTrue: pairs.map(([t]) => t), yPred: pairs.map(([, p]) => p) }))
}

/**
 * A matrix of grid numbers: rows are drawn at full width and cut to the number of columns, so that failing
 * cases lose rows and columns independently (no chained arbitraries, which shrink badly).
 */
export function gridMat({
  minRows = 2,
  maxRows = 12,
  minCols = 1,
  maxCols = 3,
  ...range
}: {
  minRows?: number
  maxRows?: number
  minCols?: number
  maxCols?: number
  min?: number
  max?: number
} = {}): fc.Arbitrary<number[][]> {
  const wideRow = fc.array(gridNumber(range), { minLength: maxCols, maxLength: maxCols })
  return fc
    .tuple(
      fc.integer({ min: minCols, max: maxCols }),
      fc.array(wideRow, { minLength: minRows, maxLength: maxRows }),
    )
    .map(([nCols, rows]) => rows.map((row) => row.slice(0, nCols)))
}
