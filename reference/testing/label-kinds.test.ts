import { describe, expect, test } from 'vitest'
import { createRng, type Label } from '#kit'
import { decodeLabels, encodeLabels } from '../dataset/labels.ts'
import { fitMajority } from '../dummy/majority.ts'
import { zeroOneLoss } from '../losses/classification.ts'
import { accuracy, balancedAccuracy, confusionMatrix } from '../metrics/classification.ts'
import { adjustedRandIndex } from '../metrics/clustering.ts'
import { averagedF1, precisionRecallF1 } from '../metrics/precision-recall.ts'
import { shuffleTogether, trainTestSplit } from '../model-selection/split.ts'
import { stratifiedSplit } from '../model-selection/stratified.ts'
import { fitKnn, predictKnn, predictKnnProba } from '../neighbors/knn.ts'

/** Names of classes in ascending order, which must do as well as 0, 1, 2 … */
const kinds: Record<string, Label[]> = {
  negative: [-3, -2, -1],
  fractional: [-0.5, 0.1, 0.7],
  'next to each other': [1 - 2 ** -53, 1, 1 + 2 ** -52],
  huge: [-(2 ** 53), 2 ** 32, 1e300],
  numeric: ['-1', '0', '10', '9'],
  'written in two ways': ['', '0', '00', '1', '1.0', '1e0'],
  'properties of objects': ['__proto__', 'constructor', 'length', 'toString'],
  'with separators': ['', '\n', ' ', ',', 'a', 'a\n', 'a\na', 'a,a'],
  'beyond the BMP': ['\ud835', '𝒳', '𝒴', '\uffff'],
  // Not by locale, and not normalised: é is one letter or two.
  'with accents': ['B', 'Z', 'a', 'e\u0301', 'z', 'ä', 'é'],
  'more than 255': Array.from({ length: 300 }, (_, k) => k - 20.5),
}

const SAMPLES = 700
const random = createRng(7)
const draws = Array.from({ length: SAMPLES }, () => [random.next(), random.next()] as const)

/** A label for each of 0 … K − 1, and the way back. */
interface Naming {
  name: (code: number) => Label
  code: (label: Label) => number
}
type Use = (yTrue: Label[], yPred: Label[], naming: Naming) => unknown

const place = (_: unknown, i: number) => [i]
const knn = (y: Label[]) =>
  fitKnn(
    y.map((_, i) => [i % 50]),
    y,
    { k: 4, weights: 'distance' },
  )

/** Whatever the labels are called, this is the same; labels in a result are turned back into codes. */
const uses: Record<string, Use> = {
  accuracy,
  zeroOneLoss,
  balancedAccuracy,
  confusionMatrix: (yTrue, yPred) => confusionMatrix(yTrue, yPred),
  'confusionMatrix of some': (yTrue, yPred, { name }) =>
    confusionMatrix(yTrue, yPred, { labels: [name(2), name(0)] }),
  precisionRecallF1: (yTrue, yPred, { code }) => {
    const { labels, ...scores } = precisionRecallF1(yTrue, yPred)
    return { ...scores, labels: labels.map(code) }
  },
  'precisionRecallF1 of some': (yTrue, yPred, { name }) =>
    precisionRecallF1(yTrue, yPred, { labels: [name(2), name(0)] }).f1,
  averagedF1: (yTrue, yPred) => averagedF1(yTrue, yPred, 'weighted'),
  adjustedRandIndex,
  'encodeLabels, decodeLabels': (yTrue, _, { code }) => {
    const { classes, codes } = encodeLabels(yTrue)
    return [classes.map(code), codes, decodeLabels(codes, classes).map(code)]
  },
  fitMajority: (yTrue, _, { code }) => {
    const { classes, prior, majority } = fitMajority(yTrue)
    return [classes.map(code), prior, code(majority)]
  },
  predictKnn: (yTrue, _, { code }) => predictKnn(knn(yTrue), [[3], [30.5]]).map(code),
  predictKnnProba: (yTrue, _, { code }) => {
    const { classes, proba } = predictKnnProba(knn(yTrue), [[3], [30.5]])
    return [classes.map(code), proba]
  },
  trainTestSplit: (yTrue, _, { code }) => {
    const { yTrain, yTest } = trainTestSplit(yTrue.map(place), yTrue, { seed: 1 })
    return [yTrain.map(code), yTest.map(code)]
  },
  shuffleTogether: (yTrue, _, { code }) => shuffleTogether(yTrue.map(place), yTrue, 1).y.map(code),
  stratifiedSplit: (yTrue) => stratifiedSplit([...yTrue, ...yTrue], { testSize: 0.5, seed: 1 }),
}

describe.each(Object.entries(kinds))('labels that are %s', (_, names) => {
  const truth = draws.map(([u]) => Math.floor(u ** 2 * names.length))
  const guesses = draws.map(([u, v]) => Math.floor((v < 0.5 ? u : v) ** 2 * names.length))
  const naming: Naming = { name: (code) => names[code]!, code: (label) => names.indexOf(label) }
  const codes: Naming = { name: (code) => code, code: Number }

  test.each(Object.entries(uses))('are only names: %s', (_, use) => {
    const ofNames = use(truth.map(naming.name), guesses.map(naming.name), naming)
    expect(ofNames).toEqual(use(truth, guesses, codes))
  })
})
