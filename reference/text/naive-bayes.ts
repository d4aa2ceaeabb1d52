import type { Label, Mat, Vec } from '#kit'
import { sum } from '../linear-algebra/vector.ts'
import { sortedClasses } from '../metrics/classification.ts'
import {
  checkFeatures,
  checkFiniteMat,
  checkLabels,
  checkPaired,
  checkParam,
  checkPositive,
  checkRectangular,
} from '../validation.ts'

/** What naive Bayes learns: for each class how common it is, and how common each word is in it. */
export interface NbModel {
  /** K classes in ascending order. */
  classes: Label[]
  /** K natural logarithms of the share of the documents. */
  logPrior: Vec
  /** K × V natural logarithms of the smoothed share of the words. */
  logLikelihood: Mat
}

/**
 * Multinomial naive Bayes with additive smoothing: a class of n_c of n documents, with N_cw occurrences of word
 * w and N_c words in all, has logPrior ln(n_c / n) and logLikelihood ln((N_cw + alpha) / (N_c + alpha · V)).
 *
 * @param X n × V counts, n ≥ 1; at least 0, fractions are allowed
 * @param y n labels; one class is enough
 * @param alpha above 0
 * @returns finite numbers: in every class the shares of the words sum to 1, and the shares of the classes too
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `MultinomialNB`, which lets an alpha of 0 pass as 1e-10
 */
export function fitMultinomialNB(X: Mat, y: Label[], alpha = 1): NbModel {
  checkPaired(X, y, 'X', 'y')
  checkFeatures(X)
  checkLabels(y, 'y')
  checkPositive(alpha, 'alpha')
  checkParam(
    X.every((row) => row.every((count) => count >= 0)),
    'X holds a negative count',
  )
  const classes = sortedClasses(y)
  const members = classes.map((label) => X.filter((_, i) => y[i] === label))
  return {
    classes,
    logPrior: members.map((rows) => Math.log(rows.length / X.length)),
    logLikelihood: members.map((rows) => {
      const counts = X[0]!.map((_, w) => sum(rows.map((row) => row[w]!)))
      const total = sum(counts) + alpha * counts.length
      // A difference of logarithms: the ratio itself would underflow for a tiny alpha.
      return counts.map((count) => Math.log(count + alpha) - Math.log(total))
    }),
  }
}

/**
 * The class with the highest posterior of each document; of exactly equal ones the smallest class.
 *
 * @param X one row of V counts a document
 * @returns one label a row; `[]` for no rows. A row of zeros gets the class with the highest prior.
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictNB(m: NbModel, X: Mat): Label[] {
  return jointLogLikelihood(m, X).map((joint) => m.classes[joint.indexOf(Math.max(...joint))]!)
}

/**
 * The posterior of each class for each document: exp(logPrior + Σ count · logLikelihood), over its sum.
 *
 * @returns one row a document, one column a class in the order of the model, row sums 1; `[]` for no rows. A
 *   row of zeros gives the priors.
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictNBProba(m: NbModel, X: Mat): Mat {
  return jointLogLikelihood(m, X).map((joint) => {
    // Relative to the largest, so that a long document does not underflow.
    const largest = Math.max(...joint)
    const relative = joint.map((value) => Math.exp(value - largest))
    const total = sum(relative)
    return relative.map((value) => value / total)
  })
}

/** logPrior + X · logLikelihoodᵀ: one row a document, one column a class. */
function jointLogLikelihood({ logPrior, logLikelihood }: NbModel, X: Mat): Mat {
  checkRectangular(X, 'X', logLikelihood[0]!.length)
  checkFiniteMat(X, 'X')
  return X.map((row) =>
    logPrior.map((prior, c) => prior + sum(row.map((count, w) => count * logLikelihood[c]![w]!))),
  )
}
