import { sentences } from '#engine/spec/index.ts'

const refused = ['*/refuses-bad-input', '*/gives-the-reason']

export default sentences({
  // What to write: the table and the definitions above it.
  'mean squared error, `mse` | e²': { held: ['mse-matches-definition'], broken: ['divides-by-n-minus-1'] },
  'mean absolute error, `mae` | |e| | every spike per second costs the same': {
    held: ['mae-matches-definition', 'mae/is-symmetric'],
    broken: ['takes-errors-with-their-sign'],
  },
  'root mean squared error, `rmse` | √mse': {
    held: ['rmse-matches-definition', 'rmse/decimals-and-units'],
    broken: ['forgets-the-root', 'root-of-the-mae'],
  },
  'Huber loss, `huber` | ½e² up to delta, then δ(|e| − ½δ)': {
    held: ['huber-matches-definition', 'huber-lies-between'],
    broken: ['drops-the-half-of-huber', 'swaps-the-parts-of-huber', 'ignores-delta'],
  },
  '∂MSE/∂yPred[i] = (2/n) · (yPred[i] − yTrue[i])': {
    held: ['mse-gradient-matches-definition', 'mse-gradient-is-the-slope'],
    broken: ['forgets-the-two', 'gradient-of-the-sum'],
  },
  '∂L/∂yPred[i] = (1/n) · min(δ, max(−δ, yPred[i] − yTrue[i]))': {
    held: ['huber-gradient-matches-definition', 'huber-gradient-is-the-slope'],
    broken: ['does-not-clip-the-huber-gradient', 'huber-gradient-of-the-sum'],
  },
  '**R²** compares a model with the simplest one there is, which always answers the mean.': {
    held: ['r2-matches-definition', 'r2-compares-with-the-mean'],
    broken: [
      'compares-with-the-predictions',
      'mixes-n-and-n-minus-1',
      'squares-the-correlation',
      'compares-with-zero',
    ],
  },

  'both lists empty | EMPTY': { held: refused },
  'lists of different length, also when one of them is empty | SHAPE': { held: refused },
  'NaN or infinity in a list | NON_FINITE': { held: refused },
  '`delta` that is not a finite number above 0 | PARAM': { held: refused },

  'Every loss is a mean over samples.': {
    held: ['*/is-a-mean'],
    broken: ['sums-instead-of-averaging', 'sums-the-absolute-errors'],
  },
  'Gradients are with respect to the predictions, one number for each.': {
    held: ['mse-gradient-is-the-slope', 'huber-gradient-is-the-slope'],
    broken: ['points-the-gradient-down'],
  },
  'At |e| = delta both formulas of the Huber loss agree, so either may be used there.': {
    advice: 'says that two ways to write it give the same',
  },
  '`delta` is 1 unless given.': { held: ['*/defaults'], broken: ['defaults-to-half'] },
  '`r2Score` of one sample is NaN.': { held: ['r2-edge-cases'], broken: ['scores-one-sample'] },
  'If all targets are equal (exactly, not nearly), it is 1 when every prediction is right and 0 otherwise.': {
    held: ['r2-edge-cases'],
    broken: ['divides-by-no-spread'],
  },
  'Rates come in any unit and may be far from 0: numbers such as 1e9, 1e-9 or 1000000.25 are as good as others.':
    {
      held: ['*/whole-range', '*/decimals-and-units'],
      broken: ['whole-range', 'decimals-and-units'],
    },
  'R² is compared to 9 digits, the rest to 12.': {
    held: ['*/decimals-and-units'],
    broken: ['decimals-and-units'],
  },
  'Two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },

  // The docstrings.
  'delta above 0; 1 unless told': { held: ['*/defaults'] },
})
