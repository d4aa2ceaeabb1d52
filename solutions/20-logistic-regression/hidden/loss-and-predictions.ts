import fc from 'fast-check'
import {
  all,
  by,
  exact,
  gridNumber,
  gridVec,
  matches,
  properties,
  property,
  same,
  stress,
  type Verdict,
} from '#engine/spec/index.ts'
import takes from '#exercises/20-logistic-regression/logistic-regression.takes.ts'
import type { LogisticModel, Mat } from '#kit'
import * as reference from '#reference/linear-model/logistic.ts'

type Module = typeof import('#exercises/20-logistic-regression/logistic-regression.ts')
type Binary = 0 | 1
type Slopes = ReturnType<Module['logisticLossAndGradient']>
type LossCase = { m: LogisticModel; X: Mat; y: Binary[]; C: number }

/** A model and labelled data that fit together, whatever the labels. */
const cases = fc
  .tuple(
    fc.array(
      fc.tuple(fc.constantFrom<Binary>(0, 1), gridVec({ min: -2, max: 2, minLength: 3, maxLength: 3 })),
      {
        minLength: 2,
        maxLength: 8,
      },
    ),
    gridVec({ min: -2, max: 2, minLength: 1, maxLength: 3 }),
    gridNumber({ min: -2, max: 2 }),
    fc.constantFrom(1, 0.25, 4),
  )
  .map(
    ([samples, coef, intercept, C]): LossCase => ({
      m: { coef, intercept },
      X: samples.map(([, row]) => row.slice(0, coef.length)),
      y: samples.map(([label]) => label),
      C,
    }),
  )

/** Decision values of every size, on both sides: where formulas overflow, underflow or are cut off. */
const sizes = [
  1e-3, 0.1, 1, 5, 10, 17, 25, 33, 38, 45, 52, 75, 120, 300, 600, 705, 715, 750, 1000, 1e5, 1e300,
]

/** Sums of terms of different sign lose a digit or two. */
const tenDigits = { rel: 1e-10, abs: 1e-10 }

export default properties<Module>({
  'sigmoid-matches-definition': property({
    given: gridNumber().map((z) => ({ z })),
    runs: 40,
    holds: matches('sigmoid', reference.sigmoid, tenDigits),
  }),

  'sigmoid-survives-huge-values': property({
    given: sizes.toReversed().flatMap((z) => [{ z }, { z: -z }]),
    holds: matches('sigmoid', reference.sigmoid, tenDigits),
  }),

  'loss-matches-definition': property({
    given: cases,
    runs: 50,
    covers: { 'a C other than 1': [0.4, ({ C }) => C !== 1] },
    holds: async ({ logisticLossAndGradient }, { m, X, y, C }) =>
      rightLoss(await logisticLossAndGradient(m, X, y, C), m, X, y, C),
  }),

  'gradient-matches-definition': property({
    given: cases,
    runs: 50,
    covers: { 'a C other than 1': [0.4, ({ C }) => C !== 1] },
    holds: async ({ logisticLossAndGradient }, { m, X, y, C }) =>
      rightGradient(await logisticLossAndGradient(m, X, y, C), m, X, y, C),
  }),

  'huge-decision-values-stay-finite': property({
    given: sizes
      .filter((z) => z < 1e10)
      .toReversed()
      .flatMap((z) =>
        ([0, 1] as const).flatMap((label) => [
          { m: { coef: [1], intercept: z }, X: [[0]], y: [label] },
          { m: { coef: [z / 2], intercept: 0 }, X: [[-2]], y: [label] },
        ]),
      ),
    holds: async ({ logisticLossAndGradient }, { m, X, y }) => {
      const got = await logisticLossAndGradient(m, X, y)
      return all(rightLoss(got, m, X, y), rightGradient(got, m, X, y))
    },
  }),

  'predict-proba-matches-definition': property({
    given: cases.map(({ m, X }) => ({ m, X })),
    examples: [{ m: { coef: [1000], intercept: 0 }, X: [[1], [-1]] }],
    runs: 40,
    holds: matches('predictProba', reference.predictProba, tenDigits),
  }),

  'predict-logistic-matches-definition': property({
    given: cases.map(({ m, X }) => ({ m, X })),
    runs: 40,
    holds: matches('predictLogistic', reference.predictLogistic, exact),
  }),

  ...stress<Module>(takes, {
    sigmoid: by(reference.sigmoid, { tolerance: tenDigits }),
    logisticLossAndGradient: {
      ...by(reference.logisticLossAndGradient),
      check: (result, args) => {
        const [m, X, y, C] = args as Parameters<Module['logisticLossAndGradient']>
        const got = result as Slopes
        return all(rightLoss(got, m, X, y, C), rightGradient(got, m, X, y, C))
      },
    },
    predictProba: by(reference.predictProba, { tolerance: tenDigits, scale: () => 1 }),
    // Where a sum is 0 but for rounding, or a probability is rounded to one half, either label is right.
    predictLogistic: by(reference.predictLogistic, {
      tolerance: exact,
      pick: (labels: Binary[], [m, X]) => labels.map((label, i) => (X[i] && isClear(m, X[i]) ? label : null)),
    }),
  }),
})

function rightLoss({ loss }: Slopes, m: LogisticModel, X: Mat, y: Binary[], C = 1): Verdict {
  const expected = reference.logisticLossAndGradient(m, X, y, C).loss
  // log(1 + exp(−z)) of a sample that is right may lose all digits below 1e-16.
  return same(loss, expected, tenDigits, {
    scale: C,
    because: 'The loss differs from ½ Σ coef² + C · Σ log loss.',
  })
}

function rightGradient(got: Slopes, m: LogisticModel, X: Mat, y: Binary[], C = 1): Verdict {
  const expected = reference.logisticLossAndGradient(m, X, y, C)
  const because = 'The gradient differs from coef + C · Σ (p − y) · x.'
  const terms = (j: number) => Math.abs(m.coef[j]!) + C * X.reduce((sum, row) => sum + Math.abs(row[j]!), 0)
  return all(
    same(got.gradCoef.length, m.coef.length, exact, {
      because: 'gradCoef has one entry for each coefficient.',
    }),
    ...expected.gradCoef.map((slope, j) =>
      same(got.gradCoef[j], slope, tenDigits, { scale: terms(j), because }),
    ),
    same(got.gradIntercept, expected.gradIntercept, tenDigits, { scale: C * X.length, because }),
  )
}

function isClear({ coef, intercept }: LogisticModel, row: number[]): boolean {
  const terms = [intercept, ...row.map((value, j) => value * coef[j]!)]
  const z = terms.reduce((sum, term) => sum + term, 0)
  const isExact = terms.every((term) => Number.isInteger(term * 2 ** 20) && Math.abs(term) < 2 ** 30)
  return isExact ? z === 0 || Math.abs(z) > 1e-15 : Math.abs(z) > 1e-12 * Math.max(1, ...terms.map(Math.abs))
}
