import fc from 'fast-check'
import {
  all,
  closedForm,
  exact,
  hygiene,
  must,
  pairedLabels,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import type { Label } from '#kit'
import takes from './confusion.takes.ts'

type Metrics = typeof import('./confusion.ts')

const neurons: [yTrue: Label[], yPred: Label[]] = [
  [0, 0, 1, 1, 1],
  [0, 1, 1, 1, 0],
]
const counts = [
  [1, 1],
  [1, 2],
]
const classes = [0, 1, 2]

export default properties<Metrics>({
  ...workedExamples<Metrics>({
    accuracy: [{ args: neurons, result: 0.6 }],
    confusionMatrix: [
      { args: neurons, result: counts },
      {
        args: [...neurons, { normalize: 'true' }],
        result: [
          [1 / 2, 1 / 2],
          [1 / 3, 2 / 3],
        ],
      },
      { args: [...neurons, { labels: [1] }], result: [[2]] },
    ],
    balancedAccuracy: [{ args: neurons, result: 7 / 12 }],
  }),

  'counts-add-up': property({
    given: everyClass(),
    runs: 30,
    holds: async ({ confusionMatrix }, { yTrue, yPred }) => {
      const matrix = await confusionMatrix(yTrue, yPred)
      return all(
        must(
          matrix.length === 3 && matrix.every((row) => row.length === 3),
          'Three classes make three rows and three columns.',
          { got: matrix },
        ),
        same(matrix.map(sum), howMany(yTrue), exact, {
          because: 'Row i must add up to the number of samples whose true class is i.',
        }),
        same(columnSums(matrix), howMany(yPred), exact, {
          because: 'Column j must add up to the number of samples that were called j.',
        }),
      )
    },
  }),

  'normalized-sums-are-one': property({
    given: pairedLabels({ maxLength: 6 }).map(({ yTrue, yPred }) => ({ yTrue, yPred, labels: classes })),
    runs: 30,
    covers: {
      'a class that is only predicted': [0.1, ({ yTrue, yPred }) => yPred.some((c) => !yTrue.includes(c))],
    },
    holds: async ({ confusionMatrix }, { yTrue, yPred, labels }) => {
      const oneFor = (y: Label[]) => classes.map((c) => (y.includes(c) ? 1 : 0))
      const [ofTrue, ofPred, ofAll] = await Promise.all(
        (['true', 'pred', 'all'] as const).map((normalize) =>
          confusionMatrix(yTrue, yPred, { labels, normalize }),
        ),
      )
      return all(
        same(ofTrue!.map(sum), oneFor(yTrue), closedForm, {
          because: "With 'true' each row sums to 1, or to 0 if the class is not in yTrue.",
        }),
        same(columnSums(ofPred!), oneFor(yPred), closedForm, {
          because: "With 'pred' each column sums to 1, or to 0 if the class is not in yPred.",
        }),
        same(sum(ofAll!.map(sum)), 1, closedForm, { because: "With 'all' the whole matrix sums to 1." }),
      )
    },
  }),

  'nothing-to-count-gives-zeros': property({
    given: [
      { opt: { labels: [0, 1] } },
      { opt: { labels: ['PYR'] } },
      { opt: { labels: [2, 0, 1] } },
      { opt: { labels: [0, 1], normalize: 'true' as const } },
      { opt: { labels: ['FS', ''], normalize: 'all' as const } },
    ],
    holds: async ({ confusionMatrix }, { opt }) =>
      same(
        await confusionMatrix([], [], opt),
        opt.labels.map(() => opt.labels.map(() => 0)),
        exact,
        { because: 'Nothing is counted, and labels says how large the matrix is.' },
      ),
  }),

  'one-answer-for-all-is-chance': property({
    given: fc
      .record({
        sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
        answer: fc.constantFrom(0, 1),
      })
      .map(({ sizes, answer }) => {
        const yTrue = sizes.flatMap((size, label) => Array<number>(size).fill(label))
        return { yTrue, yPred: yTrue.map(() => answer) }
      }),
    runs: 30,
    holds: async ({ balancedAccuracy }, { yTrue, yPred }) =>
      same(await balancedAccuracy(yTrue, yPred), 1 / new Set(yTrue).size, closedForm, {
        because: 'Only one class is recognised, and that one fully.',
      }),
  }),

  'accuracy/perfect-is-one': perfectIsOne('accuracy'),
  'balancedAccuracy/perfect-is-one': perfectIsOne('balancedAccuracy'),

  ...hygiene<Metrics>(takes),
})

function perfectIsOne(fn: 'accuracy' | 'balancedAccuracy') {
  return property<Metrics, { yTrue: Label[]; wrong: Label[] }>({
    given: pairedLabels({ maxLength: 6 }).map(({ yTrue }) => ({
      yTrue,
      wrong: yTrue.map((label) => Number(label) + 1),
    })),
    runs: 20,
    holds: async (student, { yTrue, wrong }) =>
      all(
        same(await student[fn](yTrue, yTrue), 1, closedForm, { because: 'Every sample is recognised.' }),
        same(await student[fn](yTrue, wrong), 0, closedForm, { because: 'No sample is recognised.' }),
      ),
  })
}

/** Samples of the classes 0, 1, 2, each of which occurs in both lists. */
function everyClass() {
  return pairedLabels().map(({ yTrue, yPred }) => ({
    yTrue: [...classes, ...yTrue],
    yPred: [1, 2, 0, ...yPred],
  }))
}

function howMany(y: Label[]): number[] {
  return classes.map((c) => y.filter((label) => label === c).length)
}

function columnSums(matrix: number[][]): number[] {
  return classes.map((j) => sum(matrix.map((row) => row[j]!)))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
