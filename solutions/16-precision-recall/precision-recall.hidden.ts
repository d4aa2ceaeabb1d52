import fc from 'fast-check'
import {
  by,
  closedForm,
  exact,
  matches,
  orderFree,
  pairedLabels,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/16-precision-recall/precision-recall.takes.ts'
import type { Average } from '#exercises/16-precision-recall/precision-recall.ts'
import type { Label } from '#kit'
import { balancedAccuracy } from '#reference/metrics/classification.ts'
import * as reference from '#reference/metrics/precision-recall.ts'

type Metrics = typeof import('#exercises/16-precision-recall/precision-recall.ts')
type Pair = { yTrue: Label[]; yPred: Label[] }

/** Labels of every kind, ascending. As text 10 comes before 7, and in a dictionary pv before Pyr. */
const vocabularies = [
  ['AC', 'IN', 'PYR'],
  [0, 1, 2],
  [-3, 7, 10],
  ['Pyr', 'SOM', 'pv'],
] as const
const names = fc.constantFrom<readonly Label[]>(...vocabularies)

/** Two or three classes, each of which is found at least once: nothing is 0/0, and classes come up in their order. */
const everyClassFound = fc
  .record({
    names,
    K: fc.constantFrom(2, 3),
    pair: pairedLabels({ minLength: 1, maxLength: 8 }),
  })
  .map(({ names, K, pair }): Pair => {
    const called = (y: Label[]) => [...names.slice(0, K), ...y.map((c) => names[(c as number) % K]!)]
    return { yTrue: called(pair.yTrue), yPred: called(pair.yPred) }
  })
const unlike = {
  'a class that is called more or less often than it occurs': [
    0.25,
    ({ yTrue, yPred }: Pair) => yTrue.some((c) => count(yTrue, c) !== count(yPred, c)),
  ],
} as const

/** Classes in one list only, and samples in any order. */
const anyPair = fc.oneof(
  ...vocabularies.map((classes) => pairedLabels({ classes, minLength: 1, maxLength: 6 })),
)

/** The first class is never called, the last is never true, and the one between is seldom found, or never. */
const oneSided = fc
  .record({
    names,
    pairs: fc.array(fc.constantFrom([0, 1], [1, 2], [0, 1], [1, 2], [0, 2], [1, 1]), { maxLength: 5 }),
    average: fc.constantFrom<Average>('macro', 'micro', 'weighted'),
    zeroDivision: fc.constantFrom<0 | 1>(0, 1),
  })
  .map(({ names, pairs, average, zeroDivision }) => ({
    yTrue: [0, ...pairs.map(([t]) => t!)].map((c) => names[c]!),
    yPred: [2, ...pairs.map(([, p]) => p!)].map((c) => names[c]!),
    average,
    opt: { zeroDivision },
  }))

const withAverage = (average: Average) => everyClassFound.map((pair) => ({ ...pair, average }))

export default properties<Metrics>({
  ...Object.fromEntries(
    (['precision', 'recall', 'f1', 'support'] as const).map((field) => [
      `${field}-matches-definition`,
      property<Metrics, Pair>({
        given: everyClassFound,
        covers: unlike,
        holds: matches(
          'precisionRecallF1',
          reference.precisionRecallF1,
          closedForm,
          (result) => result[field],
        ),
      }),
    ]),
  ),

  'classes-are-those-of-both-lists': property({
    given: anyPair,
    examples: [
      { yTrue: [10, 7], yPred: [10, -3] },
      { yTrue: ['PYR'], yPred: ['IN'] },
      { yTrue: ['pv', 'SOM'], yPred: ['pv', 'Pyr'] },
    ],
    covers: {
      'a class that is only predicted': [0.17, ({ yTrue, yPred }) => yPred.some((c) => !yTrue.includes(c))],
      'a class that is never predicted': [0.17, ({ yTrue, yPred }) => yTrue.some((c) => !yPred.includes(c))],
    },
    holds: matches('precisionRecallF1', reference.precisionRecallF1, exact, ({ labels, support }) => ({
      labels,
      support,
    })),
  }),

  'labels-choose-and-drop-nothing': property({
    given: fc
      .record({
        names: fc.constantFrom<Label[]>(
          ['AC', 'IN', 'PYR', 'SOM'],
          [0, 1, 2, 3],
          [-3, 7, 10, 12],
          ['', 'constructor', '__proto__', '0'],
        ),
        pair: pairedLabels({ maxLength: 8 }),
        chosen: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
      })
      .map(({ names, pair, chosen }) => {
        const named = (classes: Label[]) => classes.map((c) => names[c as number]!)
        return { yTrue: named(pair.yTrue), yPred: named(pair.yPred), opt: { labels: named(chosen) } }
      }),
    examples: [{ yTrue: ['IN', 'PYR'], yPred: ['IN', 'IN'], opt: { labels: ['IN'] } }],
    covers: {
      'a false alarm from a class that is not listed': [
        0.2,
        ({ yTrue, yPred, opt: { labels } }) =>
          yPred.some((p, i) => labels.includes(p) && !labels.includes(yTrue[i]!)),
      ],
    },
    holds: matches('precisionRecallF1', reference.precisionRecallF1, closedForm),
  }),

  'renaming-moves-rows': property({
    given: fc
      .record({
        pair: pairedLabels({ maxLength: 6 }),
        names: fc.shuffledSubarray(['AC', 'IN', 'PYR'], { minLength: 3 }),
      })
      .map(({ pair, names }) => ({ ...pair, names })),
    runs: 40,
    holds: async ({ precisionRecallF1 }, { yTrue, yPred, names }) => {
      const rename = (y: Label[]) => y.map((label) => names[label as number]!)
      const before = await precisionRecallF1(yTrue, yPred)
      const after = await precisionRecallF1(rename(yTrue), rename(yPred))
      const places = before.labels
        .map((label, k) => ({ name: names[label as number]!, k }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
      const moved = <T>(values: T[]) => places.map(({ k }) => values[k]!)
      return same(
        after,
        {
          labels: places.map(({ name }) => name),
          precision: moved(before.precision),
          recall: moved(before.recall),
          f1: moved(before.f1),
          support: moved(before.support),
        },
        closedForm,
        {
          because: `With 0, 1, 2 renamed to ${names.join(', ')} the numbers of each class must move with it.`,
          sides: ['after renaming', 'before, moved'],
        },
      )
    },
  }),

  'macro-matches-definition': property({
    given: withAverage('macro'),
    covers: unlike,
    holds: matches('averagedF1', reference.averagedF1, closedForm),
  }),

  'weighted-matches-definition': property({
    given: withAverage('weighted'),
    covers: unlike,
    holds: matches('averagedF1', reference.averagedF1, closedForm),
  }),

  'averages-count-every-class': property({
    given: oneSided,
    covers: {
      'nothing found at all': [0.2, ({ yTrue, yPred }) => yTrue.every((t, i) => t !== yPred[i])],
      'a class that is called and true, but never found': [
        0.05,
        ({ yTrue, yPred }) =>
          yTrue.some((t) => yPred.includes(t) && !yTrue.some((c, i) => c === t && yPred[i] === t)),
      ],
    },
    holds: matches('averagedF1', reference.averagedF1, closedForm),
  }),

  'macro-recall-is-balanced-accuracy': property({
    given: everyClassFound,
    runs: 40,
    holds: async ({ averagedF1 }, { yTrue, yPred }) =>
      same((await averagedF1(yTrue, yPred, 'macro')).recall, balancedAccuracy(yTrue, yPred), closedForm, {
        because: 'Where every class occurs in yTrue, the mean of the recalls is the balanced accuracy.',
      }),
  }),

  'precisionRecallF1/order-of-samples-is-free': property({
    given: anyPair,
    runs: 40,
    holds: orderFree('precisionRecallF1', { samples: ['yTrue', 'yPred'] }),
  }),

  'averagedF1/order-of-samples-is-free': property({
    given: fc
      .record({ pair: anyPair, average: fc.constantFrom<Average>('macro', 'micro', 'weighted') })
      .map(({ pair, average }) => ({ ...pair, average })),
    runs: 40,
    holds: orderFree('averagedF1', { samples: ['yTrue', 'yPred'] }),
  }),

  ...stress<Metrics>(takes, {
    precisionRecallF1: by(reference.precisionRecallF1),
    averagedF1: by(reference.averagedF1),
  }),
})

function count(y: Label[], c: Label): number {
  return y.filter((label) => label === c).length
}
