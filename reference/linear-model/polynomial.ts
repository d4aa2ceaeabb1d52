import type { Mat, Vec } from '#kit'
import { mse } from '../losses/regression.ts'
import { checkFinite, checkNotEmpty, checkPaired, checkWhole } from '../validation.ts'
import { fitLinear, predictLinear } from './linear.ts'

/** Stimuli and responses of the same length. */
interface Samples {
  x: Vec
  y: Vec
}

/** How well a polynomial of one degree does on the samples that it was fitted to, and on others. */
export interface DegreeResult {
  degree: number
  trainMse: number
  valMse: number
  /** valMse − trainMse. */
  gap: number
}

/**
 * The powers of every number from 1 up to a degree: [x, x², …, x^degree].
 *
 * @param x n numbers; none gives `[]`
 * @param degree a whole number from 0; with 0 every row is `[]`
 * @returns n × degree
 * @throws MLError NON_FINITE, PARAM
 * @see scikit-learn `PolynomialFeatures(include_bias=False)`
 * @example polyFeatures([2], 3) // [[2, 4, 8]]
 */
export function polyFeatures(x: Vec, degree: number): Mat {
  checkFinite(x, 'x')
  checkWhole(degree, 0, 'degree')
  return x.map((value) => Array.from({ length: degree }, (_, power) => value ** (power + 1)))
}

/**
 * Fits a polynomial of each degree to the training part by least squares, and measures its error on both parts.
 *
 * Meant for x in −1 … 1: high powers of larger numbers are nearly collinear. With no more distinct x than the
 * degree many polynomials fit equally well; the one of smallest coefficients counts.
 *
 * @param train,val stimuli and responses, at least one of each
 * @param degrees whole numbers from 0; 0 fits the mean
 * @returns one result a degree, in the order given; errors in the squared unit of y
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function evaluateDegrees(train: Samples, val: Samples, degrees: number[]): DegreeResult[] {
  checkSamples(train, 'train')
  checkSamples(val, 'val')
  for (const degree of degrees) checkWhole(degree, 0, 'degree')
  return degrees.map((degree) => {
    const { trainMse, valMse } = errorsOf(train, val, degree)
    return { degree, trainMse, valMse, gap: valMse - trainMse }
  })
}

/**
 * The degree with the smallest validation error; of equal errors the smallest degree.
 *
 * @throws MLError EMPTY, NON_FINITE, PARAM
 */
export function selectDegree(results: DegreeResult[]): number {
  checkNotEmpty(results, 'results')
  const errors = results.map(({ valMse }) => valMse)
  checkFinite(errors, 'the validation errors')
  for (const { degree } of results) checkWhole(degree, 0, 'degree')
  const least = Math.min(...errors)
  return Math.min(...results.filter(({ valMse }) => valMse === least).map(({ degree }) => degree))
}

/**
 * Both errors when only the first samples of the training part are used, for several numbers of samples.
 *
 * @param degree a whole number from 0
 * @param sizes whole numbers in 1 … the number of training samples
 * @returns one entry a size, in the order given
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `learning_curve(shuffle=False)`
 */
export function learningCurve(
  train: Samples,
  val: Samples,
  degree: number,
  sizes: number[],
): { n: number; trainMse: number; valMse: number }[] {
  checkSamples(train, 'train')
  checkSamples(val, 'val')
  checkWhole(degree, 0, 'degree')
  const most = train.x.length
  for (const n of sizes) checkWhole(n, 1, 'a size', most)
  return sizes.map((n) => ({
    n,
    ...errorsOf({ x: train.x.slice(0, n), y: train.y.slice(0, n) }, val, degree),
  }))
}

function errorsOf(train: Samples, val: Samples, degree: number): { trainMse: number; valMse: number } {
  const model = fitLinear(polyFeatures(train.x, degree), train.y)
  const errorOn = ({ x, y }: Samples) => mse(y, predictLinear(model, polyFeatures(x, degree)))
  return { trainMse: errorOn(train), valMse: errorOn(val) }
}

function checkSamples({ x, y }: Samples, name: string): void {
  checkPaired(x, y, `${name}.x`, `${name}.y`)
  checkFinite(x, `${name}.x`)
  checkFinite(y, `${name}.y`)
}
