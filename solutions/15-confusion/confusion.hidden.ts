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
import takes from '#exercises/15-confusion/confusion.takes.ts'
import type { Label } from '#kit'
import * as reference from '#reference/metrics/classification.ts'

type Metrics = typeof import('#exercises/15-confusion/confusion.ts')
type Pair = { yTrue: Label[]; yPred: Label[] }

/** Labels of every kind, ascending: as text 10 comes before 7, in a dictionary pv before Pyr, by number '9' before '10'. */
const vocabularies: Label[][] = [
  [0, 1, 2],
  [-3, 7, 10],
  [-20, 0.25, 0.75],
  ['FS', 'PV', 'PYR'],
  ['Pyr', 'SOM', 'pv'],
  ['PV', 'PV ', 'pv'],
  ['-1', '10', '9'],
]
const anyLabels = (size: { minLength?: number; maxLength?: number } = {}) =>
  fc.oneof(...vocabularies.map((classes) => pairedLabels({ classes, ...size })))

const normalize = fc.constantFrom<'true' | 'pred' | 'all'>('true', 'pred', 'all')

/** Samples of three classes, and some of these and a fourth in any order. At least one is in yTrue. */
const withLabels = fc
  .record({
    names: fc.constantFrom<Label[]>(
      [0, 1, 2, 3],
      [10, 7, -3, -5],
      ['PYR', 'FS', 'PV', 'SOM'],
      ['0', '', 'constructor', '__proto__'],
    ),
    pair: pairedLabels({ minLength: 1 }),
    chosen: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
  })
  .map(({ names, pair: { yTrue, yPred }, chosen }) => {
    const occurs = chosen.some((c) => yTrue.includes(c))
    const named = (classes: Label[]) => classes.map((c) => names[c as number]!)
    return {
      yTrue: named(yTrue),
      yPred: named(yPred),
      opt: { labels: named(occurs ? chosen : [yTrue[0]!, ...chosen.slice(1)]) },
    }
  })
const leavesSamplesOut = ({ yTrue, yPred, opt: { labels } }: Pair & { opt: reference.ConfusionOptions }) =>
  [...yTrue, ...yPred].some((label) => !labels?.includes(label))

const onlyIn = (one: Label[], other: Label[]) => one.some((label) => !other.includes(label))
const isOnlyPredicted = ({ yTrue, yPred }: Pair) => onlyIn(yPred, yTrue)
const isNeverPredicted = ({ yTrue, yPred }: Pair) => onlyIn(yTrue, yPred)

export default properties<Metrics>({
  'accuracy-matches-definition': property({
    given: anyLabels({ minLength: 1 }),
    runs: 60,
    holds: matches('accuracy', reference.accuracy, closedForm),
  }),

  'counts-match-definition': property({
    // Every class occurs on both sides: which classes there are is the business of the next property.
    given: fc.oneof(
      ...vocabularies.map((classes) =>
        pairedLabels({ classes, minLength: 0, maxLength: 8 }).map(({ yTrue, yPred }) => ({
          yTrue: [...classes, ...yTrue],
          yPred: [...classes.slice(1), classes[0]!, ...yPred],
        })),
      ),
    ),
    // Pairs that a key made of two labels takes for one: 'a' called 'b,a', and 'a,b' called 'a'.
    examples: ['', ',', ' ', '-', '_', '|', ':'].map((between) => {
      const [ab, ba] = [`a${between}b`, `b${between}a`]
      return { yTrue: ['a', ab, ba], yPred: [ba, 'a', ab] }
    }),
    runs: 60,
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'classes-are-those-of-both-lists': property({
    given: anyLabels({ maxLength: 5 }),
    examples: [
      { yTrue: [0, 1, 1], yPred: [0, 1, 2] },
      { yTrue: ['PV', 'FS'], yPred: ['PV', 'PV'] },
      { yTrue: ['pv', 'SOM'], yPred: ['SOM', 'Pyr'] },
    ],
    covers: {
      'a class that is only predicted': [0.3, isOnlyPredicted],
      'a class that is never predicted': [0.3, isNeverPredicted],
    },
    runs: 60,
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'labels-choose-rows-and-columns': property({
    given: withLabels,
    covers: { 'a sample that is left out': [0.25, leavesSamplesOut] },
    runs: 60,
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'normalizes-rows-columns-or-all': property({
    given: fc.record({ pair: anyLabels({ maxLength: 5 }), normalize }).map(({ pair, normalize }) => ({
      ...pair,
      opt: { normalize },
    })),
    covers: {
      'a row without samples': [
        0.05,
        (example) => example.opt.normalize === 'true' && isOnlyPredicted(example),
      ],
      'a column without samples': [
        0.05,
        (example) => example.opt.normalize === 'pred' && isNeverPredicted(example),
      ],
    },
    runs: 60,
    holds: matches('confusionMatrix', reference.confusionMatrix, closedForm),
  }),

  'normalizes-what-is-kept': property({
    given: fc.record({ example: withLabels, normalize }).map(({ example, normalize }) => ({
      ...example,
      opt: { labels: example.opt.labels, normalize },
    })),
    // With a single label, all of whose samples were called something else, there is nothing left to divide by.
    examples: [{ yTrue: [0, 1], yPred: [1, 1], opt: { labels: [0], normalize: 'all' } }],
    covers: { 'a sample that is left out': [0.25, leavesSamplesOut] },
    runs: 60,
    holds: matches('confusionMatrix', reference.confusionMatrix, closedForm),
  }),

  'renaming-moves-rows-and-columns': property({
    given: fc
      .record({ pair: pairedLabels(), names: fc.shuffledSubarray(['FS', 'PV', 'PYR'], { minLength: 3 }) })
      .map(({ pair, names }) => ({ ...pair, names })),
    runs: 60,
    holds: async ({ confusionMatrix }, { yTrue, yPred, names }) => {
      const rename = (y: Label[]) => y.map((label) => names[label as number]!)
      const before = reference.sortedClasses(yTrue, yPred)
      const after = reference.sortedClasses(rename(yTrue), rename(yPred))
      const wasAt = after.map((name) => before.indexOf(names.indexOf(String(name))))
      const matrix = await confusionMatrix(yTrue, yPred)
      return same(
        await confusionMatrix(rename(yTrue), rename(yPred)),
        wasAt.map((i) => wasAt.map((j) => matrix[i]![j]!)),
        exact,
        { because: `With 0, 1, 2 renamed to ${names.join(', ')} each count must move with its classes.` },
      )
    },
  }),

  'balanced-matches-definition': property({
    given: anyLabels({ minLength: 1 }),
    covers: { 'a class that is only predicted': [0.15, isOnlyPredicted] },
    runs: 60,
    holds: matches('balancedAccuracy', reference.balancedAccuracy, closedForm),
  }),

  ...Object.fromEntries(
    (['accuracy', 'confusionMatrix', 'balancedAccuracy'] as const).map((fn) => [
      `${fn}/order-of-samples-is-free`,
      property<Metrics, Pair>({
        given: anyLabels(),
        runs: 40,
        holds: orderFree(fn, { samples: ['yTrue', 'yPred'] }),
      }),
    ]),
  ),

  ...stress<Metrics>(takes, {
    accuracy: by(reference.accuracy),
    confusionMatrix: by(reference.confusionMatrix),
    balancedAccuracy: by(reference.balancedAccuracy),
  }),
})
