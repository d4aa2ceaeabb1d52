import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  exact,
  matches,
  orderFree,
  pairedLabels,
  properties,
  property,
  same,
} from '#engine/spec/index.ts'
import type { Label } from '#kit'
import * as reference from '#reference/metrics/classification.ts'

type Pair = { yTrue: Label[]; yPred: Label[] }

/** Labels of every kind. As text, 10 comes before 7. */
const vocabularies = [
  [0, 1, 2],
  [-3, 7, 10],
  ['FS', 'PV', 'PYR'],
]
const anyLabels = (size: { minLength?: number; maxLength?: number } = {}) =>
  fc.oneof(...vocabularies.map((classes) => pairedLabels({ classes, ...size })))

const normalize = fc.constantFrom<'true' | 'pred' | 'all'>('true', 'pred', 'all')

/** Samples of three classes, and some of these and a fourth in any order. At least one is in yTrue. */
const withLabels = fc
  .record({
    names: fc.constantFrom<Label[]>([0, 1, 2, 3], [10, 7, -3, -5], ['PYR', 'FS', 'PV', 'SOM']),
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

export default properties<typeof import('#exercises/15-confusion/confusion.ts')>({
  'accuracy-matches-definition': property({
    given: anyLabels({ minLength: 1 }),
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
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'classes-are-those-of-both-lists': property({
    given: anyLabels({ maxLength: 5 }),
    examples: [
      { yTrue: [0, 1, 1], yPred: [0, 1, 2] },
      { yTrue: ['PV', 'FS'], yPred: ['PV', 'PV'] },
    ],
    covers: {
      'a class that is only predicted': [0.3, isOnlyPredicted],
      'a class that is never predicted': [0.3, isNeverPredicted],
    },
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'labels-choose-rows-and-columns': property({
    given: withLabels,
    covers: { 'a sample that is left out': [0.25, leavesSamplesOut] },
    holds: matches('confusionMatrix', reference.confusionMatrix, exact),
  }),

  'nothing-to-count-gives-zeros': property({
    given: [
      { opt: { labels: [0, 1] } },
      { opt: { labels: ['PYR'] } },
      { opt: { labels: [2, 0, 1] } },
      { opt: { labels: [0, 1], normalize: 'all' as const } },
    ],
    holds: async ({ confusionMatrix }, { opt }) =>
      same(
        await confusionMatrix([], [], opt),
        opt.labels.map(() => opt.labels.map(() => 0)),
        exact,
      ),
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
    holds: matches('confusionMatrix', reference.confusionMatrix, closedForm),
  }),

  'normalized-sums-are-one': property({
    given: anyLabels(),
    holds: async ({ confusionMatrix }, { yTrue, yPred }) => {
      const classes = reference.sortedClasses(yTrue, yPred)
      const ofTrue = await confusionMatrix(yTrue, yPred, { normalize: 'true' })
      const ofPred = await confusionMatrix(yTrue, yPred, { normalize: 'pred' })
      const ofAll = await confusionMatrix(yTrue, yPred, { normalize: 'all' })
      const oneFor = (y: Label[]) => classes.map((c) => (y.includes(c) ? 1 : 0))
      return all(
        same(ofTrue.map(sum), oneFor(yTrue), closedForm, {
          because: "With 'true' each row sums to 1, or to 0 if the class is not in yTrue.",
        }),
        same(
          classes.map((_, j) => sum(ofPred.map((row) => row[j]!))),
          oneFor(yPred),
          closedForm,
          { because: "With 'pred' each column sums to 1, or to 0 if the class is not in yPred." },
        ),
        same(sum(ofAll.map(sum)), 1, closedForm, { because: "With 'all' the whole matrix sums to 1." }),
      )
    },
  }),

  'accuracy-is-the-diagonal': property({
    given: anyLabels(),
    holds: async ({ accuracy, confusionMatrix }, { yTrue, yPred }) => {
      const matrix = await confusionMatrix(yTrue, yPred)
      return same(
        await accuracy(yTrue, yPred),
        sum(matrix.map((row, i) => row[i]!)) / yTrue.length,
        closedForm,
        { because: 'The accuracy must be the diagonal of the confusion matrix over the number of samples.' },
      )
    },
  }),

  'swapping-transposes': property({
    given: anyLabels({ maxLength: 6 }),
    holds: async ({ confusionMatrix }, { yTrue, yPred }) => {
      const matrix = await confusionMatrix(yTrue, yPred)
      return same(
        await confusionMatrix(yPred, yTrue),
        matrix.map((_, i) => matrix.map((row) => row[i]!)),
        exact,
        { because: 'Swapping the two lists must turn rows into columns.' },
      )
    },
  }),

  'renaming-moves-rows-and-columns': property({
    given: fc
      .record({ pair: pairedLabels(), names: fc.shuffledSubarray(['FS', 'PV', 'PYR'], { minLength: 3 }) })
      .map(({ pair, names }) => ({ ...pair, names })),
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

  'order-of-samples-is-free': property({
    given: anyLabels(),
    holds: orderFree(['confusionMatrix', 'accuracy', 'balancedAccuracy'], { samples: ['yTrue', 'yPred'] }),
  }),

  'balanced-matches-definition': property({
    given: anyLabels({ minLength: 1 }),
    covers: { 'a class that is only predicted': [0.15, isOnlyPredicted] },
    holds: matches('balancedAccuracy', reference.balancedAccuracy, closedForm),
  }),

  'one-answer-for-all-is-chance': property({
    given: fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 })
      .map((sizes) => sizes.flatMap((size, label) => Array<number>(size).fill(label)))
      .map((yTrue) => ({ yTrue, yPred: yTrue.map(() => 0) })),
    runs: 40,
    holds: async ({ balancedAccuracy }, { yTrue, yPred }) =>
      same(await balancedAccuracy(yTrue, yPred), 1 / new Set(yTrue).size, closedForm, {
        because: 'Only one class is recognised, and that one fully.',
      }),
  }),

  'perfect-prediction-is-diagonal': property({
    given: anyLabels().map(({ yTrue }) => ({ yTrue })),
    runs: 40,
    holds: async ({ accuracy, confusionMatrix, balancedAccuracy }, { yTrue }) => {
      const sizes = reference.sortedClasses(yTrue).map((c) => yTrue.filter((label) => label === c).length)
      return all(
        same(
          await confusionMatrix(yTrue, yTrue),
          sizes.map((size, i) => sizes.map((_, j) => (i === j ? size : 0))),
          exact,
        ),
        same(await accuracy(yTrue, yTrue), 1, closedForm),
        same(await balancedAccuracy(yTrue, yTrue), 1, closedForm),
      )
    },
  }),

  ...contract({ given: pairedLabels(), calls: legalCalls, badInput: badInput() }),
})

function legalCalls({ yTrue, yPred }: Pair) {
  return {
    accuracy: [yTrue, yPred],
    confusionMatrix: [yTrue, yPred, { labels: [2, 0, 1], normalize: 'true' }],
    balancedAccuracy: [yTrue, yPred],
  }
}

function badInput(): BadInput[] {
  const yTrue = [0, 0, 1, 1]
  const yPred = [0, 2, 1, 0]
  const good = [yTrue, yPred]
  const everywhere = ['accuracy', 'confusionMatrix', 'balancedAccuracy'].flatMap((fn): BadInput[] => [
    { fn, what: 'there are no samples', bad: [[], []], good, code: 'EMPTY' },
    { fn, what: 'yTrue and yPred differ in length', bad: [yTrue, [0, 2, 1]], good, code: 'SHAPE' },
    { fn, what: 'yTrue and yPred differ in length', bad: [[0, 0, 1], yPred], good, code: 'SHAPE' },
  ])
  const options = (what: string, wrong: object, right: object): BadInput => ({
    fn: 'confusionMatrix',
    what,
    bad: [...good, wrong],
    good: [...good, right],
    code: 'PARAM',
  })
  return [
    ...everywhere,
    {
      fn: 'confusionMatrix',
      what: 'yTrue and yPred differ in length',
      bad: [yTrue, [0, 2, 1], { labels: [0, 1] }],
      good: [...good, { labels: [0, 1] }],
      code: 'SHAPE',
    },
    options('labels is empty', { labels: [] }, { labels: [1] }),
    options('labels names a class twice', { labels: [0, 1, 0] }, { labels: [1, 0] }),
    options('no class of labels occurs anywhere', { labels: [5, 6] }, { labels: [5, 0] }),
    options('no class of labels occurs in yTrue', { labels: [2] }, { labels: [2, 1] }),
    options("normalize is 'rows'", { normalize: 'rows' }, { normalize: 'true' }),
  ]
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
