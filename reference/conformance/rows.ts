import type { Mat, Vec } from '#kit'
import { dot } from '../linear-algebra/vector.ts'

/** Calls a function of the reference by name. */
type Use = <Result = unknown>(fn: string, ...args: unknown[]) => Result
type Fields = Record<string, unknown>

/** How a fixture is held against the reference. */
export interface Row {
  /** The files below reference/ that hold the functions. */
  modules: string[]
  /** From the input of a case to an answer of the form that it expects; unless told, the fields are the arguments. */
  answer?: (use: Use, input: Fields, expect: Fields) => unknown
  /** What else must hold of an answer; returns what does not. */
  alsoHolds?: (answer: Fields, expect: Fields) => string[]
}

/** Every fixture by its function, in the order of the exercises. */
export const rows: Record<string, Row> = {
  encodeLabels: { modules: ['dataset/labels.ts'] },
  decodeLabels: { modules: ['dataset/labels.ts'] },
  oneHot: { modules: ['dataset/labels.ts'] },
  learningProblem: { modules: ['dataset/learning-problem.ts'] },

  fitMajority: { modules: ['dummy/majority.ts'] },
  fitConstant: { modules: ['dummy/constant.ts'] },

  mse: { modules: ['losses/regression.ts'] },
  mae: { modules: ['losses/regression.ts'] },
  rmse: { modules: ['losses/regression.ts'] },
  huber: { modules: ['losses/regression.ts'] },
  mseGradient: { modules: ['losses/regression.ts'] },
  huberGradient: { modules: ['losses/regression.ts'] },
  r2Score: { modules: ['losses/regression.ts'] },
  zeroOneLoss: { modules: ['losses/classification.ts'] },
  binaryCrossEntropy: { modules: ['losses/classification.ts'] },
  bceWithLogits: { modules: ['losses/classification.ts'] },
  logSumExp: { modules: ['losses/classification.ts'] },
  softmax: { modules: ['losses/classification.ts'] },
  crossEntropy: { modules: ['losses/classification.ts'] },
  crossEntropyGradient: { modules: ['losses/classification.ts'] },

  fitImputer: {
    modules: ['preprocessing/missing.ts'],
    answer: (use, { X, strategy, Xnew }) => {
      const imputer = use<{ fill: Vec }>('fitImputer', X, strategy)
      return { fill: imputer.fill, filled: use('applyImputer', imputer, Xnew) }
    },
  },
  flagOutliers: { modules: ['preprocessing/outliers.ts'] },
  fitStandardScaler: {
    modules: ['preprocessing/scaler.ts'],
    answer: (use, { X, Xnew }) => scaled(use, use('fitStandardScaler', X), Xnew),
  },
  fitMinMaxScaler: {
    modules: ['preprocessing/scaler.ts'],
    answer: (use, { X, range, Xnew }) => scaled(use, use('fitMinMaxScaler', X, range), Xnew),
  },

  noiseSigma: { modules: ['features/structure.ts'] },
  waveformFeatures: { modules: ['features/spike-shape.ts'] },
  deltaFOverF: { modules: ['features/activity.ts'] },
  isiCv: { modules: ['features/activity.ts'] },
  binSpikes: { modules: ['features/activity.ts'] },
  meanPairwiseCorrelation: { modules: ['features/activity.ts'] },

  trainTestSplit: {
    modules: ['model-selection/split.ts'],
    answer: (use, { n, testSize, shuffle }) => {
      const X = Array.from({ length: n as number }, (_, i) => [i])
      const { trainIdx, testIdx } = use<{ trainIdx: Vec; testIdx: Vec }>('trainTestSplit', X, X.flat(), {
        testSize,
        shuffle,
        seed: 1,
      })
      return { nTrain: trainIdx.length, nTest: testIdx.length, trainIdx, testIdx }
    },
  },
  stratumCounts: { modules: ['model-selection/stratified.ts'] },
  stratifiedSplit: {
    modules: ['model-selection/stratified.ts'],
    answer: (use, { y, testSize }) => {
      const labels = y as (number | string)[]
      const { testIdx } = use<{ testIdx: number[] }>('stratifiedSplit', labels, { testSize, seed: 1 })
      const classes = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1))
      return { testCounts: classes.map((label) => testIdx.filter((i) => labels[i] === label).length) }
    },
  },
  kFold: { modules: ['model-selection/folds.ts'] },
  stratifiedKFold: { modules: ['model-selection/folds.ts'] },
  meanAndStd: { modules: ['model-selection/folds.ts'] },

  accuracy: { modules: ['metrics/classification.ts'] },
  confusionMatrix: { modules: ['metrics/classification.ts'] },
  balancedAccuracy: { modules: ['metrics/classification.ts'] },
  precisionRecallF1: { modules: ['metrics/precision-recall.ts'] },
  averagedF1: { modules: ['metrics/precision-recall.ts'] },
  rocCurve: { modules: ['metrics/roc.ts'] },
  rocAuc: { modules: ['metrics/roc.ts'] },

  fitLinear: {
    modules: ['linear-model/linear.ts'],
    answer: (use, { X, y, opt, Xnew }) => {
      const model = use<{ coef: Vec }>('fitLinear', X, y, opt)
      const effects = model.coef.map((w, j) => {
        const column = (X as Mat).map((row) => row[j]!)
        return w * (Math.max(...column) - Math.min(...column))
      })
      return { ...model, effects, predictions: use('predictLinear', model, Xnew) }
    },
  },
  polyFeatures: { modules: ['linear-model/polynomial.ts'] },
  evaluateDegrees: { modules: ['linear-model/polynomial.ts'] },

  sigmoid: { modules: ['linear-model/logistic.ts'] },
  logisticLossAndGradient: { modules: ['linear-model/logistic.ts'] },
  fitLogistic: {
    modules: ['linear-model/logistic.ts'],
    answer: (use, { X, y, opt, Xnew }) => {
      const { C } = opt as { C: number }
      const { model } = use<{ model: Fields }>('fitLogistic', X, y, opt)
      const { loss, gradCoef, gradIntercept } = use<{ loss: number; gradCoef: Vec; gradIntercept: number }>(
        'logisticLossAndGradient',
        model,
        X,
        y,
        C,
      )
      const probabilities = use('predictProba', model, [...(X as Mat), ...(Xnew as Mat)])
      return { objective: loss, probabilities, slope: largest([...gradCoef, gradIntercept]) / Math.max(1, C) }
    },
    alsoHolds: isMinimum,
  },
  predictLogistic: {
    modules: ['linear-model/logistic.ts'],
    answer: (use, { m, X }) => ({
      labels: use('predictLogistic', m, X),
      probabilities: use('predictProba', m, X),
    }),
  },

  predictKnn: {
    modules: ['neighbors/knn.ts'],
    answer: (use, { X, y, opt, Q }) => {
      const model = use('fitKnn', X, y, opt)
      const neighbours = (Q as Mat).map((q) =>
        use<{ index: number; distance: number }[]>('nearest', model, q),
      )
      return {
        labels: use('predictKnn', model, Q),
        ...use<Fields>('predictKnnProba', model, Q),
        indices: neighbours.map((row) => row.map(({ index }) => index)),
        distances: neighbours.map((row) => row.map((neighbour) => neighbour.distance)),
      }
    },
  },

  softmaxLossAndGradient: { modules: ['linear-model/softmax.ts'] },
  fitSoftmax: {
    modules: ['linear-model/softmax.ts'],
    answer: (use, { X, y, opt, Xnew }) => {
      const { C } = opt as { C: number }
      const model = use<{ classes: unknown[] }>('fitSoftmax', X, y, opt)
      const codes = (y as unknown[]).map((label) => model.classes.indexOf(label))
      const { loss, gradW, gradB } = use<{ loss: number; gradW: Mat; gradB: Vec }>(
        'softmaxLossAndGradient',
        model,
        X,
        codes,
        C,
      )
      return {
        classes: model.classes,
        objective: loss,
        probabilities: use('predictSoftmaxProba', model, [...(X as Mat), ...(Xnew as Mat)]),
        slope: largest([...gradW.flat(), ...gradB]) / Math.max(1, C),
      }
    },
    alsoHolds: isMinimum,
  },
  predictSoftmax: {
    modules: ['linear-model/softmax.ts'],
    answer: (use, { m, X }) => ({
      labels: use('predictSoftmax', m, X),
      probabilities: use('predictSoftmaxProba', m, X),
    }),
  },

  predictPipeline: {
    modules: ['model-selection/pipeline.ts'],
    answer: (use, { X, y, spec, Xnew }) => use('predictPipeline', use('fitPipeline', X, y, spec), Xnew),
  },
  crossValidate: { modules: ['model-selection/cross-validation.ts'] },

  kmeans: { modules: ['cluster/kmeans.ts'] },
  silhouette: { modules: ['cluster/silhouette.ts'] },

  fitPca: {
    modules: ['decomposition/pca.ts'],
    answer: (use, { X, k }, expect) => {
      const model = use<{ components: Mat }>('fitPca', X, k)
      const scores = use<Mat>('pcaTransform', model, X)
      const signs = signsLike(model.components, expect.components as Mat | undefined)
      return {
        ...model,
        projector: gram(transpose(model.components)),
        rebuilt: use('pcaInverse', model, scores),
        components: model.components.map((row, c) => row.map((value) => value * signs[c]!)),
        scores: scores.map((row) => row.map((value, c) => value * signs[c]!)),
      }
    },
  },
  reconstructionError: {
    modules: ['decomposition/pca.ts'],
    answer: (use, { X, k, Xnew }) => use('reconstructionError', use('fitPca', X, k), Xnew),
  },
  componentsFor: { modules: ['decomposition/pca.ts'] },

  pairwiseSquaredDistances: { modules: ['manifold/affinities.ts'] },
  rowAffinities: { modules: ['manifold/affinities.ts'] },
  findBeta: { modules: ['manifold/affinities.ts'] },
  jointProbabilities: { modules: ['manifold/affinities.ts'] },
  lowDimAffinities: { modules: ['manifold/tsne.ts'] },
  klDivergence: { modules: ['manifold/tsne.ts'] },
  klGradient: { modules: ['manifold/tsne.ts'] },
  trustworthiness: { modules: ['manifold/trustworthiness.ts'] },

  normalizedAdjacency: { modules: ['graph/adjacency.ts'] },
  spectralEmbedding: {
    modules: ['graph/spectral.ts'],
    answer: (use, { A, k }) => ({ gram: gram(use<Mat>('spectralEmbedding', A, k)) }),
  },
  adjustedRandIndex: { modules: ['metrics/clustering.ts'] },
  blockDensities: { modules: ['graph/adjacency.ts'] },

  discountedReturn: { modules: ['reinforcement/bandit.ts'] },
  returnsToGo: { modules: ['reinforcement/bandit.ts'] },
  valueIteration: { modules: ['reinforcement/value-iteration.ts'] },
  actionProbabilities: { modules: ['reinforcement/bci.ts'] },
  reinforceUpdate: { modules: ['reinforcement/bci.ts'] },

  tokenize: { modules: ['text/bag-of-words.ts'] },
  buildVocabulary: { modules: ['text/bag-of-words.ts'] },
  vectorize: { modules: ['text/bag-of-words.ts'] },
  fitMultinomialNB: {
    modules: ['text/naive-bayes.ts'],
    answer: (use, { X, y, alpha, Xnew }) => {
      const model = use<Fields>('fitMultinomialNB', X, y, alpha)
      return { ...model, labels: use('predictNB', model, Xnew), proba: use('predictNBProba', model, Xnew) }
    },
  },

  conv2d: { modules: ['vision/convolution.ts'] },
  imageFeatures: { modules: ['vision/convolution.ts'] },

  hpEnergy: { modules: ['folding/native-energy.ts'] },
  nativeEnergy: { modules: ['folding/native-energy.ts'] },

  occupancy: { modules: ['forecasting/occupancy.ts'] },
  makeLagged: { modules: ['forecasting/autoregression.ts'] },
  fitAutoregression: { modules: ['forecasting/autoregression.ts'] },
  rollingOrigin: { modules: ['forecasting/autoregression.ts'] },
  mase: { modules: ['forecasting/seasonal.ts'] },

  fitTuning: {
    modules: ['decoding/tuning.ts'],
    answer: (use, { rates, theta }, expect) => {
      const found = use<{ b0: number; modulation: number; preferred: number }[]>('fitTuning', rates, theta)
      // Directions are the same modulo a full turn.
      const turns = found.map(({ preferred }, i) =>
        Math.round((Number(Object(expect)[i]?.preferred) - preferred) / (2 * Math.PI)),
      )
      return found.map((cell, i) => ({ ...cell, preferred: cell.preferred + 2 * Math.PI * turns[i]! }))
    },
  },
  populationVector: { modules: ['decoding/tuning.ts'] },
  fitVelocityDecoder: { modules: ['decoding/velocity.ts'] },

  permutationImportance: {
    modules: ['model-selection/pipeline.ts', 'study/permutation-importance.ts'],
    answer: (use, { train, X, y, permutations }) => {
      const { X: XTrain, y: yTrain, spec } = train as Fields
      const pipeline = use('fitPipeline', XTrain, yTrain, spec)
      const repeats = (permutations as unknown[]).length
      return use('permutationImportance', pipeline, X, y, { repeats, seed: 1, permutations })
    },
  },
}

function scaled(use: Use, scaler: Fields, Xnew: unknown): Fields {
  const Z = use('transform', scaler, Xnew)
  return { ...scaler, Z, back: use('inverseTransform', scaler, Z) }
}

/** Tier T4: coefficients may differ, but the objective is as low and its slope as flat as at the oracle's minimum. */
function isMinimum(answer: Fields, expect: Fields): string[] {
  const [objective, lowest, slope] = [answer.objective, expect.objective, answer.slope] as number[]
  return [
    ...(objective! <= lowest! + 1e-8 * (1 + Math.abs(lowest!)) ? [] : [`${objective} is above the minimum`]),
    ...(slope! <= 1e-4 ? [] : [`the slope ${slope} is no minimum`]),
  ]
}

/** +1 or −1 for every row: what turns it to the side of the expected one. */
function signsLike(rows: Mat, expected?: Mat): Vec {
  return rows.map((row, c) => (dot(row, expected?.[c] ?? row) < 0 ? -1 : 1))
}

/** All products of two rows. */
function gram(rows: Mat): Mat {
  return rows.map((a) => rows.map((b) => dot(a, b)))
}

function transpose(rows: Mat): Mat {
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!))
}

function largest(values: Vec): number {
  return Math.max(...values.map(Math.abs))
}
