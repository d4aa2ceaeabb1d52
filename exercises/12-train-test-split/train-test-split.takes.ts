import {
  type Argument,
  labels,
  oneOf,
  optional,
  options,
  scalar,
  seeds,
  table,
  takes,
} from '#engine/spec/index.ts'

type Rows = unknown[]

const testSize = optional(
  {
    make: ({ rng, n }) => [0.1, 0.25, 0.5, 1, n - 1][rng.int(5)],
    odd: [],
    bad: [0, -0, -0.25, -1, 1.5, 2.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    code: 'PARAM',
  },
  0.25,
  [0.2, 0.5],
)
const opt = options({
  testSize,
  seed: seeds(),
  shuffle: optional(oneOf([true, false], { bad: [] }), true, [false]),
})
const samples = table({ n: [2, 8], nonFinite: false, empty: 'NOT_ENOUGH_SAMPLES' })

const toSplit: Argument = {
  ...samples,
  faults: (name) => [
    ...samples.faults(name),
    {
      what: 'there is one sample only',
      code: 'NOT_ENOUGH_SAMPLES',
      about: [name, 'y'],
      apply: (args) => ({
        ...args,
        [name]: (args[name] as Rows).slice(0, 1),
        y: (args.y as Rows).slice(0, 1),
      }),
    },
  ],
}

/** Nothing is left for training when all samples are asked for, or a share that is rounded up to all. */
const splitOptions: Argument = {
  ...opt,
  faults: (name) => [
    ...opt.faults(name),
    ...[
      { what: 'testSize is the number of samples', size: (n: number) => n },
      { what: 'testSize is rounded up to all samples', size: (n: number) => (n - 0.5) / n },
    ].map(({ what, size }) => ({
      what,
      code: 'PARAM' as const,
      about: [name],
      apply: (args: Record<string, unknown>) => ({
        ...args,
        [name]: { ...(args[name] as object), testSize: size((args.X as Rows).length) },
      }),
    })),
  ],
}

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./train-test-split.ts')>({
  shuffleTogether: {
    X: table({ n: [1, 8], nonFinite: false, empty: 'legal' }),
    y: labels({ like: 'X' }),
    seed: scalar(seeds()),
  },
  trainTestSplit: { X: toSplit, y: labels({ like: 'X' }), opt: splitOptions },
})
