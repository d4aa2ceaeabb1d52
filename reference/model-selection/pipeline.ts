import type { Label, Mat, Pipeline, PipelineSpec, Scaler, Vec } from '#kit'
import { fitLogistic, predictLogistic, predictProba } from '../linear-model/logistic.ts'
import { sortedClasses } from '../metrics/classification.ts'
import { fitKnn, predictKnn, predictKnnProba } from '../neighbors/knn.ts'
import { fitMinMaxScaler, fitStandardScaler, transform } from '../preprocessing/scaler.ts'
import {
  checkFiniteMat,
  checkFraction,
  checkLabels,
  checkPaired,
  checkParam,
  checkRectangular,
} from '../validation.ts'

/**
 * Learns a scale, and on the scaled features a model.
 *
 * @param X n × d features
 * @param y n labels of exactly two classes; `classes[1]` is the positive one
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (also for one class, or three)
 * @see scikit-learn `make_pipeline(StandardScaler(), LogisticRegression())`
 */
export function fitPipeline(X: Mat, y: readonly Label[], spec: PipelineSpec): Pipeline {
  const classes = checkLabelled(X, y)
  checkSpec(spec)
  const scaler = fitScaler(X, spec.scaler)
  const Z = scaler ? transform(scaler, X) : X
  const codes = y.map((label) => (label === classes[1] ? 1 : 0))
  const model =
    spec.model === 'knn' ? fitKnn(Z, y, { k: spec.k }) : fitLogistic(Z, codes, { C: spec.C }).model
  return { spec: { ...spec }, nFeatures: X[0]!.length, classes, scaler, model }
}

/**
 * Labels of new rows, each by itself, with the stored scale and the stored model.
 *
 * @returns a label and the probability of `classes[1]` for every row; empty lists for no rows. A probability of
 *   one half gives `classes[0]`.
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictPipeline(p: Pipeline, Xnew: Mat): { label: Label[]; proba: Vec } {
  checkRectangular(Xnew, 'Xnew', p.nFeatures)
  checkFiniteMat(Xnew, 'Xnew')
  const Z = p.scaler ? transform(p.scaler, Xnew) : Xnew
  if ('k' in p.model)
    return {
      label: predictKnn(p.model, Z),
      proba: predictKnnProba(p.model, Z).proba.map((shares) => shares[1]!),
    }
  return {
    label: predictLogistic(p.model, Z).map((code) => p.classes[code]!),
    proba: predictProba(p.model, Z),
  }
}

/**
 * Labels of new rows, or `null` where the confidence max(p, 1 − p) is below a limit.
 *
 * @param minConfidence 0 … 1
 * @returns one entry a row
 * @throws MLError SHAPE, NON_FINITE, PARAM
 */
export function predictWithReject(p: Pipeline, Xnew: Mat, minConfidence: number): (Label | null)[] {
  const { label, proba } = predictPipeline(p, Xnew)
  checkFraction(minConfidence, 'minConfidence')
  return label.map((one, i) => (Math.max(proba[i]!, 1 - proba[i]!) < minConfidence ? null : one))
}

/** The two classes of labelled features, ascending. EMPTY, SHAPE, NON_FINITE, and PARAM for other than two. */
export function checkLabelled(X: Mat, y: readonly Label[]): Label[] {
  checkPaired(X, y, 'X', 'y')
  checkRectangular(X, 'X')
  checkFiniteMat(X, 'X')
  checkLabels(y, 'y')
  const classes = sortedClasses([...y])
  checkParam(classes.length === 2, `y holds ${classes.length} classes, not 2`)
  return classes
}

/** PARAM for a scaler or a model that there is not. */
export function checkSpec({ scaler, model }: PipelineSpec): void {
  checkParam(['standard', 'minmax', 'none'].includes(scaler), `there is no scaler ${scaler}`)
  checkParam(['logistic', 'knn'].includes(model), `there is no model ${model}`)
}

function fitScaler(X: Mat, kind: PipelineSpec['scaler']): Scaler | null {
  if (kind === 'none') return null
  return kind === 'standard' ? fitStandardScaler(X) : fitMinMaxScaler(X)
}
