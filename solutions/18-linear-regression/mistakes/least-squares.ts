import { mistakes } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../linear-regression.ts'
import {
  allNaN,
  deviations,
  independent,
  mean,
  solveCentred,
  throughOrigin,
  throughTheMeans,
  withOnes,
} from './wrong.ts'

export default mistakes<typeof exemplar>({
  'has-no-intercept': {
    says: 'fits a line through the origin',
    explains: 'Your intercept is 0 and your coefficients are the best ones for that.',
    asks: 'What should the model answer for a neuron whose features are all 0?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        exemplar.fitLinear(X, y, opt)
        return { coef: throughOrigin(X, y, opt), intercept: 0 }
      },
    },
  },
  'does-not-centre': {
    says: 'finds the coefficients without centring, and the intercept afterwards',
    explains: 'Your coefficients are those of a line through the origin; the intercept is fitted to them.',
    asks: 'Are the coefficients still the best once an intercept is allowed?',
    caughtBy: 'moved-features-change-only-the-intercept',
    exports: {
      fitLinear: (X, y, opt) => {
        exemplar.fitLinear(X, y, opt)
        return throughTheMeans(throughOrigin(X, y, opt), X, y)
      },
    },
  },
  'shares-the-intercept-with-columns': {
    says: 'counts the intercept when it picks the shortest solution',
    explains: 'Your model is the pseudo-inverse of X with a column of ones: it keeps ‖w‖² + b² small.',
    asks: 'If a feature is the same for all neurons, who should carry that constant?',
    caughtBy: 'columns-without-spread-get-zero',
    exports: {
      fitLinear: (X, y, opt) => (opt?.alpha ? exemplar.fitLinear(X, y, opt) : withOnes(X, y, opt)),
    },
  },
  'divides-by-a-spread-of-zero': {
    says: 'divides a coefficient by the standard deviation of a column without spread',
    explains: 'Your coefficient of such a column is 0 / 0, which is NaN, and so is your intercept.',
    asks: 'What is the standard deviation of a column that never varies?',
    caughtBy: 'columns-without-spread-get-zero',
    exports: {
      fitLinear: (X, y, opt) => {
        const { coef, intercept } = exemplar.fitLinear(X, y, opt)
        const sd = deviations(X)
        return {
          coef: coef.map((w, j) => (sd[j] === 0 ? Number.NaN : w)),
          intercept: sd.includes(0) ? Number.NaN : intercept,
        }
      },
    },
  },
  'inverts-a-singular-matrix': {
    says: 'divides by zero when the columns depend on each other',
    explains: 'Your model holds NaN when XᵀX has no inverse.',
    asks: 'How does an SVD tell you along which directions not to divide?',
    caughtBy: 'picks-the-smallest-weights',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return !opt?.alpha && independent(X).length < X[0]!.length ? allNaN(X) : right
      },
    },
  },
  'refuses-dependent-columns': {
    says: 'gives up when the columns depend on each other',
    explains: 'Your fitLinear throws when XᵀX has no inverse.',
    asks: 'Which of the many equally good answers does the README ask for?',
    caughtBy: 'picks-the-smallest-weights',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        if (!opt?.alpha && independent(X).length < X[0]!.length) throw new Error('the matrix is singular')
        return right
      },
    },
  },
  'refuses-few-samples': {
    says: 'refuses data with fewer samples than features',
    explains: 'Your fitLinear throws unless there are more samples than features.',
    asks: 'Does the error table list this case?',
    caughtBy: 'ridge-works-with-few-samples',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        if (X.length < X[0]!.length) throw new MLError('NOT_ENOUGH_SAMPLES', 'too few samples')
        return right
      },
    },
  },
  'refuses-one-sample': {
    says: 'refuses a single sample',
    explains: 'Your fitLinear throws for one sample.',
    asks: 'Which flat line fits one sample without error?',
    caughtBy: 'one-sample-fits-itself',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        if (X.length < 2) throw new MLError('NOT_ENOUGH_SAMPLES', 'one sample')
        return right
      },
    },
  },
  'gives-repeats-no-weight': {
    says: 'leaves a column out when earlier ones already say the same',
    explains: 'Your model fits as well as it can, but its weights are not the shortest that do.',
    asks: 'Is [1, 0] or [0.5, 0.5] the shorter vector?',
    caughtBy: 'picks-the-smallest-weights',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        const kept = independent(X)
        if (opt?.alpha || kept.length === X[0]!.length || kept.length === 0) return right
        const { coef, intercept } = exemplar.fitLinear(
          X.map((row) => kept.map((j) => row[j]!)),
          y,
        )
        return { coef: X[0]!.map((_, j) => (kept.includes(j) ? coef[kept.indexOf(j)]! : 0)), intercept }
      },
    },
  },
  'drops-weak-directions': {
    says: 'treats small singular values as zero although they are real',
    explains: 'Your model ignores directions with less than 1e-5 of the largest spread.',
    asks: 'How small is rounding, and how small is a real difference between two similar features?',
    caughtBy: 'handles-nearly-equal-columns',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return opt?.alpha
          ? right
          : throughTheMeans(
              solveCentred(X, y, 0, (largest) => largest / 1e5),
              X,
              y,
            )
      },
    },
  },
  'drops-features-in-small-units': {
    says: 'treats singular values below 0.01 as zero, whatever the unit of the features',
    explains: 'Your model gives no weight to features whose numbers are small.',
    asks: 'Does a half-width matter less in seconds than in milliseconds?',
    caughtBy: 'works-in-other-units',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return opt?.alpha
          ? right
          : throughTheMeans(
              solveCentred(X, y, 0, () => 0.01),
              X,
              y,
            )
      },
    },
  },
  'forgets-to-move-back': {
    says: 'gives the mean of y as the intercept',
    explains: 'Your intercept belongs to the centred features, not to the features as given.',
    asks: 'Through which point does the line have to run, and what is it at x = 0?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => ({ coef: exemplar.fitLinear(X, y, opt).coef, intercept: mean(y) }),
    },
  },
  'moves-back-the-wrong-way': {
    says: 'adds w · mean(X) to the intercept instead of subtracting it',
    explains: 'Your intercept equals mean(y) + w · mean(X).',
    asks: 'Through which point does the line have to run?',
    caughtBy: 'moved-features-change-only-the-intercept',
    exports: {
      fitLinear: (X, y, opt) => {
        const { coef, intercept } = exemplar.fitLinear(X, y, opt)
        return { coef, intercept: 2 * mean(y) - intercept }
      },
    },
  },
  'turns-the-slope-round': {
    says: 'has the sign of the coefficients the wrong way round',
    explains: 'Your coefficients are the best ones times −1.',
    asks: 'Is Xᵀ(Xw − y) zero at your solution?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) =>
        throughTheMeans(
          exemplar.fitLinear(X, y, opt).coef.map((w) => -w),
          X,
          y,
        ),
    },
  },
  'fits-each-feature-alone': {
    says: 'fits each feature as if it were the only one',
    explains: 'Your coefficients are covariance / (variance + alpha), column by column.',
    asks: 'If two columns tell the same story, does each deserve the full weight?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        exemplar.fitLinear(X, y, opt)
        const coef = X[0]!.map(
          (_, j) =>
            exemplar.fitLinear(
              X.map((row) => [row[j]!]),
              y,
              opt,
            ).coef[0]!,
        )
        return throughTheMeans(coef, X, y)
      },
    },
  },
  'fits-one-feature-after-the-other': {
    says: 'fits the first feature, then the second to what is left, and so on',
    explains: 'Your coefficients depend on the order of the columns.',
    asks: 'Can a later feature still correct the weight of an earlier one?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        exemplar.fitLinear(X, y, opt)
        let left = y
        const coef = X[0]!.map((_, j) => {
          const column = X.map((row) => [row[j]!])
          const { coef, intercept } = exemplar.fitLinear(column, left, opt)
          left = left.map((target, i) => target - column[i]![0]! * coef[0]! - intercept)
          return coef[0]!
        })
        return throughTheMeans(coef, X, y)
      },
    },
  },
})
