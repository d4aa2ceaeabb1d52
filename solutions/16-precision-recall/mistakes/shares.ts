import { mistakes } from '#engine/spec/index.ts'
import type { Prf, PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import type { Label } from '#kit'
import * as exemplar from '../precision-recall.ts'

/** What is divided by what, and what is done where nothing is to be divided. */
export default mistakes<typeof exemplar>({
  'swaps-precision-and-recall': {
    says: 'has precision and recall the wrong way round',
    explains: 'Your precision equals the recall in every case tried, and your recall the precision.',
    asks: 'Of the cells that you call interneurons, how many are some?',
    caughtBy: 'precision-matches-definition',
    exports: {
      precisionRecallF1: changed(({ precision, recall, ...rest }) => ({
        ...rest,
        precision: recall,
        recall: precision,
      })),
    },
  },
  'counts-the-others-as-found': {
    says: 'gives the accuracy of each class against all others as its precision',
    explains: 'Your precision also counts samples that are neither of the class nor called so.',
    asks: 'Does a cell that is never called IN belong to the cells called IN?',
    caughtBy: 'precision-matches-definition',
    exports: {
      precisionRecallF1: changed((result, yTrue, yPred) => {
        const precision = result.labels.map(
          (c) => yTrue.filter((t, i) => (t === c) === (yPred[i] === c)).length / yTrue.length,
        )
        return { ...result, precision }
      }),
    },
  },
  'divides-recall-by-all-samples': {
    says: 'divides what is found by the number of all samples',
    explains: 'Your recall equals found / n in every case tried.',
    asks: 'Of which cells does recall ask how many were found?',
    caughtBy: 'recall-matches-definition',
    exports: {
      precisionRecallF1: changed((result, yTrue) => ({
        ...result,
        recall: result.recall.map((r, k) =>
          result.support[k] ? (r * result.support[k]!) / yTrue.length : r,
        ),
      })),
    },
  },
  'takes-the-plain-mean-for-f1': {
    says: 'takes the plain mean of precision and recall for F1',
    explains: 'Your F1 equals (P + R) / 2 where neither is 0.',
    asks: 'Should a recall of 1 make up for a precision near 0?',
    caughtBy: 'f1-matches-definition',
    exports: { precisionRecallF1: combining((p, r) => (p && r ? (p + r) / 2 : 0)) },
  },
  'takes-the-geometric-mean-for-f1': {
    says: 'takes the geometric mean of precision and recall for F1',
    explains: 'Your F1 equals √(P·R).',
    asks: 'Which of the means is one over the mean of one over each?',
    caughtBy: 'f1-matches-definition',
    exports: { precisionRecallF1: combining((p, r) => Math.sqrt(p * r)) },
  },
  'counts-errors-twice-in-f1': {
    says: 'divides what is found by everything that is called or true',
    explains: 'Your F1 equals PR / (P + R − PR), which is found / (called or true): the Jaccard index.',
    asks: 'How much does each of the two kinds of errors weigh in 2PR / (P + R)?',
    caughtBy: 'f1-matches-definition',
    exports: { precisionRecallF1: combining((p, r) => (p && r ? (p * r) / (p + r - p * r) : 0)) },
  },
  'forgets-the-two': {
    says: 'leaves the 2 out of 2PR / (P + R)',
    explains: 'Your F1 equals PR / (P + R).',
    asks: 'What should F1 be where precision and recall are both 1?',
    caughtBy: 'f1-lies-between',
    exports: { precisionRecallF1: combining((p, r) => (p && r ? (p * r) / (p + r) : 0)) },
  },
  'takes-the-support-from-the-predictions': {
    says: 'counts how often a class is called, not how often it occurs',
    explains: 'Your support equals the counts of yPred.',
    asks: 'Which of the two lists holds what was measured, and which is your guess?',
    caughtBy: 'support-matches-definition',
    exports: {
      precisionRecallF1: changed((result, _, yPred) => ({
        ...result,
        support: result.labels.map((c) => yPred.filter((p) => p === c).length),
      })),
    },
  },

  'divides-by-nothing': {
    says: 'divides by zero where a class is never called or never true',
    explains: 'Your precision or recall is NaN there.',
    asks: 'What is 0 / 0 in JavaScript, and what do the Conventions ask for?',
    caughtBy: 'empty-shares',
    exports: { precisionRecallF1: filling({ precision: Number.NaN, recall: Number.NaN }) },
  },
  'f1-of-zeros-is-NaN': {
    says: 'divides by zero in F1 where precision and recall are both 0',
    explains: 'Your F1 is NaN there.',
    asks: 'What is 2PR / (P + R) for P = R = 0 in JavaScript?',
    caughtBy: 'empty-shares',
    exports: { precisionRecallF1: combining((p, r) => (2 * p * r) / (p + r)) },
  },
  'f1-of-zeros-is-zeroDivision': {
    says: 'gives zeroDivision for an F1 whose precision and recall are both 0',
    explains: 'Your F1 is 1 with zeroDivision 1 for a class that is called and true, but never found.',
    asks: 'Could F1 be worse than for a class that is never found?',
    caughtBy: 'empty-shares',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        const result = exemplar.precisionRecallF1(yTrue, yPred, opt)
        const f1 = result.f1.map((f, k) =>
          result.precision[k]! + result.recall[k]! === 0 ? (opt.zeroDivision ?? 0) : f,
        )
        return { ...result, f1 }
      },
    },
  },
  'f1-is-zeroDivision-where-one-is': {
    says: 'gives zeroDivision for F1 wherever precision or recall is 0/0',
    explains: 'Your F1 is 1 with zeroDivision 1 for a class that occurs and is never called.',
    asks: 'Which number does F1 = 2PR / (P + R) give for P = 1 and R = 0?',
    caughtBy: 'empty-shares',
    exports: { precisionRecallF1: filling({ f1: (nothing) => nothing }) },
  },
  'ignores-zeroDivision': {
    says: 'gives 0 for 0/0 whatever zeroDivision is',
    explains: 'Your numbers of classes are the same for zeroDivision 0 and 1.',
    asks: 'Where in your formulas does zeroDivision come in?',
    caughtBy: 'empty-shares',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        exemplar.precisionRecallF1(yTrue, yPred, opt)
        return exemplar.precisionRecallF1(yTrue, yPred, { ...opt, zeroDivision: 0 })
      },
    },
  },
  'uses-zeroDivision-in-precision-only': {
    says: 'uses zeroDivision in precision, but not in recall',
    explains: 'Your recall of a class that is never true is 0 with zeroDivision 1 too.',
    asks: 'In which two fractions can the denominator be 0?',
    caughtBy: 'empty-shares',
    exports: { precisionRecallF1: filling({ recall: 0 }) },
  },
  'checks-zeroDivision-where-it-is-needed': {
    says: 'looks at zeroDivision only where it is needed',
    explains: 'Your precisionRecallF1 accepts any zeroDivision as long as nothing is 0/0.',
    asks: 'When should a caller learn that an option makes no sense?',
    caughtBy: 'precisionRecallF1/refuses-bad-input',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) => {
        const { zeroDivision, ...rest } = opt
        const { labels = [...yTrue, ...yPred] } = opt
        const isNeeded = labels.some((c) => !(yTrue.includes(c) && yPred.includes(c)))
        return exemplar.precisionRecallF1(yTrue, yPred, isNeeded ? opt : rest)
      },
    },
  },
  'defaults-to-one': {
    says: 'takes zeroDivision for 1 when it is not given',
    explains: 'Your numbers of classes without zeroDivision equal those for zeroDivision 1.',
    asks: 'What is 0/0 when nobody says?',
    caughtBy: 'precisionRecallF1/defaults',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt = {}) =>
        exemplar.precisionRecallF1(yTrue, yPred, { zeroDivision: 1, ...opt }),
    },
  },
})

type ByClass = typeof exemplar.precisionRecallF1

function changed(change: (result: Prf, yTrue: Label[], yPred: Label[]) => Prf): ByClass {
  return (yTrue, yPred, opt) => change(exemplar.precisionRecallF1(yTrue, yPred, opt), yTrue, yPred)
}

/** F1 from precision and recall by another formula. */
function combining(formula: (p: number, r: number) => number): ByClass {
  return changed((result) => ({
    ...result,
    f1: result.precision.map((p, k) => formula(p, result.recall[k]!)),
  }))
}

/** Other numbers where a precision or a recall is 0/0. F1 follows from them unless it is told. */
function filling(fill: { precision?: number; recall?: number; f1?: (nothing: number) => number }): ByClass {
  return (yTrue, yPred, opt: PrfOptions = {}) => {
    const { labels, precision, recall, support } = exemplar.precisionRecallF1(yTrue, yPred, opt)
    const called = labels.map((c) => yPred.includes(c))
    const P = precision.map((p, k) => (called[k] ? p : (fill.precision ?? p)))
    const R = recall.map((r, k) => (support[k] ? r : (fill.recall ?? r)))
    const f1 = P.map((p, k) => {
      if (fill.f1 && !(called[k] && support[k])) return fill.f1(opt.zeroDivision ?? 0)
      return p + R[k]! === 0 ? 0 : (2 * p * R[k]!) / (p + R[k]!)
    })
    return { labels, precision: P, recall: R, f1, support }
  }
}
