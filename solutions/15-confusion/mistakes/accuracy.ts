import { mistakes } from '#engine/spec/index.ts'
import type { Label, Mat } from '#kit'
import * as exemplar from '../confusion.ts'

/** What accuracy and its neighbours mistake. */
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
    caughtBy: 'accuracy/perfect-is-one',
    exports: { accuracy: (yTrue, yPred) => 1 - exemplar.accuracy(yTrue, yPred) },
  },
  'counts-without-dividing': {
    says: 'counts the samples that were right without dividing by their number',
    explains: 'Your accuracy equals the number of samples that were recognised.',
    asks: 'How would you compare two data sets of different size?',
    caughtBy: 'accuracy/perfect-is-one',
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
  'takes-one-empty-list-for-none': {
    says: 'tells EMPTY as soon as one of the lists is empty',
    explains: 'Your accuracy says EMPTY where one list has samples and the other has none.',
    asks: 'What does the error table say of a list that is empty beside one that is not?',
    caughtBy: 'accuracy/gives-the-reason',
    exports: {
      accuracy: (yTrue, yPred) =>
        yTrue.length * yPred.length === 0 ? exemplar.accuracy([], []) : exemplar.accuracy(yTrue, yPred),
    },
  },
  'pairs-up-what-there-is': {
    says: 'ignores predictions that are too many',
    explains: 'Your accuracy looks at as many samples as yTrue has, however long yPred is.',
    asks: 'Which neuron do the predictions at the end belong to?',
    caughtBy: 'accuracy/refuses-bad-input',
    exports: {
      accuracy: (yTrue, yPred) =>
        exemplar.accuracy(yTrue, yTrue.length ? yPred.slice(0, yTrue.length) : yPred),
    },
  },
  'turns-texts-into-numbers': {
    says: 'compares labels as numbers where it can',
    explains: "Your accuracy takes '1', '01' and '1.0' for the same class, and '' for '0'.",
    asks: 'What does Number of an empty text give?',
    caughtBy: 'accuracy/any-label',
    exports: {
      accuracy: (yTrue, yPred) => {
        const read = (y: Label[]) => y.map((c) => (Number.isNaN(Number(c)) ? c : Number(c)))
        return exemplar.accuracy(read(yTrue), read(yPred))
      },
    },
  },
  'leaves-the-last-sample-out': {
    says: 'stops one sample before the end',
    explains: 'Your accuracy never counts the last sample as right.',
    asks: 'Which index does the last sample have, and does your loop reach it?',
    caughtBy: 'accuracy/perfect-is-one',
    exports: {
      accuracy: (yTrue, yPred) =>
        exemplar.accuracy(yTrue, yPred) - Number(yTrue.at(-1) === yPred.at(-1)) / yTrue.length,
    },
  },
})

function total(matrix: Mat): number {
  return matrix.flat().reduce((sum, value) => sum + value, 0)
}
