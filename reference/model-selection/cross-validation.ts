import { type Label, type Mat, MLError, type Pipeline, type PipelineSpec, type Vec } from '#kit'
import { accuracy } from '../metrics/classification.ts'
import { mean } from '../statistics/descriptive.ts'
import { checkIndices, checkNotEmpty } from '../validation.ts'
import { checkLabelled, checkSpec, fitPipeline, predictPipeline } from './pipeline.ts'

/**
 * How well what a spec describes does on rows that it was not fitted to: for every fold the pipeline is fitted to
 * all other rows, scale and model alike, and scored on the fold.
 *
 * @param X n × d features
 * @param y n labels of exactly two classes
 * @param folds test rows of each fold, as indices 0 … n − 1
 * @returns accuracies and pipelines, one a fold
 * @throws MLError EMPTY (also for no folds, or a fold without rows), SHAPE, NON_FINITE, PARAM, SINGLE_CLASS if the
 *   rows outside a fold are not of both classes
 * @see scikit-learn `cross_validate(make_pipeline(…), return_estimator=True)`
 */
export function crossValidate(
  X: Mat,
  y: readonly Label[],
  spec: PipelineSpec,
  folds: number[][],
): { scores: Vec; pipelines: Pipeline[] } {
  checkFolds(X, y, folds)
  checkSpec(spec)
  const splits = folds.map((test) => ({ test, train: [...X.keys()].filter((i) => !test.includes(i)) }))
  for (const { train } of splits)
    if (new Set(train.map((i) => y[i]!)).size < 2)
      throw new MLError('SINGLE_CLASS', 'the rows outside a fold are not of both classes')
  const rows = (indices: number[]) => indices.map((i) => X[i]!)
  const labels = (indices: number[]) => indices.map((i) => y[i]!)
  const pipelines = splits.map(({ train }) => fitPipeline(rows(train), labels(train), spec))
  const scores = splits.map(({ test }, f) =>
    accuracy(labels(test), predictPipeline(pipelines[f]!, rows(test)).label),
  )
  return { scores, pipelines }
}

/**
 * The spec with the highest mean score in cross-validation; of equal ones the first.
 *
 * @param specs at least one
 * @returns its index, and the mean score of every spec
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, SINGLE_CLASS
 * @see scikit-learn `GridSearchCV`
 */
export function selectSpec(
  X: Mat,
  y: readonly Label[],
  specs: PipelineSpec[],
  folds: number[][],
): { best: number; meanScores: Vec } {
  checkFolds(X, y, folds)
  checkNotEmpty(specs, 'specs')
  const meanScores = specs.map((spec) => mean(crossValidate(X, y, spec, folds).scores))
  return { best: meanScores.indexOf(Math.max(...meanScores)), meanScores }
}

function checkFolds(X: Mat, y: readonly Label[], folds: number[][]): void {
  checkLabelled(X, y)
  checkNotEmpty(folds, 'folds')
  for (const fold of folds) checkNotEmpty(fold, 'a fold')
  checkIndices(folds.flat(), X.length, 'a fold')
}
