import { SVD } from 'ml-matrix'
import { type Mat, MLError, type Vec } from '#kit'
import { dot, powerOfTwo, sum } from '../linear-algebra/vector.ts'
import { checkFeatures, checkFiniteMat, checkParam, checkRectangular, checkWhole } from '../validation.ts'

/** The directions along which data vary most. */
export interface PcaModel {
  /** d numbers: the centre of the training data. */
  mean: Vec
  /** k × d: orthonormal directions, the one with the largest variance first. The sign carries no meaning. */
  components: Mat
  /** k variances (over n − 1), in the squared unit of X, descending. */
  explainedVariance: Vec
  /** k shares of the variance of all columns together. */
  explainedVarianceRatio: Vec
}

/**
 * Principal components: the orthonormal directions of largest variance, from the SVD of the centred data.
 *
 * @param X n × d samples, n ≥ 2
 * @param k how many components, a whole number in 1 … min(n, d)
 * @returns k components; ratios descend, sum to at most 1 (to 1 for all components), and are 0 for data
 *   without variance. Of equal variances any basis of their subspace is right.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `PCA(svd_solver='full')`, which gives NaN ratios for data without variance
 * @example fitPca([[2, 0], [0, 2], [4, 4], [2, 2]], 1) // component ±[√½, √½], variance 4, ratio 0.75
 */
export function fitPca(X: Mat, k: number): PcaModel {
  checkFeatures(X)
  const most = Math.min(X.length, X[0]!.length)
  checkWhole(k, 1, 'k', most)
  if (X.length < 2) throw new MLError('NOT_ENOUGH_SAMPLES', 'one sample has no variance')
  // Counted from the first sample, so that the mean of a constant column is exactly its value.
  const mean = X[0]!.map((first, j) => first + sum(X.map((row) => row[j]! - first)) / X.length)
  const unit = powerOfTwo(X.flat())
  const inUnits = centred(X, mean).map((row) => row.map((value) => value / unit))
  const svd = new SVD(inUnits, { computeLeftSingularVectors: false, autoTranspose: true })
  const variances = svd.diagonal.map((s) => s ** 2 / (X.length - 1))
  const total = sum(variances)
  return {
    mean,
    components: svd.rightSingularVectors.transpose().to2DArray().slice(0, k),
    explainedVariance: variances.slice(0, k).map((variance) => variance * unit * unit),
    explainedVarianceRatio: variances.slice(0, k).map((variance) => (total === 0 ? 0 : variance / total)),
  }
}

/**
 * The scores of samples: their coordinates along the components, from the centre of the training data.
 *
 * @param X rows of d columns; none gives `[]`
 * @returns one row of k scores a sample, in the unit of X
 * @throws MLError SHAPE, NON_FINITE
 */
export function pcaTransform({ mean, components }: PcaModel, X: Mat): Mat {
  checkRectangular(X, 'X', mean.length)
  checkFiniteMat(X, 'X')
  return centred(X, mean).map((row) => components.map((component) => dot(component, row)))
}

/**
 * The samples that have given scores and lie in the plane of the components: mean + Σ score · component.
 *
 * @param Z rows of k columns; none gives `[]`
 * @returns one row of d columns for each
 * @throws MLError SHAPE, NON_FINITE
 */
export function pcaInverse({ mean, components }: PcaModel, Z: Mat): Mat {
  checkRectangular(Z, 'Z', components.length)
  checkFiniteMat(Z, 'Z')
  return Z.map((scores) =>
    mean.map((centre, j) => scores.reduce((at, score, c) => at + score * components[c]![j]!, centre)),
  )
}

/**
 * What the components leave out of the samples: the sum of all squared residuals.
 *
 * @returns at least 0, in the squared unit of X; for the training data (n − 1) times the variances left out
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 */
export function reconstructionError(m: PcaModel, X: Mat): number {
  checkFeatures(X)
  const rebuilt = pcaInverse(m, pcaTransform(m, X))
  return sum(X.map((row, i) => sum(row.map((value, j) => (value - rebuilt[i]![j]!) ** 2))))
}

/**
 * The smallest number of components that together explain at least a share of the variance, up to rounding
 * (1e-12). Data without variance need one component.
 *
 * @param ratio above 0 and at most 1
 * @param X n × d samples, n ≥ 2
 * @returns 1 … min(n, d)
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `PCA(n_components=ratio)`
 */
export function componentsFor(ratio: number, X: Mat): number {
  checkFeatures(X)
  checkParam(ratio > 0 && ratio <= 1, `ratio must be above 0 and at most 1, not ${ratio}`)
  const shares = fitPca(X, Math.min(X.length, X[0]!.length)).explainedVarianceRatio
  // Counted from what is left over, so that data of rank r need r components at a ratio of 1.
  return shares.findIndex((_, c) => sum(shares.slice(c + 1)) <= 1 - ratio + 1e-12) + 1
}

function centred(X: Mat, mean: Vec): Mat {
  return X.map((row) => row.map((value, j) => value - mean[j]!))
}
