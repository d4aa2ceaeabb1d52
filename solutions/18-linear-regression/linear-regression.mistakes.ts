import { Matrix, SVD, solve } from 'ml-matrix'
import { mistakes } from '#engine/spec/index.ts'
import { type LinearModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from './linear-regression.ts'

type Options = { alpha?: number } | undefined

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
  'penalises-the-intercept': {
    says: 'includes the intercept in the penalty',
    explains: 'Your model minimises Σ residual² + alpha · (‖w‖² + b²).',
    asks: 'Where does a huge alpha pull your intercept, and where should it stay?',
    caughtBy: 'targets-move-the-model',
    exports: {
      fitLinear: (X, y, opt) => (opt?.alpha ? withOnes(X, y, opt) : exemplar.fitLinear(X, y, opt)),
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
  'multiplies-alpha-by-n': {
    says: 'weighs the penalty by the number of samples',
    explains: 'Your model is the one for alpha · n: it minimises the mean, not the sum, of the squares.',
    asks: 'Is the loss in the README a sum or a mean?',
    caughtBy: 'the-loss-is-a-sum',
    exports: { fitLinear: withAlpha((alpha, n) => alpha * n) },
  },
  'divides-alpha-by-n': {
    says: 'divides the penalty by the number of samples',
    explains: 'Your model is the one for alpha / n.',
    asks: 'What stands in front of ‖w‖² in the README?',
    caughtBy: 'ridge-matches-reference',
    exports: { fitLinear: withAlpha((alpha, n) => alpha / n) },
  },
  'doubles-alpha': {
    says: 'weighs the penalty twice',
    explains: 'Your model is the one for 2·alpha, as if only half of each square were counted.',
    asks: 'Differentiate both terms of the loss: does the 2 stand in front of one or of both?',
    caughtBy: 'ridge-matches-reference',
    exports: { fitLinear: withAlpha((alpha) => 2 * alpha) },
  },
  'squares-alpha': {
    says: 'uses alpha² for alpha',
    explains: 'Your model is the one for alpha²: the extra rows of ridge regression hold √alpha, not alpha.',
    asks: 'If a row (alpha, 0, …, 0) is added to X, what does it add to the sum of squares?',
    caughtBy: 'ridge-matches-reference',
    exports: { fitLinear: withAlpha((alpha) => alpha ** 2) },
  },
  'ignores-alpha': {
    says: 'does not use alpha',
    explains: 'Your model is that of least squares for every alpha.',
    asks: 'Where in your formula does alpha come in?',
    caughtBy: 'ridge-matches-reference',
    exports: { fitLinear: withAlpha(() => 0) },
  },
  'defaults-to-alpha-one': {
    says: 'has a penalty of 1 when no alpha is given',
    explains: 'Your model without alpha equals the one for alpha = 1.',
    asks: 'Which alpha does the README name when none is passed?',
    caughtBy: 'alpha-is-zero-by-default',
    exports: { fitLinear: (X, y, opt) => exemplar.fitLinear(X, y, { alpha: opt?.alpha ?? 1 }) },
  },
  'refuses-alpha-zero': {
    says: 'refuses alpha = 0',
    explains: 'Your fitLinear throws for alpha = 0, which is ordinary least squares.',
    asks: 'From which value on is an alpha wrong?',
    caughtBy: 'least-squares-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        if (opt?.alpha === 0) throw new MLError('PARAM', 'alpha must be above 0')
        return exemplar.fitLinear(X, y, opt)
      },
    },
  },
  'rewards-large-weights': {
    says: 'subtracts the penalty where it should add it',
    explains: 'Your model is the one for −alpha: its weights grow as alpha grows.',
    asks: 'Should XᵀX become larger or smaller on its diagonal?',
    caughtBy: 'more-penalty-gives-smaller-weights',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return opt?.alpha ? throughTheMeans(solveCentred(X, y, -opt.alpha), X, y) : right
      },
    },
  },
  'always-adds-a-little-alpha': {
    says: 'adds a small number to the diagonal so that it can always divide',
    explains: 'Your model is the one for alpha + 0.001.',
    asks: 'What does that number do to a fit that was fine without it?',
    caughtBy: 'recovers-a-planted-model',
    exports: { fitLinear: withAlpha((alpha) => alpha + 1e-3) },
  },
  'standardises-the-features': {
    says: 'penalises the weights of standardised features',
    explains: 'Your model divides each column by its standard deviation before the penalty is applied.',
    asks: 'Whose weights does the loss in the README penalise?',
    caughtBy: 'ridge-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        if (!opt?.alpha) return right
        const sd = deviations(X).map((value) => value || 1)
        const scaled = X.map((row) => row.map((value, j) => value / sd[j]!))
        const { coef, intercept } = exemplar.fitLinear(scaled, y, opt)
        return { coef: coef.map((w, j) => w / sd[j]!), intercept }
      },
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
    caughtBy: 'picks-the-smallest-weights',
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
    explains: 'Your model ignores directions with less than a tenth of the largest spread.',
    asks: 'How small is rounding, and how small is a real difference between two similar features?',
    caughtBy: 'handles-nearly-equal-columns',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return opt?.alpha
          ? right
          : throughTheMeans(
              solveCentred(X, y, 0, (largest) => largest / 10),
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
    caughtBy: 'other-units-other-coefficients',
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
    caughtBy: 'order-does-not-matter',
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
  'predicts-without-the-intercept': {
    says: 'leaves the intercept out of the prediction',
    explains: 'Your predictions equal X · coef.',
    asks: 'What does the model answer when every feature is 0?',
    caughtBy: 'predicts-the-weighted-sum',
    exports: {
      predictLinear: ({ coef }, X) => exemplar.predictLinear({ coef, intercept: 0 }, X),
    },
  },
  'adds-the-intercept-for-every-feature': {
    says: 'adds the intercept once for each feature',
    explains: 'Your predictions equal Σ (x[j] · coef[j] + intercept).',
    asks: 'How often does the line cross the axis?',
    caughtBy: 'predicts-the-weighted-sum',
    exports: {
      predictLinear: ({ coef, intercept }, X) =>
        exemplar.predictLinear({ coef, intercept: intercept * coef.length }, X),
    },
  },
  'refuses-no-rows': {
    says: 'refuses to predict for no rows',
    explains: 'Your predictLinear throws for an empty X.',
    asks: 'How many predictions belong to no rows?',
    caughtBy: 'no-rows-no-predictions',
    exports: {
      predictLinear: (model, X) => {
        if (X.length === 0) throw new MLError('EMPTY', 'no rows')
        return exemplar.predictLinear(model, X)
      },
    },
  },
  'rounds-the-predictions': {
    says: 'rounds the predictions to whole numbers',
    explains: 'Your predictions equal those of the model, rounded.',
    asks: 'Is a firing rate a class or a continuous number?',
    caughtBy: 'fit-and-predict-work-together',
    exports: { predictLinear: (model, X) => exemplar.predictLinear(model, X).map(Math.round) },
  },
})

/** The model for another penalty than the one asked for. */
function withAlpha(change: (alpha: number, n: number) => number) {
  return (X: Mat, y: Vec, opt?: Options): LinearModel => {
    const alpha = opt?.alpha ?? 0
    return exemplar.fitLinear(X, y, { alpha: alpha < 0 ? alpha : change(alpha, X.length) })
  }
}

/** Data and their mirror image have mean 0, so that no intercept is fitted. */
function throughOrigin(X: Mat, y: Vec, opt: Options): Vec {
  const mirrored = X.map((row) => row.map((value) => -value))
  const alpha = 2 * (opt?.alpha ?? 0)
  return exemplar.fitLinear([...X, ...mirrored], [...y, ...y.map((t) => -t)], { alpha }).coef
}

function withOnes(X: Mat, y: Vec, opt: Options): LinearModel {
  exemplar.fitLinear(X, y, opt)
  const coef = throughOrigin(
    X.map((row) => [...row, 1]),
    y,
    opt,
  )
  return { intercept: coef.pop()!, coef }
}

function throughTheMeans(coef: Vec, X: Mat, y: Vec): LinearModel {
  return { coef, intercept: mean(y) - coef.reduce((sum, w, j) => sum + w * mean(X.map((row) => row[j]!)), 0) }
}

/** Solves (XᵀX + alpha·I) w = Xᵀy of the centred data, or with an SVD that takes small singular values as 0. */
function solveCentred(X: Mat, y: Vec, alpha: number, cutoff?: (largest: number) => number): Vec {
  const means = X[0]!.map((_, j) => mean(X.map((row) => row[j]!)))
  const A = new Matrix(X.map((row) => row.map((value, j) => value - means[j]!)))
  const b = Matrix.columnVector(y.map((target) => target - mean(y)))
  if (!cutoff) {
    const gram = A.transpose().mmul(A).add(Matrix.eye(A.columns).mul(alpha))
    return solve(gram, A.transpose().mmul(b)).to1DArray()
  }
  const svd = new SVD(A, { autoTranspose: true })
  const along = svd.leftSingularVectors.transpose().mmul(b).to1DArray()
  const least = cutoff(Math.max(...svd.diagonal))
  const scaled = svd.diagonal.map((s, k) => (s > least ? along[k]! / s : 0))
  return svd.rightSingularVectors.mmul(Matrix.columnVector(scaled)).to1DArray()
}

/** The columns that, centred, do not depend on the ones before. */
function independent(X: Mat): number[] {
  const kept: number[] = []
  for (const [j] of X[0]!.entries()) {
    const others = X.map((row) => kept.map((k) => row[k]!))
    const column = X.map((row) => row[j]!)
    const fitted = kept.length
      ? exemplar.predictLinear(exemplar.fitLinear(others, column), others)
      : column.map(() => mean(column))
    if (column.some((value, i) => Math.abs(value - fitted[i]!) > 1e-9)) kept.push(j)
  }
  return kept
}

function deviations(X: Mat): Vec {
  return X[0]!.map((_, j) => {
    const column = X.map((row) => row[j]!)
    return Math.sqrt(mean(column.map((value) => (value - mean(column)) ** 2)))
  })
}

function allNaN(X: Mat): LinearModel {
  return { coef: X[0]!.map(() => Number.NaN), intercept: Number.NaN }
}

function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
