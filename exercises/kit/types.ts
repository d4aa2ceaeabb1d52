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
