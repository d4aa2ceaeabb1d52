/** One number per sample (or per feature). */
export type Vec = number[]
/** Row-major: `Mat[i]` is sample i. */
export type Mat = number[][]
/** A class label. Numbers and strings are never mixed inside one vector. */
export type Label = number | string
/** What a random stream starts from. */
export type Seed = number | string

/** What `fitLinear` returns: ŷ = X · coef + intercept. */
export interface LinearModel {
  coef: Vec
  intercept: number
}

/** What `fitLogistic` learns: P(y = 1) = sigmoid(X · coef + intercept). */
export interface LogisticModel {
  coef: Vec
  intercept: number
}

/** What `fitKnn` remembers: the training data itself. `y` holds the original labels. */
export interface KnnModel {
  X: Mat
  y: Label[]
  k: number
  weights: 'uniform' | 'distance'
}

/**
 * What a scaler learns of each of d columns. A standard one gives (x − mean) / scale, a min-max one
 * lo + (x − dataMin) · scale. No scale is 0.
 */
export type Scaler =
  | { kind: 'standard'; mean: Vec; scale: Vec }
  | { kind: 'minmax'; dataMin: Vec; scale: Vec; lo: number }

/** What `fitSoftmax` learns: P(class k) = softmax(W · x + b)[k]. */
export interface SoftmaxModel {
  /** K labels in ascending order. */
  classes: Label[]
  /** K × d. */
  W: Mat
  /** K intercepts. */
  b: Vec
}

/** What `fitPipeline` is to fit. */
export interface PipelineSpec {
  scaler: 'standard' | 'minmax' | 'none'
  model: 'logistic' | 'knn'
  /** Of logistic regression (1). */
  C?: number
  /** Of nearest neighbours, which vote uniformly (5). */
  k?: number
}

/** All that a new recording needs: the preprocessing and the model, as they were learned. */
export interface Pipeline {
  spec: PipelineSpec
  nFeatures: number
  /** Two labels in ascending order. */
  classes: Label[]
  scaler: Scaler | null
  model: LogisticModel | KnnModel
}
