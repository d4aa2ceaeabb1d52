import {
  above,
  anyNumber,
  iterations,
  numbers,
  oneOfEach,
  optional,
  options,
  record,
  scalar,
  table,
  takes,
} from '#engine/spec/index.ts'

const rows = { width: 'SHAPE', range: [1e-3, 1e3], units: [2 ** 30, 2 ** -30, 1e9, 1e-9] } as const
/** Coefficients go with the unit of the rows, so that decision values keep their size, and stay near 0. */
const m = record({
  coef: numbers({ size: 'd', range: [1e-3, 10], units: [2 ** -30, 2 ** 30, 1e-9, 1e9], offsets: [0, 0.5] }),
  intercept: scalar(anyNumber({ range: [1e-3, 1], units: [1], offsets: [0, 0.5] })),
})

const binary = oneOfEach([0, 1], { like: 'X', others: [2, -1, 0.5, '1'] })
const nan = binary.faults('y').find(({ what }) => what.endsWith('2'))!
const y = {
  ...binary,
  faults: (name: string) => [
    ...binary.faults(name),
    { ...nan, what: 'y holds NaN', code: ['NON_FINITE', 'PARAM'] as const, apply: labelled(Number.NaN) },
  ],
}
const bothClasses = {
  ...y,
  faults: (name: string) => [
    ...y.faults(name),
    ...[0, 1].map((label) => ({
      what: `y holds only ${label}`,
      code: 'SINGLE_CLASS' as const,
      about: ['y'],
      apply: (args: Record<string, unknown>) => ({ ...args, y: (args.y as number[]).map(() => label) }),
    })),
  ],
}

const C = optional(above(0, { odd: [1e-9, 0.1, 100], typical: [0.25, 0.5, 1] }), 1, [0.5, 10, 100])

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./logistic-regression.ts')>({
  sigmoid: { z: scalar(anyNumber({ code: false })) },
  logisticLossAndGradient: { m, X: table({ n: [1, 6], ...rows }), y, C: scalar(C) },
  fitLogistic: {
    // Of the size of standardised features: so the README says.
    X: table({
      n: [2, 10],
      range: [1e-3, 3],
      most: 3,
      units: [0.25, 2 ** -10, 1e-3, 1e-9],
      offsets: [1, -2],
    }),
    y: bothClasses,
    opt: options({
      C,
      tol: optional(above(0, { odd: [1e-12, 0.5, 1e9], typical: [1e-3, 0.01] }), 1e-6, [1e-4, 1e-3, 1e-5]),
      maxIter: optional(iterations({ odd: [1, 2], typical: [3, 20, 200] }), 1000, [100, 300]),
    }),
  },
  predictProba: { m, X: table({ n: [1, 12], empty: 'legal', ...rows }) },
  predictLogistic: { m, X: table({ n: [1, 12], empty: 'legal', ...rows }) },
})

/** The arguments with another last label. */
function labelled(label: number) {
  return (args: Record<string, unknown>) => ({ ...args, y: (args.y as number[]).with(-1, label) })
}
