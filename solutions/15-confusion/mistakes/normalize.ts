import { mistakes } from '#engine/spec/index.ts'
import type { Label, Mat } from '#kit'
import * as exemplar from '../confusion.ts'

type Matrix = typeof exemplar.confusionMatrix

/** What the counts are divided by. */
export default mistakes<typeof exemplar>({
  'ignores-normalize': {
    says: 'always gives counts',
    explains: 'Your matrix is the same with and without normalize.',
    asks: 'What should a row sum to with normalize: "true"?',
    caughtBy: 'normalized-sums-are-one',
    exports: { confusionMatrix: normalizing((counts) => counts) },
  },
  'normalizes-the-wrong-axis': {
    says: 'divides by column sums for "true" and by row sums for "pred"',
    explains: 'Your normalised matrix has rows and columns the wrong way round.',
    asks: 'All samples of one true class: are they in a row or in a column?',
    caughtBy: 'normalizes-rows-columns-or-all',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { normalize } = opt
        const other = normalize === 'true' ? 'pred' : normalize === 'pred' ? 'true' : normalize
        return exemplar.confusionMatrix(yTrue, yPred, { ...opt, ...(other ? { normalize: other } : {}) })
      },
    },
  },
  'normalizes-by-the-total-always': {
    says: 'divides by the sum of the whole matrix whatever normalize says',
    explains: 'Your matrix with "true" and with "pred" equals the one with "all".',
    asks: 'Which samples should an entry be compared with when you ask about one class?',
    caughtBy: 'normalized-sums-are-one',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        exemplar.confusionMatrix(yTrue, yPred, opt)
        return exemplar.confusionMatrix(yTrue, yPred, {
          ...opt,
          ...(opt.normalize ? { normalize: 'all' } : {}),
        })
      },
    },
  },
  'leaves-NaN-where-nothing-is': {
    says: 'divides zero by zero',
    explains: 'Your normalised matrix holds NaN for a class without samples.',
    asks: 'What is 0 / 0 in JavaScript, and what do the Conventions ask for?',
    caughtBy: 'normalizes-rows-columns-or-all',
    exports: {
      confusionMatrix: normalizing((counts, normalize) => {
        const [rows, columns] = [counts.map((row) => total([row])), columnSums(counts)]
        return counts.map((row, i) =>
          row.map((c, j) => c / { true: rows[i]!, pred: columns[j]!, all: total([rows]) }[normalize]),
        )
      }),
    },
  },
  'counts-dropped-samples-in-the-total': {
    says: 'divides by the number of all samples, also of those that labels leaves out',
    explains: 'Your matrix with "all" equals the counts divided by the length of yTrue.',
    asks: 'What should the entries of the matrix sum to?',
    caughtBy: 'normalizes-what-is-kept',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels, normalize } = opt
        if (normalize !== 'all' || !labels || yTrue.length === 0) return usual
        return exemplar
          .confusionMatrix(yTrue, yPred, { labels })
          .map((row) => row.map((count) => count / yTrue.length))
      },
    },
  },
  'counts-dropped-samples-in-every-sum': {
    says: 'divides by class sizes and totals that include the samples that labels leaves out',
    explains: 'Your matrix is divided by counts of yTrue, yPred or all samples, not by its own sums.',
    asks: 'What should each row sum to with normalize: "true"?',
    caughtBy: 'normalizes-what-is-kept',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels, normalize } = opt
        if (!normalize || !labels || yTrue.length === 0) return usual
        const size = (y: Label[], c: Label) => y.filter((label) => label === c).length || 1
        return exemplar.confusionMatrix(yTrue, yPred, { labels }).map((row, i) =>
          row.map((count, j) => {
            if (normalize === 'all') return count / yTrue.length
            return count / (normalize === 'true' ? size(yTrue, labels[i]!) : size(yPred, labels[j]!))
          }),
        )
      },
    },
  },
  'takes-empty-text-for-none': {
    says: 'takes an empty text as normalize for none at all',
    explains: "Your confusionMatrix gives counts with normalize: ''.",
    asks: "Which way does if (normalize) go for ''?",
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { normalize, ...rest } = opt
        return exemplar.confusionMatrix(yTrue, yPred, normalize ? opt : rest)
      },
    },
  },
  'looks-words-up-in-an-object': {
    says: 'accepts words as normalize that every object knows',
    explains: "Your confusionMatrix takes normalize: 'constructor' for a known word.",
    asks: "What does 'constructor' in {} say, and what does Object.hasOwn?",
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { normalize, ...rest } = opt
        return exemplar.confusionMatrix(yTrue, yPred, normalize && normalize in {} ? rest : opt)
      },
    },
  },
  'normalizes-unless-told': {
    says: 'divides by the sums of the rows when normalize is not given',
    explains: "Your confusionMatrix without normalize equals the one with 'true'.",
    asks: 'What are the entries when nobody asks for shares?',
    caughtBy: 'confusionMatrix/defaults',
    exports: {
      confusionMatrix: (yTrue, yPred, opt) =>
        exemplar.confusionMatrix(yTrue, yPred, { normalize: 'true', ...opt }),
    },
  },
})

function normalizing(change: (counts: Mat, normalize: 'true' | 'pred' | 'all') => Mat): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const { labels, normalize } = opt
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    if (!normalize || yTrue.length === 0) return usual
    return change(exemplar.confusionMatrix(yTrue, yPred, labels ? { labels } : {}), normalize)
  }
}

function transposed(matrix: Mat): Mat {
  return matrix.map((_, i) => matrix.map((row) => row[i]!))
}

function columnSums(matrix: Mat): number[] {
  return transposed(matrix).map((column) => total([column]))
}

function total(matrix: Mat): number {
  return matrix.flat().reduce((sum, value) => sum + value, 0)
}
