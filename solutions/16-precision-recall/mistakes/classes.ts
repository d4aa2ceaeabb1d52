import { mistakes } from '#engine/spec/index.ts'
import type { PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import type { Label } from '#kit'
import * as exemplar from '../precision-recall.ts'

type ByClass = typeof exemplar.precisionRecallF1

/** Which classes there are, in which order, and which samples count for them. */
export default mistakes<typeof exemplar>({
  'knows-the-true-classes-only': {
    says: 'leaves out classes that occur in yPred alone',
    explains: 'Your result has rows for the classes of yTrue and no others.',
    asks: 'What becomes of a class that was called, but is never true?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: { precisionRecallF1: choosing((yTrue) => ascending(yTrue)) },
  },
  'knows-the-predicted-classes-only': {
    says: 'leaves out classes that occur in yTrue alone',
    explains: 'Your result has rows for the classes of yPred and no others.',
    asks: 'What is the recall of a class that was never called?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: { precisionRecallF1: choosing((_, yPred) => ascending(yPred)) },
  },
  'sorts-numbers-as-text': {
    says: 'sorts numbers as if they were words',
    explains:
      'Your classes stand in the order that sort() gives without a comparison, where 10 comes before 7.',
    asks: 'What does sort do with numbers if it is not told how to compare?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: { precisionRecallF1: choosing((yTrue, yPred) => [...new Set([...yTrue, ...yPred])].sort()) },
  },
  'sorts-as-a-dictionary-does': {
    says: 'sorts words as a dictionary does',
    explains: 'Your classes stand in the order of a dictionary, where small and capital letters are mixed.',
    asks: 'Which comes first by <, "B" or "a"?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: {
      precisionRecallF1: choosing((yTrue, yPred) =>
        ascending([...yTrue, ...yPred]).sort((a, b) => (lower(a) < lower(b) ? -1 : 1)),
      ),
    },
  },
  'lists-classes-as-they-come': {
    says: 'lists the classes in the order in which they come up',
    explains: 'Your classes follow the samples instead of being sorted.',
    asks: 'Which class should stand first, whatever the first sample is?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: { precisionRecallF1: choosing((yTrue, yPred) => [...new Set([...yTrue, ...yPred])]) },
  },
  'sorts-the-labels-it-is-given': {
    says: 'sorts the labels that it is given',
    explains: 'Your rows are in ascending order whatever order labels has.',
    asks: 'Who decides on the order of the rows?',
    caughtBy: 'order-of-labels-moves-rows',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        exemplar.precisionRecallF1(yTrue, yPred, opt)
        return exemplar.precisionRecallF1(
          yTrue,
          yPred,
          opt.labels ? { ...opt, labels: ascending(opt.labels) } : opt,
        )
      },
    },
  },
  'ignores-labels': {
    says: 'shows every class whatever labels says',
    explains: 'Your result is the same with and without labels.',
    asks: 'How many rows should there be?',
    caughtBy: 'labels-choose-and-drop-nothing',
    exports: {
      precisionRecallF1: (yTrue, yPred, { labels, ...opt } = {}) => {
        if (labels) exemplar.precisionRecallF1(yTrue, yPred, { labels, ...opt })
        return exemplar.precisionRecallF1(yTrue, yPred, opt)
      },
    },
  },
  'drops-samples-that-are-not-listed': {
    says: 'leaves out samples with a class that is not in labels',
    explains: 'Your numbers are those of the samples whose true and predicted class are both listed.',
    asks: 'Is a pyramidal cell called IN a mistake, also if only IN is shown?',
    caughtBy: 'labels-choose-and-drop-nothing',
    exports: { precisionRecallF1: keeping((labels, t, p) => labels.includes(t) && labels.includes(p)) },
  },
  'drops-true-classes-that-are-not-listed': {
    says: 'leaves out samples whose true class is not in labels',
    explains: 'Your precision does not know false alarms from classes that are not listed.',
    asks: 'Is a pyramidal cell called IN a mistake, also if only IN is shown?',
    caughtBy: 'labels-choose-and-drop-nothing',
    exports: { precisionRecallF1: keeping((labels, t) => labels.includes(t)) },
  },
  'skips-what-is-falsy': {
    says: 'skips labels that JavaScript takes for false',
    explains: 'Your result has no row for the class 0 or for the empty text.',
    asks: 'Which labels make if (label) go the other way?',
    caughtBy: 'classes-are-those-of-both-lists',
    exports: {
      precisionRecallF1: choosing((yTrue, yPred) => ascending([...yTrue, ...yPred]).filter(Boolean)),
    },
  },
  'counts-in-bytes': {
    says: 'counts in bytes, which start again at 0 after 255',
    explains: 'Your support is right up to 255 and 256 too small beyond.',
    asks: 'How large can an entry of your array of counts become?',
    caughtBy: 'precisionRecallF1/many-samples',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt) => {
        const result = exemplar.precisionRecallF1(yTrue, yPred, opt)
        return { ...result, support: [...Uint8Array.from(result.support)] }
      },
    },
  },
  'counts-in-a-plain-object': {
    says: 'counts in an object, which has a constructor before anything is counted',
    explains: 'Your support is no number for labels such as "constructor".',
    asks: 'What is ({})["constructor"], and what does a Map say instead?',
    caughtBy: 'precisionRecallF1/any-label',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        const result = exemplar.precisionRecallF1(yTrue, yPred, opt)
        const counts: Record<string, number> = {}
        for (const label of yTrue) counts[label] = (counts[label] || 0) + 1
        return { ...result, support: result.labels.map((label) => Number(counts[label] || 0)) }
      },
    },
  },
  'gives-zeros-for-no-samples': {
    says: 'gives zeros for no samples if labels is given',
    explains: 'Your precisionRecallF1 treats empty lists as the confusion matrix of exercise 15 does.',
    asks: 'What does the error table say of empty lists with labels?',
    caughtBy: 'precisionRecallF1/refuses-bad-input',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        const { labels } = opt
        if (!labels || yTrue.length + yPred.length > 0) return exemplar.precisionRecallF1(yTrue, yPred, opt)
        // A sample of no listed class leaves all counts of the listed ones at 0.
        return exemplar.precisionRecallF1([Number.NaN], [Number.NaN], opt)
      },
    },
  },
  'leaves-the-last-sample-out': {
    says: 'stops one sample before the end',
    explains: 'Your numbers of classes are those without the last sample.',
    asks: 'Which index does the last sample have, and does your loop reach it?',
    caughtBy: 'precisionRecallF1/order-of-samples-is-free',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        const { labels } = exemplar.precisionRecallF1(yTrue, yPred, opt)
        if (yTrue.length === 1) return exemplar.precisionRecallF1(yTrue, yPred, opt)
        return exemplar.precisionRecallF1(yTrue.slice(0, -1), yPred.slice(0, -1), { ...opt, labels })
      },
    },
  },
})

/** The numbers of other classes, where labels does not choose them. */
function choosing(choose: (yTrue: Label[], yPred: Label[]) => Label[]): ByClass {
  return (yTrue, yPred, opt = {}) => {
    exemplar.precisionRecallF1(yTrue, yPred, opt)
    return exemplar.precisionRecallF1(yTrue, yPred, { labels: choose(yTrue, yPred), ...opt })
  }
}

/** With labels, the numbers of some samples only. */
function keeping(keeps: (labels: Label[], t: Label, p: Label) => boolean): ByClass {
  return (yTrue, yPred, opt: PrfOptions = {}) => {
    const usual = exemplar.precisionRecallF1(yTrue, yPred, opt)
    const { labels } = opt
    if (!labels) return usual
    const kept = [...yTrue.keys()].filter((i) => keeps(labels, yTrue[i]!, yPred[i]!))
    if (kept.length === 0) {
      const none = labels.map(() => opt.zeroDivision ?? 0)
      return { labels, precision: none, recall: none, f1: none, support: labels.map(() => 0) }
    }
    return exemplar.precisionRecallF1(
      kept.map((i) => yTrue[i]!),
      kept.map((i) => yPred[i]!),
      opt,
    )
  }
}

function ascending(labels: Label[]): Label[] {
  return [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1))
}

function lower(label: Label): Label {
  return typeof label === 'string' ? label.toLowerCase() : label
}
