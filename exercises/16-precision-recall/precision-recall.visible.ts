import fc from 'fast-check'
import {
  all,
  closedForm,
  hygiene,
  must,
  pairedLabels,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import type { Label } from '#kit'
import takes from './precision-recall.takes.ts'

type Metrics = typeof import('./precision-recall.ts')

const cells: [yTrue: Label[], yPred: Label[]] = [
  ['IN', 'IN', 'IN', 'PYR', 'PYR', 'PYR', 'PYR', 'PYR'],
  ['IN', 'PYR', 'PYR', 'IN', 'PYR', 'PYR', 'PYR', 'PYR'],
]
const asPair = { yTrue: cells[0], yPred: cells[1] }

export default properties<Metrics>({
  ...workedExamples<Metrics>({
    precisionRecallF1: [
      {
        args: cells,
        result: {
          labels: ['IN', 'PYR'],
          precision: [1 / 2, 2 / 3],
          recall: [1 / 3, 4 / 5],
          f1: [2 / 5, 8 / 11],
          support: [3, 5],
        },
      },
      {
        args: [...cells, { labels: ['PYR'] }],
        result: { labels: ['PYR'], precision: [2 / 3], recall: [4 / 5], f1: [8 / 11], support: [5] },
      },
    ],
    averagedF1: [
      { args: [...cells, 'macro'], result: { precision: 7 / 12, recall: 17 / 30, f1: 31 / 55 } },
      { args: [...cells, 'weighted'], result: { precision: 29 / 48, recall: 5 / 8, f1: 133 / 220 } },
      { args: [...cells, 'micro'], result: { precision: 5 / 8, recall: 5 / 8, f1: 5 / 8 } },
    ],
  }),

  'swapping-swaps-precision-and-recall': property({
    given: pairedLabels({ classes: ['IN', 'PYR', 'AC'], maxLength: 6 }),
    runs: 30,
    holds: async ({ precisionRecallF1 }, { yTrue, yPred }) => {
      const there = await precisionRecallF1(yTrue, yPred)
      const back = await precisionRecallF1(yPred, yTrue)
      return same(
        { precision: back.precision, recall: back.recall, f1: back.f1 },
        { precision: there.recall, recall: there.precision, f1: there.f1 },
        closedForm,
        {
          because: 'With the two lists swapped, precision and recall must swap and F1 must stay.',
          sides: ['with the lists swapped', 'as given, precision and recall swapped'],
        },
      )
    },
  }),

  'f1-lies-between': property({
    given: pairedLabels({ maxLength: 6 }),
    runs: 40,
    holds: async ({ precisionRecallF1 }, { yTrue, yPred }) => {
      const { labels, precision, recall, f1 } = await precisionRecallF1(yTrue, yPred)
      return all(
        ...labels.map((label, k) => {
          const [p, r, f] = [precision[k]!, recall[k]!, f1[k]!]
          return all(
            must(
              f >= Math.min(p, r) - 1e-12 && f <= Math.max(p, r) + 1e-12,
              `F1 of class ${label} must lie between its precision ${p} and its recall ${r}.`,
              { got: f },
            ),
            must(
              f > 1 - 1e-12 === (p > 1 - 1e-12 && r > 1 - 1e-12),
              'F1 is 1 if precision and recall are 1, and only then.',
              { got: f },
            ),
          )
        }),
      )
    },
  }),

  'empty-shares': property({
    given: fc
      .record({
        // Class 0 is never called, class 2 is never true, class 3 is neither, and class 1 is seldom found.
        pairs: fc.array(fc.constantFrom([0, 1], [1, 2], [0, 2], [0, 1], [1, 2], [1, 1]), {
          minLength: 1,
          maxLength: 5,
        }),
        zeroDivision: fc.constantFrom<0 | 1>(0, 1),
        chosen: fc.constantFrom<{ labels?: Label[] }>({ labels: [0, 1, 2, 3] }, {}),
      })
      .map(({ pairs, zeroDivision, chosen }) => ({
        yTrue: pairs.map(([t]) => t as Label),
        yPred: pairs.map(([, p]) => p as Label),
        opt: { ...chosen, zeroDivision },
      })),
    runs: 60,
    covers: {
      'a class that is true and called, but never found': [
        0.08,
        ({ yTrue, yPred }) =>
          yTrue.includes(1) && yPred.includes(1) && !yTrue.some((t, i) => t === 1 && yPred[i] === 1),
      ],
    },
    holds: async ({ precisionRecallF1 }, { yTrue, yPred, opt }) => {
      const { labels, precision, recall, f1 } = await precisionRecallF1(yTrue, yPred, opt)
      return all(
        ...labels.map((c, k) => {
          const called = yPred.includes(c)
          const occurs = yTrue.includes(c)
          const found = yTrue.some((t, i) => t === c && yPred[i] === c)
          const is = (got: number | undefined, wanted: number, because: string) =>
            same(got, wanted, closedForm, { because })
          return all(
            called ||
              is(
                precision[k],
                opt.zeroDivision,
                `Class ${c} is never called: its precision is zeroDivision.`,
              ),
            occurs ||
              is(recall[k], opt.zeroDivision, `Class ${c} is never true: its recall is zeroDivision.`),
            called ||
              occurs ||
              is(f1[k], opt.zeroDivision, `Class ${c} occurs nowhere: P = R = zeroDivision.`),
            !(called || occurs) ||
              found ||
              is(f1[k], 0, `Class ${c} occurs, but is never found: its F1 is 0.`),
          )
        }),
      )
    },
  }),

  'order-of-labels-moves-rows': property({
    given: fc
      .record({
        pair: pairedLabels({ maxLength: 6 }),
        order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      })
      .map(({ pair, order }) => ({ ...pair, opt: { labels: order } })),
    runs: 30,
    holds: async ({ precisionRecallF1 }, { yTrue, yPred, opt }) => {
      const usual = await precisionRecallF1(yTrue, yPred, { labels: [0, 1, 2] })
      const moved = <T>(values: T[]) => opt.labels.map((c) => values[c]!)
      return same(
        await precisionRecallF1(yTrue, yPred, opt),
        {
          labels: opt.labels,
          precision: moved(usual.precision),
          recall: moved(usual.recall),
          f1: moved(usual.f1),
          support: moved(usual.support),
        },
        closedForm,
        {
          because: 'Another order of labels must give the same numbers in that order.',
          sides: [`with labels ${opt.labels.join(', ')}`, 'with labels 0, 1, 2, moved'],
        },
      )
    },
  }),

  'micro-is-the-accuracy': property({
    given: pairedLabels({ minLength: 1, maxLength: 8 }),
    runs: 30,
    holds: async ({ averagedF1 }, { yTrue, yPred }) => {
      const accuracy = yTrue.filter((t, i) => t === yPred[i]).length / yTrue.length
      return same(
        await averagedF1(yTrue, yPred, 'micro'),
        { precision: accuracy, recall: accuracy, f1: accuracy },
        closedForm,
        {
          because: 'Every sample is called once and true once, so all three are the share of right answers.',
        },
      )
    },
  }),

  'averages-are-those-of-the-classes': property({
    given: fc
      .record({
        pair: pairedLabels({ maxLength: 8 }),
        average: fc.constantFrom<'macro' | 'weighted'>('macro', 'weighted'),
      })
      .map(({ pair, average }) => ({ ...pair, average })),
    examples: [{ ...asPair, average: 'macro' as const }],
    runs: 40,
    holds: async ({ precisionRecallF1, averagedF1 }, { yTrue, yPred, average }) => {
      const { precision, recall, f1, support } = await precisionRecallF1(yTrue, yPred)
      const weights = average === 'macro' ? support.map(() => 1) : support
      const mean = (values: number[]) => sum(values.map((value, k) => value * weights[k]!)) / sum(weights)
      return same(
        await averagedF1(yTrue, yPred, average),
        { precision: mean(precision), recall: mean(recall), f1: mean(f1) },
        closedForm,
        {
          because: `Each of the three is the ${average === 'macro' ? 'plain' : 'weighted'} mean over the classes.`,
          sides: ['your averagedF1', 'mean of your precisionRecallF1'],
        },
      )
    },
  }),

  ...hygiene<Metrics>(takes),
})

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
