import { mistakes } from '#engine/spec/index.ts'
import type { Label, Mat } from '#kit'
import * as exemplar from '../confusion.ts'

type Matrix = typeof exemplar.confusionMatrix

/** Which classes there are, in which order, and what is counted for them. */
export default mistakes<typeof exemplar>({
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
    caughtBy: 'confusionMatrix/order-of-samples-is-free',
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
      confusionMatrix: withClasses((yTrue, yPred) => {
        const size = Math.max(...[...yTrue, ...yPred].map(Number)) + 1
        const isLegal = typeof yTrue[0] === 'number' && size < 1000
        return isLegal ? Array.from({ length: size }, (_, i) => i) : undefined
      }),
    },
  },
  'knows-true-classes-only': {
    says: 'takes the classes from yTrue alone',
    explains: 'Your matrix has no row and no column for a class that occurs only in yPred.',
    asks: 'Where does a sample go that was called a class that nobody truly is?',
    caughtBy: 'classes-are-those-of-both-lists',
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
  'sorts-as-a-dictionary-does': {
    says: 'sorts words as a dictionary does',
    explains: 'Your classes stand in the order of localeCompare, where small and capital letters are mixed.',
    asks: 'Which comes first by <, "B" or "a"?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: withClasses((yTrue, yPred) =>
        ascending([...yTrue, ...yPred]).sort((a, b) =>
          typeof a === 'string' ? a.localeCompare(String(b), 'en') : 0,
        ),
      ),
    },
  },
  'skips-what-is-falsy': {
    says: 'skips labels that JavaScript takes for false',
    explains: 'Your matrix has no row and no column for the class 0 or for the empty text.',
    asks: 'Which labels make if (label) go the other way?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: withClasses((yTrue, yPred) => {
        const classes = ascending([...yTrue, ...yPred]).filter(Boolean)
        return classes.some((c) => yTrue.includes(c)) ? classes : undefined
      }),
    },
  },
  'counts-in-bytes': {
    says: 'counts in bytes, which start again at 0 after 255',
    explains: 'Your counts are right up to 255 and 256 too small beyond.',
    asks: 'How large can an entry of your matrix become?',
    caughtBy: 'confusionMatrix/many-samples',
    exports: {
      confusionMatrix: counting((counts) => counts.map((row) => [...Uint8Array.from(row)])),
    },
  },
  'joins-labels-into-one-key': {
    says: 'counts pairs under a key that two pairs can share',
    explains: 'Your matrix takes "a" called "ab" for "aa" called "b".',
    asks: 'Can you tell from true + predicted where the first label ends?',
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
        const classes = opt.labels ?? ascending([...yTrue, ...yPred])
        const keys = yTrue.map((t, i) => `${t}${yPred[i]}`)
        if (opt.normalize) return usual
        return classes.map((t) => classes.map((p) => keys.filter((key) => key === `${t}${p}`).length))
      },
    },
  },
  'sorts-texts-as-numbers': {
    says: 'sorts texts by the numbers that they spell',
    explains: "Your matrix has '9' before '10'.",
    asks: "Is '10' < '9' in JavaScript?",
    caughtBy: 'counts-match-definition',
    exports: {
      confusionMatrix: withClasses((yTrue, yPred) =>
        ascending([...yTrue, ...yPred]).sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)),
      ),
    },
  },
})

function withClasses(choose: (yTrue: Label[], yPred: Label[]) => Label[] | undefined): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    const labels = opt.labels ? undefined : choose(yTrue, yPred)
    return labels ? exemplar.confusionMatrix(yTrue, yPred, { ...opt, labels }) : usual
  }
}

function counting(change: (counts: Mat) => Mat): Matrix {
  return (yTrue, yPred, opt = {}) => {
    const usual = exemplar.confusionMatrix(yTrue, yPred, opt)
    return opt.normalize ? usual : change(usual)
  }
}

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
