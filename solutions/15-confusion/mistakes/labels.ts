import { mistakes } from '#engine/spec/index.ts'
import type { Label, Mat } from '#kit'
import * as exemplar from '../confusion.ts'

/** What labels choose, and which options make sense. */
export default mistakes<typeof exemplar>({
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
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { labels } = opt
        if (labels?.length === 1 && !yTrue.includes(labels[0]!) && yPred.includes(labels[0]!)) return [[0]]
        return exemplar.confusionMatrix(yTrue, yPred, opt)
      },
    },
  },
  'accepts-anything-without-samples': {
    says: 'looks at its options only if there are samples',
    explains: 'Your confusionMatrix accepts labels with a class twice, or any normalize, for empty lists.',
    asks: 'When should a caller learn that an option makes no sense?',
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { labels } = opt
        if (!labels || yTrue.length + yPred.length > 0) return exemplar.confusionMatrix(yTrue, yPred, opt)
        return labels.map(() => labels.map(() => 0))
      },
    },
  },
  'accepts-a-class-twice': {
    says: 'shows a class twice that labels names twice',
    explains: 'Your matrix has two rows for a class that labels names twice.',
    asks: 'In which of the two rows should a sample of that class be counted?',
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { labels } = opt
        if (!labels || new Set(labels).size === labels.length)
          return exemplar.confusionMatrix(yTrue, yPred, opt)
        const once = [...new Set(labels)]
        const matrix = exemplar.confusionMatrix(yTrue, yPred, { ...opt, labels: once })
        const at = labels.map((c) => once.indexOf(c))
        return at.map((i) => at.map((j) => matrix[i]![j]!))
      },
    },
  },
  'reads-no-labels-for-all': {
    says: 'takes an empty list of labels for no list at all',
    explains: 'Your confusionMatrix shows every class with labels: [].',
    asks: 'What did the caller want to see who lists no class?',
    caughtBy: 'confusionMatrix/refuses-bad-input',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        const { labels, ...rest } = opt
        return exemplar.confusionMatrix(yTrue, yPred, labels?.length ? opt : rest)
      },
    },
  },
  'drops-by-the-true-class-only': {
    says: 'counts a sample of a listed class also if its predicted class is not listed',
    explains: 'Your matrix counts samples that were called an unlisted class under the class that they are.',
    asks: 'In which column is a sample that was called a class without a column?',
    caughtBy: 'labels-choose-rows-and-columns',
    exports: {
      confusionMatrix: (yTrue, yPred, opt = {}) => {
        exemplar.confusionMatrix(yTrue, yPred, opt)
        const { labels } = opt
        const called = labels ? yPred.map((p, i) => (labels.includes(p) ? p : yTrue[i]!)) : yPred
        return exemplar.confusionMatrix(yTrue, called, opt)
      },
    },
  },
})

function kept(matrix: Mat, keeps: boolean[]): Mat {
  return matrix.filter((_, i) => keeps[i]).map((row) => row.filter((_, j) => keeps[j]))
}

function distinct(labels: Label[]): Label[] {
  return [...new Set(labels)]
}

function ascending(labels: Label[]): Label[] {
  return distinct(labels).sort((a, b) => (a < b ? -1 : 1))
}
