import { mistakes } from '#engine/spec/index.ts'
import type { Label, Mat } from '#kit'
import * as exemplar from './confusion.ts'

type Matrix = typeof exemplar.confusionMatrix

export default mistakes<typeof exemplar>({
  'gives-a-percentage': {
    says: 'gives the accuracy in percent',
    explains: 'Your accuracy equals 100 times the share of samples that were right.',
    asks: 'Between which two numbers does a share lie?',
    caughtBy: 'accuracy-matches-definition',
    exports: { accuracy: (yTrue, yPred) => 100 * exemplar.accuracy(yTrue, yPred) },
  },
  'gives-the-error-rate': {
    says: 'counts the samples that were wrong',
    explains: 'Your accuracy equals the share of samples whose predicted class is not the true one.',
    asks: 'Which value should a perfect model have?',
    caughtBy: 'perfect-prediction-is-diagonal',
    exports: { accuracy: (yTrue, yPred) => 1 - exemplar.accuracy(yTrue, yPred) },
  },
  'counts-without-dividing': {
    says: 'counts the samples that were right without dividing by their number',
    explains: 'Your accuracy equals the number of samples that were recognised.',
    asks: 'How would you compare two data sets of different size?',
    caughtBy: 'accuracy-is-the-diagonal',
    exports: { accuracy: (yTrue, yPred) => exemplar.accuracy(yTrue, yPred) * yTrue.length },
  },
  'rounds-the-accuracy': {
    says: 'rounds the accuracy to two digits',
    explains: 'Your accuracy equals the share of right samples, rounded to hundredths.',
    asks: 'Who should decide how many digits are printed: the one who computes or the one who shows?',
    caughtBy: 'accuracy-matches-definition',
    exports: { accuracy: (yTrue, yPred) => Math.round(100 * exemplar.accuracy(yTrue, yPred)) / 100 },
  },
  'compares-class-counts': {
    says: 'compares how often each class occurs instead of the samples',
    explains: 'Your accuracy equals the overlap of the class counts of both lists, divided by n.',
    asks: 'Is a model right if it finds as many interneurons as there are, but other ones?',
    caughtBy: 'accuracy-matches-definition',
    exports: {
      accuracy: (yTrue, yPred) => {
        exemplar.accuracy(yTrue, yPred)
        const count = (y: Label[], c: Label) => y.filter((label) => label === c).length
        const shared = [...new Set(yTrue)].map((c) => Math.min(count(yTrue, c), count(yPred, c)))
        return total([shared]) / yTrue.length
      },
    },
  },

  'transposes-the-matrix': {
    says: 'has rows and columns of the confusion matrix the wrong way round',
    explains: 'Your matrix has a row for each predicted class and a column for each true one.',
    asks: 'Which of the two lists should choose the row?',
    caughtBy: 'counts-add-up',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { normalize } = opt
        const across = normalize === 'true' ? 'pred' : normalize === 'pred' ? 'true' : normalize
        return transposed(
          exemplar.confusionMatrix(yTrue, yPred, { ...opt, ...(across ? { normalize: across } : {}) }),
        )
      },
    },
  },
  'shares-one-row': {
    says: 'uses one and the same array for every row',
    explains: 'All rows of your matrix are alike: each holds the counts of all true classes together.',
    asks: 'How many arrays does new Array(K).fill(row) make?',
    caughtBy: 'counts-add-up',
    exports: {
      confusionMatrix: counting((counts) => {
        const row = columnSums(counts)
        return counts.map(() => [...row])
      }),
    },
  },
  'orders-classes-by-first-appearance': {
    says: 'orders the classes by their first appearance in the data',
    explains: 'Rows and columns follow the order in which the classes first occur.',
    asks: 'Would your matrix be the same if the samples were listed in another order?',
    caughtBy: 'order-of-samples-is-free',
    exports: { confusionMatrix: withClasses((yTrue, yPred) => distinct([...yTrue, ...yPred])) },
  },
  'orders-classes-by-first-prediction': {
    says: 'orders the classes by their first appearance in the predictions',
    explains: 'Rows and columns follow the order in which yPred first has the classes.',
    asks: 'Should another model on the same neurons move the rows?',
    caughtBy: 'renaming-moves-rows-and-columns',
    exports: { confusionMatrix: withClasses((yTrue, yPred) => distinct([...yPred, ...yTrue])) },
  },
  'sorts-classes-as-text': {
    says: 'sorts numeric classes as if they were text',
    explains: 'Your matrix has the classes in the order of sort() without a comparison.',
    asks: 'What does [10, 7].sort() give?',
    caughtBy: 'counts-match-definition',
    exports: { confusionMatrix: withClasses((yTrue, yPred) => distinct([...yTrue, ...yPred]).sort()) },
  },
  'sorts-classes-downwards': {
    says: 'lists the classes from the last to the first',
    explains: 'Your matrix is right, but its classes are in descending order.',
    asks: 'Which class should the first row be about?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: withClasses((yTrue, yPred) => ascending([...yTrue, ...yPred]).reverse()),
    },
  },
  'takes-labels-for-positions': {
    says: 'uses the label itself as the row and column',
    explains: 'Your matrix has a row for every number from 0 to the largest label.',
    asks: 'Which row would a neuron of class −3 or "PV" be in?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: withClasses((yTrue, yPred) =>
        typeof yTrue[0] === 'string'
          ? undefined
          : Array.from({ length: Math.max(...([...yTrue, ...yPred] as number[])) + 1 }, (_, i) => i),
      ),
    },
  },
  'knows-true-classes-only': {
    says: 'takes the classes from yTrue alone',
    explains: 'Your matrix has no row and no column for a class that occurs only in yPred.',
    asks: 'Where does a sample go that was called a class that nobody truly is?',
    caughtBy: 'swapping-transposes',
    exports: { confusionMatrix: withClasses((yTrue) => ascending(yTrue)) },
  },
  'knows-predicted-classes-only': {
    says: 'takes the classes from yPred alone',
    explains: 'Your matrix has no row and no column for a class that was never predicted.',
    asks: 'What happens to a rare cell type that the model never names?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        if (opt.labels) return usual
        const all = ascending([...yTrue, ...yPred])
        return kept(
          usual,
          all.map((label) => yPred.includes(label)),
        )
      },
    },
  },
  'knows-shared-classes-only': {
    says: 'keeps only the classes that occur in both lists',
    explains: 'Your matrix has rows and columns only for classes that are in yTrue and in yPred.',
    asks: 'Is a class that the model never names of no interest?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        if (opt.labels) return usual
        const all = ascending([...yTrue, ...yPred])
        return kept(
          usual,
          all.map((label) => yTrue.includes(label) && yPred.includes(label)),
        )
      },
    },
  },
  'leaves-correct-samples-out': {
    says: 'counts only the samples that were wrong',
    explains: 'The diagonal of your matrix is 0.',
    asks: 'Where in the matrix are the samples that the model recognised?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: counting((counts) =>
        counts.map((row, i) => row.map((count, j) => (i === j ? 0 : count))),
      ),
    },
  },

  'ignores-labels': {
    says: 'does not use labels',
    explains: 'Your matrix always shows every class that occurs, in ascending order.',
    asks: 'What should change when the caller lists the classes in another order?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        if (yTrue.length === 0) return usual
        return exemplar.confusionMatrix(yTrue, yPred, opt.normalize ? { normalize: opt.normalize } : {})
      },
    },
  },
  'sorts-the-given-labels': {
    says: 'sorts the labels it is given',
    explains: 'Your matrix shows the listed classes, but in ascending order.',
    asks: 'Why might a caller want the pyramidal cells first?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels } = opt
        return exemplar.confusionMatrix(yTrue, yPred, {
          ...opt,
          ...(labels ? { labels: ascending(labels) } : {}),
        })
      },
    },
  },
  'adds-the-missing-labels': {
    says: 'adds the classes that labels does not list',
    explains: 'Your matrix shows the listed classes first, and then every other class that occurs.',
    asks: 'What should happen to a sample whose class is not listed?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels } = opt
        const more = labels ? { labels: distinct([...labels, ...ascending([...yTrue, ...yPred])]) } : {}
        return exemplar.confusionMatrix(yTrue, yPred, { ...opt, ...more })
      },
    },
  },
  'counts-the-unlisted-as-the-last-class': {
    says: 'counts samples of unlisted classes for the last listed class',
    explains: 'The last row and column of your matrix also hold the samples that labels leaves out.',
    asks: 'What does indexOf give for a label that is not in the list?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels } = opt
        if (!labels) return exemplar.confusionMatrix(yTrue, yPred, opt)
        const listed = (y: Label[]) => y.map((label) => (labels.includes(label) ? label : labels.at(-1)!))
        return exemplar.confusionMatrix(listed(yTrue), listed(yPred), opt)
      },
    },
  },
  'drops-listed-classes-that-do-not-occur': {
    says: 'leaves out listed classes that do not occur',
    explains: 'Your matrix has no row and no column for a listed class without samples.',
    asks: 'How large should the matrix be when the caller names three classes?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        const all = opt.labels
        return all && yTrue.length > 0
          ? kept(
              usual,
              all.map((label) => yTrue.includes(label) || yPred.includes(label)),
            )
          : usual
      },
    },
  },
  'refuses-empty-lists-always': {
    says: 'refuses empty lists even when labels are given',
    explains: 'Your confusionMatrix throws EMPTY where a matrix of zeros is asked for.',
    asks: 'Do you need any sample to know how large the matrix is?',
    caughtBy: 'nothing-to-count-gives-zeros',
    exports: {
      confusionMatrix: (yTrue, yPred, opt) => {
        if (yTrue.length === 0 && yPred.length === 0) return exemplar.confusionMatrix(yTrue, yPred)
        return exemplar.confusionMatrix(yTrue, yPred, opt)
      },
    },
  },
  'accepts-labels-that-are-only-predicted': {
    says: 'accepts labels of which none occurs in yTrue',
    explains: 'Your confusionMatrix looks for the listed classes in yPred too.',
    asks: 'What would the rows of a matrix tell whose true classes have no samples?',
    caughtBy: 'refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { labels } = opt
        if (labels?.length === 1 && !yTrue.includes(labels[0]!) && yPred.includes(labels[0]!)) return [[0]]
        return exemplar.confusionMatrix(yTrue, yPred, opt)
      },
    },
  },

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

  'balances-nothing': {
    says: 'returns the plain accuracy as balanced accuracy',
    explains: 'Your balancedAccuracy equals accuracy in every case tried.',
    asks: 'How much does one sample of a rare class weigh, and how much one of a common class?',
    caughtBy: 'balanced-matches-definition',
    exports: { balancedAccuracy: exemplar.accuracy },
  },
  'averages-over-predicted-classes': {
    says: 'averages over the predicted classes',
    explains: 'Your balancedAccuracy is the mean share of right samples among those called each class.',
    asks: 'Of all true interneurons: how many did the model find?',
    caughtBy: 'balanced-matches-definition',
    exports: { balancedAccuracy: (yTrue, yPred) => exemplar.balancedAccuracy(yPred, yTrue) },
  },
  'averages-over-classes-that-do-not-occur': {
    says: 'also averages over classes that are only predicted',
    explains: 'A class without true samples counts as 0 in your balancedAccuracy.',
    asks: 'What share of no samples can be recognised?',
    caughtBy: 'balanced-matches-definition',
    exports: {
      balancedAccuracy: (yTrue, yPred) =>
        (exemplar.balancedAccuracy(yTrue, yPred) * new Set(yTrue).size) / new Set([...yTrue, ...yPred]).size,
    },
  },
  'adds-the-recalls-up': {
    says: 'adds the shares of the classes up but does not average them',
    explains: 'Your balancedAccuracy equals the mean share times the number of classes.',
    asks: 'Can a share be above 1?',
    caughtBy: 'one-answer-for-all-is-chance',
    exports: {
      balancedAccuracy: (yTrue, yPred) => exemplar.balancedAccuracy(yTrue, yPred) * new Set(yTrue).size,
    },
  },
})

/** A confusion matrix whose classes, where not given, are chosen in another way. */
function withClasses(choose: (yTrue: Label[], yPred: Label[]) => Label[] | undefined): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    const labels = opt.labels ? undefined : choose(yTrue, yPred)
    return labels ? exemplar.confusionMatrix(yTrue, yPred, { ...opt, labels }) : usual
  }
}

/** A confusion matrix with other counts; what normalize makes of them is left as it is. */
function counting(change: (counts: Mat) => Mat): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    return opt.normalize ? usual : change(usual)
  }
}

/** A confusion matrix that normalises in another way. */
function normalizing(change: (counts: Mat, normalize: 'true' | 'pred' | 'all') => Mat): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const { labels, normalize } = opt
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    if (!normalize || yTrue.length === 0) return usual
    return change(exemplar.confusionMatrix(yTrue, yPred, labels ? { labels } : {}), normalize)
  }
}

/** The rows and columns of some classes only. */
function kept(matrix: Mat, keeps: boolean[]): Mat {
  return matrix.filter((_, i) => keeps[i]).map((row) => row.filter((_, j) => keeps[j]))
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

function distinct(labels: Label[]): Label[] {
  return [...new Set(labels)]
}

function ascending(labels: Label[]): Label[] {
  return distinct(labels).sort((a, b) => (a < b ? -1 : 1))
}
