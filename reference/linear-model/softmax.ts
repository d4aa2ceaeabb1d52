import { Matrix, solve } from 'ml-matrix'
import { type Label, type Mat, MLError, type SoftmaxModel, type Vec } from '#kit'
import { sum } from '../linear-algebra/vector.ts'
import { softmax } from '../losses/classification.ts'
import { sortedClasses } from '../metrics/classification.ts'
import {
  checkFinite,
  checkFiniteMat,
  checkIndices,
  checkLabels,
  checkPaired,
  checkPositive,
  checkRectangular,
  checkWhole,
} from '../validation.ts'
import { descend, type Place } from './newton.ts'

interface Slopes {
  loss: number
  gradW: Mat
  gradB: Vec
}

/**
 * The objective of regularised softmax regression, J = ½‖W‖² + C Σ cross-entropy, and its gradient.
 *
 * @param m W of shape K × d, and K intercepts, which are not penalised
 * @param X n × d
 * @param codes n classes as whole numbers in 0 … K − 1
 * @param C above 0: how much the data count against the penalty
 * @returns gradW of shape K × d and K numbers in gradB
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `LogisticRegression(multi_class='multinomial')`, which scales alike
 */
export function softmaxLossAndGradient(m: SoftmaxModel, X: Mat, codes: number[], C: number): Slopes {
  checkLabelled(X, codes)
  checkRectangular(X, 'X', m.W[0]!.length)
  checkFinite(codes, 'codes')
  checkIndices(codes, m.b.length, 'codes')
  checkPositive(C, 'C')
  return lossAndGradient(m, X, codes, C)
}

/**
 * Minimises J from 0 on by Newton's method with step halving, for features whose squares are numbers: below 1e150.
 *
 * @param X n × d, n ≥ 1
 * @param y n labels, of at least two classes
 * @param opt C above 0 (1), tol: the largest entry of the gradient that counts as 0 (1e-6), maxIter (1000)
 * @returns W and b of the K classes in ascending order. Only differences between the intercepts matter; they are
 *   chosen to sum to 0, and at the minimum so does every column of W. Hitting maxIter does not throw.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, SINGLE_CLASS
 * @see scikit-learn `LogisticRegression(multi_class='multinomial', solver='newton-cg')`
 */
export function fitSoftmax(
  X: Mat,
  y: readonly Label[],
  { C = 1, tol = 1e-6, maxIter = 1000 }: { C?: number; tol?: number; maxIter?: number } = {},
): SoftmaxModel {
  checkLabelled(X, y)
  checkLabels(y, 'y')
  checkPositive(C, 'C')
  checkPositive(tol, 'tol')
  checkWhole(maxIter, 1, 'maxIter')
  const classes = sortedClasses([...y])
  if (classes.length < 2) throw new MLError('SINGLE_CLASS', 'y holds one class only')
  const codes = y.map((label) => classes.indexOf(label))
  const { model } = descend<SoftmaxModel, Slopes & Place>({
    start: { classes, W: classes.map(() => X[0]!.map(() => 0)), b: classes.map(() => 0) },
    at: (model) => {
      const slopes = lossAndGradient(model, X, codes, C)
      return { ...slopes, slope: largest(slopes) }
    },
    step: (model, slopes) => newtonStep(model, X, C, slopes),
    moved,
    tol,
    maxIter,
  })
  const centre = sum(model.b) / classes.length
  return { ...model, b: model.b.map((value) => value - centre) }
}

/**
 * The probability of every class for every row.
 *
 * @returns n × K, rows sum to 1; `[]` for no rows
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictSoftmaxProba(m: SoftmaxModel, X: Mat): Mat {
  checkRectangular(X, 'X', m.W[0]!.length)
  checkFiniteMat(X, 'X')
  return X.map((row) => softmax(logitsOf(m, row)))
}

/**
 * The most probable class of every row; of equally probable ones the smallest.
 *
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictSoftmax(m: SoftmaxModel, X: Mat): Label[] {
  return predictSoftmaxProba(m, X).map((p) => m.classes[p.indexOf(Math.max(...p))]!)
}

function logitsOf({ W, b }: SoftmaxModel, row: Vec): Vec {
  return W.map((w, k) => w.reduce((sum, weight, j) => sum + weight * row[j]!, b[k]!))
}

/** −log softmax(logits)[code] = log(1 + Σ exp(differences)), with all its digits also where it is nearly 0. */
function surprise(logits: Vec, code: number): number {
  const differences = without(logits, code).map((logit) => logit - logits[code]!)
  const most = Math.max(0, ...differences)
  return (
    most + Math.log1p(Math.expm1(-most) + sum(differences.map((difference) => Math.exp(difference - most))))
  )
}

function lossAndGradient(m: SoftmaxModel, X: Mat, codes: number[], C: number): Slopes {
  let loss = sum(m.W.flat().map((weight) => weight ** 2 / 2))
  const gradW = m.W.map((w) => [...w])
  const gradB = m.b.map(() => 0)
  for (const [i, row] of X.entries()) {
    const code = codes[i]!
    const logits = logitsOf(m, row)
    loss += C * surprise(logits, code)
    const p = softmax(logits)
    for (const [k, share] of p.entries()) {
      // p − 1 from the other classes: no digits are lost where p is nearly 1.
      const pull = C * (k === code ? -sum(without(p, k)) : share)
      gradB[k]! += pull
      for (const [j, value] of row.entries()) gradW[k]![j]! += pull * value
    }
  }
  return { loss, gradW, gradB }
}

/**
 * Solves H · step = gradient, over the rows (W[k], b[k]) one after the other. The blocks of H are
 * C Σ p[k] (δ[k][l] − p[l]) x̃x̃ᵀ with x̃ = (x, 1), and the penalty of W on the diagonal.
 */
function newtonStep(m: SoftmaxModel, X: Mat, C: number, { gradW, gradB }: Slopes): Vec {
  const size = m.W[0]!.length + 1
  const hessian = Matrix.zeros(m.b.length * size, m.b.length * size)
  const add = (row: number, column: number, value: number) =>
    hessian.set(row, column, hessian.get(row, column) + value)
  for (const x of X) {
    const p = softmax(logitsOf(m, x))
    const extended = [...x, 1]
    for (const [k, pk] of p.entries())
      for (const [l, pl] of p.entries()) {
        const weight = C * pk * (k === l ? sum(without(p, k)) : -pl)
        for (const [i, a] of extended.entries())
          for (const [j, b] of extended.entries()) add(k * size + i, l * size + j, weight * a * b)
      }
  }
  for (const k of m.b.keys()) {
    for (let j = 0; j < size - 1; j++) add(k * size + j, k * size + j, 1)
    // A constant on all intercepts changes nothing. Making that direction stiff leaves the others as they are.
    for (const l of m.b.keys()) add(k * size + size - 1, l * size + size - 1, C)
  }
  // Measured in units of their own curvature, directions can be compared, whatever the units of X. Where the
  // data decide nothing H is singular to rounding: the SVD then takes the shortest step.
  const units = hessian.diagonal().map((curvature) => 1 / Math.sqrt(curvature))
  const scaled = hessian.mulRowVector(units).mulColumnVector(units)
  const gradient = gradW.flatMap((w, k) => [...w, gradB[k]!]).map((slope, i) => slope * units[i]!)
  return solve(scaled, Matrix.columnVector(gradient), true)
    .to1DArray()
    .map((step, i) => step * units[i]!)
}

function moved({ classes, W, b }: SoftmaxModel, step: Vec, share: number): SoftmaxModel {
  const size = W[0]!.length + 1
  return {
    classes,
    W: W.map((w, k) => w.map((weight, j) => weight - share * step[k * size + j]!)),
    b: b.map((value, k) => value - share * step[k * size + size - 1]!),
  }
}

function without(values: Vec, place: number): Vec {
  return values.toSpliced(place, 1)
}

function largest({ gradW, gradB }: Slopes): number {
  return Math.max(...gradW.flat().map(Math.abs), ...gradB.map(Math.abs))
}

function checkLabelled(X: Mat, y: readonly unknown[]): void {
  checkPaired(X, y, 'X', 'y')
  checkRectangular(X, 'X')
  checkFiniteMat(X, 'X')
}
