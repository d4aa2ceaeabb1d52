import { mistakes } from '#engine/spec/index.ts'
import type { Averages, Prf } from '#exercises/16-precision-recall/precision-recall.ts'
import type { Label } from '#kit'
import * as exemplar from '../precision-recall.ts'

type Averaged = typeof exemplar.averagedF1

/** What is averaged, over which classes and with which weights. */
export default mistakes<typeof exemplar>({
  'takes-the-f1-of-the-averages': {
    says: 'computes F1 from the averaged precision and recall',
    explains: 'Your averaged F1 equals 2PR / (P + R) of the averaged P and R in every case tried.',
    asks: 'Is the mean of the F1s the F1 of the means?',
    caughtBy: 'averages-are-those-of-the-classes',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        const { precision, recall } = exemplar.averagedF1(yTrue, yPred, average, opt)
        const sum = precision + recall
        return { precision, recall, f1: sum ? (2 * precision * recall) / sum : 0 }
      },
    },
  },
  'swaps-precision-and-recall-in-averages': {
    says: 'has the averaged precision and recall the wrong way round',
    explains:
      'Your averaged precision equals the averaged recall in every case tried, and the other way round.',
    asks: 'Of the cells that you call interneurons, how many are some?',
    caughtBy: 'macro-matches-definition',
    exports: {
      averagedF1: (...args) => {
        const { precision, recall, f1 } = exemplar.averagedF1(...args)
        return { precision: recall, recall: precision, f1 }
      },
    },
  },
  'weights-by-predicted-counts': {
    says: 'weights each class by how often it is called',
    explains: 'Your weighted averages use the counts of yPred as weights.',
    asks: 'What is the support of a class?',
    caughtBy: 'weighted-matches-definition',
    exports: {
      averagedF1: averaging('weighted', (values, { labels }, _, yPred) =>
        mean(
          values,
          labels.map((c) => yPred.filter((p) => p === c).length),
        ),
      ),
    },
  },
  'weights-nothing': {
    says: "gives the macro average for 'weighted'",
    explains: "Your averages are the same for 'macro' and for 'weighted'.",
    asks: 'Which classes should count more in a weighted mean?',
    caughtBy: 'weighted-matches-definition',
    exports: { averagedF1: averaging('weighted', (values) => mean(values)) },
  },
  'divides-the-weighted-sum-by-the-classes': {
    says: 'divides the weighted sum by the number of classes',
    explains: 'Your weighted averages equal Σ support · value / K.',
    asks: 'What do the weights add up to?',
    caughtBy: 'weighted-matches-definition',
    exports: {
      averagedF1: averaging(
        'weighted',
        (values, { support }, yTrue) => (mean(values, support) * yTrue.length) / support.length,
      ),
    },
  },
  'weights-the-macro-average': {
    says: "gives the weighted average for 'macro'",
    explains: "Your averages are the same for 'macro' and for 'weighted', namely weighted by the support.",
    asks: 'How much does a rare class weigh beside a common one in a plain mean?',
    caughtBy: 'macro-matches-definition',
    exports: { averagedF1: averaging('macro', (values, { support }) => mean(values, support)) },
  },
  'adds-up-the-macro-average': {
    says: 'adds the numbers of the classes up but does not average them',
    explains: 'Your macro averages equal the sums over the classes.',
    asks: 'Can a share be above 1?',
    caughtBy: 'macro-matches-definition',
    exports: { averagedF1: averaging('macro', (values) => mean(values) * values.length) },
  },
  'gives-the-macro-average-for-micro': {
    says: "gives the macro average for 'micro'",
    explains: "Your averages are the same for 'macro' and for 'micro'.",
    asks: 'What is in the pot when the counts of all classes are added up first?',
    caughtBy: 'micro-is-the-accuracy',
    exports: { averagedF1: averaging('micro', (values) => mean(values)) },
  },
  'counts-the-others-as-found-in-micro': {
    says: 'also counts, for each class, the samples that are neither of it nor called so',
    explains: 'Your micro averages equal the mean over classes of the accuracy of each against all others.',
    asks: 'How often is each sample called something?',
    caughtBy: 'micro-is-the-accuracy',
    exports: {
      averagedF1: averaging('micro', (_, { labels }, yTrue, yPred) =>
        mean(labels.map((c) => yTrue.filter((t, i) => (t === c) === (yPred[i] === c)).length / yTrue.length)),
      ),
    },
  },
  'averages-over-the-true-classes': {
    says: 'leaves classes out of the macro average that occur in yPred alone',
    explains: 'Your macro averages are means over the classes of yTrue.',
    asks: 'Over which classes does the statement average?',
    caughtBy: 'averages-count-every-class',
    exports: {
      averagedF1: averaging('macro', (values, { support }) =>
        mean(
          values,
          support.map((n) => (n > 0 ? 1 : 0)),
        ),
      ),
    },
  },
  'averages-what-is-not-empty': {
    says: 'leaves a precision or a recall out of the mean if it is 0/0',
    explains: 'Your macro averages are means over the classes for which there is something to divide by.',
    asks: 'What does the statement put in the place of 0/0?',
    caughtBy: 'averages-count-every-class',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        const usual = exemplar.averagedF1(yTrue, yPred, average, opt)
        if (average !== 'macro') return usual
        const { labels, precision, recall, support } = exemplar.precisionRecallF1(yTrue, yPred, opt)
        return {
          precision: mean(precision.filter((_, k) => yPred.includes(labels[k]!))),
          recall: mean(recall.filter((_, k) => support[k]! > 0)),
          f1: usual.f1,
        }
      },
    },
  },
  'ignores-zeroDivision-in-averages': {
    says: 'does not hand zeroDivision on',
    explains: 'Your averages are the same for zeroDivision 0 and 1.',
    asks: 'What does averagedF1 pass on to the numbers of the classes?',
    caughtBy: 'averages-count-every-class',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        exemplar.averagedF1(yTrue, yPred, average, opt)
        return exemplar.averagedF1(yTrue, yPred, average)
      },
    },
  },
  'defaults-to-one-in-averages': {
    says: 'takes zeroDivision for 1 when it is not given',
    explains: 'Your averages without zeroDivision equal those for zeroDivision 1.',
    asks: 'What is 0/0 when nobody says?',
    caughtBy: 'averagedF1/defaults',
    exports: {
      averagedF1: (yTrue, yPred, average, opt = {}) =>
        exemplar.averagedF1(yTrue, yPred, average, { zeroDivision: 1, ...opt }),
    },
  },
  'leaves-the-last-sample-out-of-averages': {
    says: 'stops one sample before the end',
    explains: 'Your averages are those without the last sample.',
    asks: 'Which index does the last sample have, and does your loop reach it?',
    caughtBy: 'averagedF1/order-of-samples-is-free',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        const usual = exemplar.averagedF1(yTrue, yPred, average, opt)
        if (yTrue.length === 1) return usual
        return exemplar.averagedF1(yTrue.slice(0, -1), yPred.slice(0, -1), average, opt)
      },
    },
  },
  'rounds-to-percent': {
    says: 'rounds to two decimals',
    explains: 'Your macro averages are right to two decimals and no further.',
    asks: 'Who should round a number: the one who computes it or the one who prints it?',
    caughtBy: 'macro-matches-definition',
    exports: { averagedF1: averaging('macro', (values) => Number(mean(values).toFixed(2))) },
  },
})

/** One of the averages is computed in another way from the numbers of the classes. */
function averaging(
  which: string,
  over: (values: number[], result: Prf, yTrue: Label[], yPred: Label[]) => number,
): Averaged {
  return (yTrue, yPred, average, opt): Averages => {
    const usual = exemplar.averagedF1(yTrue, yPred, average, opt)
    if (average !== which) return usual
    const result = exemplar.precisionRecallF1(yTrue, yPred, opt)
    const of = (values: number[]) => over(values, result, yTrue, yPred)
    return { precision: of(result.precision), recall: of(result.recall), f1: of(result.f1) }
  }
}

function mean(values: number[], weights: number[] = values.map(() => 1)): number {
  const sum = (of: number[]) => of.reduce((total, value) => total + value, 0)
  return sum(values.map((value, k) => value * weights[k]!)) / sum(weights)
}
