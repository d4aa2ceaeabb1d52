import { type Label, type Mat, MLError, type Pipeline, type PipelineSpec, type Seed, type Vec } from '#kit'
import { fitMajority, predictMajority } from '../dummy/majority.ts'
import { accuracy, balancedAccuracy, confusionMatrix } from '../metrics/classification.ts'
import { rocAuc } from '../metrics/roc.ts'
import { selectSpec } from '../model-selection/cross-validation.ts'
import { stratifiedKFold } from '../model-selection/folds.ts'
import { fitPipeline, predictPipeline, predictWithReject } from '../model-selection/pipeline.ts'
import { stratifiedSplit } from '../model-selection/stratified.ts'
import { checkNotEmpty, checkParam } from '../validation.ts'
import { extractNeuronFeatures, type RawNeuron } from './neuron-features.ts'
import { permutationImportance } from './permutation-importance.ts'

export interface StudyOptions {
  seed: Seed
  /** Share or number of neurons for testing, as in `stratifiedSplit`. */
  testSize: number
  /** Folds of the cross-validation within the training part. */
  folds: number
  specs: PipelineSpec[]
  /** Below this confidence a new neuron gets no label, 0 … 1. */
  minConfidence: number
  /** How often each feature is permuted. */
  repeats: number
}

export interface StudyReport {
  featureNames: string[]
  /** Neurons with a label and with features. */
  usedIds: string[]
  /** Neurons without features, with a label or not. */
  droppedIds: string[]
  split: { train: string[]; test: string[] }
  /** The mean score of every spec, and the index of the best. */
  cv: { meanScores: Vec; chosen: number }
  test: { accuracy: number; balancedAccuracy: number; confusion: Mat; labels: Label[]; auc: number }
  /** Accuracy on the test part of always answering the commonest training label. */
  baselineAccuracy: number
  /** Training accuracy − test accuracy. */
  generalizationGap: number
  /** New neurons, in the order given; null below minConfidence. */
  predictions: { id: string; label: Label | null; confidence: number }[]
  /** Measured on the test part, the most important feature first. */
  importance: { feature: string; mean: number; std: number }[]
  pipeline: Pipeline
}

/** A neuron that can be used. */
interface Sample {
  id: string
  label: Label | undefined
  names: string[]
  values: Vec
}

/**
 * From raw recordings to predictions with an honest estimate of how good they are: features, a stratified split, a
 * pipeline chosen by stratified cross-validation in the training part and fitted to all of it, one evaluation on
 * the test part, predictions for neurons without label, and the importance of each feature on the test part.
 *
 * @param neurons labelled ones of two classes, and new ones without label; no two with the same id
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES, SINGLE_CLASS
 */
export function runStudy(neurons: RawNeuron[], opt: StudyOptions): StudyReport {
  checkNotEmpty(neurons, 'neurons')
  checkNotEmpty(opt.specs, 'specs')
  checkParam(new Set(neurons.map(({ id }) => id)).size === neurons.length, 'two neurons have the same id')
  const samples = neurons.flatMap(({ id, label, ...raw }): Sample[] => {
    const features = extractNeuronFeatures({ id, ...raw })
    return features ? [{ id, label, ...features }] : []
  })
  const ids = new Set(samples.map(({ id }) => id))
  const used = samples.filter(({ label }) => label !== undefined)
  const fresh = samples.filter(({ label }) => label === undefined)
  if (used.length === 0) throw new MLError('NOT_ENOUGH_SAMPLES', 'no labelled neuron can be used')

  const { trainIdx, testIdx } = stratifiedSplit(used.map(labelOf), { testSize: opt.testSize, seed: opt.seed })
  const train = trainIdx.map((i) => used[i]!)
  const test = testIdx.map((i) => used[i]!)
  const [XTrain, yTrain] = [train.map(valuesOf), train.map(labelOf)]
  const [XTest, yTest] = [test.map(valuesOf), test.map(labelOf)]

  const cv = selectSpec(XTrain, yTrain, opt.specs, stratifiedKFold(yTrain, opt.folds))
  const pipeline = fitPipeline(XTrain, yTrain, opt.specs[cv.best]!)
  const { label, proba } = predictPipeline(pipeline, XTest)
  const testAccuracy = accuracy(yTest, label)
  const isPositive = yTest.map((one) => (one === pipeline.classes[1] ? 1 : 0))
  const importance = permutationImportance(pipeline, XTest, yTest, opt)
  const featureNames = used[0]!.names

  return {
    featureNames,
    usedIds: used.map(({ id }) => id),
    droppedIds: neurons.map(({ id }) => id).filter((id) => !ids.has(id)),
    split: { train: train.map(({ id }) => id), test: test.map(({ id }) => id) },
    cv: { meanScores: cv.meanScores, chosen: cv.best },
    test: {
      accuracy: testAccuracy,
      balancedAccuracy: balancedAccuracy(yTest, label),
      confusion: confusionMatrix(yTest, label, { labels: pipeline.classes }),
      labels: pipeline.classes,
      auc: rocAuc(isPositive, proba),
    },
    baselineAccuracy: accuracy(yTest, predictMajority(fitMajority(yTrain), XTest)),
    generalizationGap: accuracy(yTrain, predictPipeline(pipeline, XTrain).label) - testAccuracy,
    predictions: predictFresh(pipeline, fresh, opt.minConfidence),
    importance: featureNames
      .map((feature, j) => ({ feature, mean: importance.mean[j]!, std: importance.std[j]! }))
      .sort((a, b) => b.mean - a.mean),
    pipeline,
  }
}

function predictFresh(
  pipeline: Pipeline,
  fresh: Sample[],
  minConfidence: number,
): StudyReport['predictions'] {
  const X = fresh.map(valuesOf)
  const labels = predictWithReject(pipeline, X, minConfidence)
  const { proba } = predictPipeline(pipeline, X)
  return fresh.map(({ id }, i) => ({
    id,
    label: labels[i]!,
    confidence: Math.max(proba[i]!, 1 - proba[i]!),
  }))
}

function labelOf({ label }: Sample): Label {
  return label!
}

function valuesOf({ values }: Sample): Vec {
  return values
}
