import { mistakes } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../linear-regression.ts'
import { deviations, solveCentred, throughOrigin, throughTheMeans, withAlpha, withOnes } from './wrong.ts'

export default mistakes<typeof exemplar>({
  'penalises-the-intercept': {
    says: 'includes the intercept in the penalty',
    explains: 'Your model minimises Σ residual² + alpha · (‖w‖² + b²).',
    asks: 'Where does a huge alpha pull your intercept, and where should it stay?',
    caughtBy: 'targets-move-the-model',
    exports: {
      fitLinear: (X, y, opt) => (opt?.alpha ? withOnes(X, y, opt) : exemplar.fitLinear(X, y, opt)),
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
    caughtBy: 'fitLinear/defaults',
    exports: { fitLinear: (X, y, opt) => exemplar.fitLinear(X, y, { alpha: opt?.alpha ?? 1 }) },
  },
  'refuses-alpha-zero': {
    says: 'refuses alpha = 0',
    explains: 'Your fitLinear throws for alpha = 0, which is ordinary least squares.',
    asks: 'From which value on is an alpha wrong?',
    caughtBy: 'fitLinear/odd-options',
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
    caughtBy: 'ridge-matches-reference',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        return opt?.alpha ? throughTheMeans(solveCentred(X, y, -opt.alpha), X, y) : right
      },
    },
  },
  'always-adds-a-little-alpha': {
    says: 'adds a small number to the diagonal so that it can always divide',
    explains: 'Your model is the one for alpha + 1e-8.',
    asks: 'What does that number do to a fit that was fine without it?',
    caughtBy: 'handles-nearly-equal-columns',
    exports: { fitLinear: withAlpha((alpha) => alpha + 1e-8) },
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
  'does-not-centre-wide-data': {
    says: 'leaves the centring out where there are more features than samples',
    explains: 'Your ridge of few samples is that of a line through the origin, moved to the means.',
    asks: 'Is the intercept free, whatever the shape of X?',
    caughtBy: 'ridge-works-with-few-samples',
    exports: {
      fitLinear: (X, y, opt) => {
        const right = exemplar.fitLinear(X, y, opt)
        if (!opt?.alpha || X.length >= X[0]!.length) return right
        return throughTheMeans(throughOrigin(X, y, opt), X, y)
      },
    },
  },
  'takes-a-small-alpha-for-none': {
    says: 'takes an alpha below 0.01 for 0',
    explains: 'Your model for a small alpha is that of least squares.',
    asks: 'How large is a small alpha, if the features are measured in a large unit?',
    caughtBy: 'ridge-matches-reference',
    exports: { fitLinear: withAlpha((alpha) => (alpha < 0.01 ? 0 : alpha)) },
  },
  'limits-alpha': {
    says: 'takes an alpha above 1,000 for 1,000',
    explains: 'Your weights stop shrinking as alpha grows on.',
    asks: 'What remains of the weights when alpha is huge?',
    caughtBy: 'a-huge-penalty-leaves-the-mean',
    exports: { fitLinear: withAlpha((alpha) => Math.min(alpha, 1000)) },
  },
})
