import {
  anyNumber,
  atLeast,
  numbers,
  optional,
  options,
  record,
  scalar,
  table,
  takes,
} from '#engine/spec/index.ts'

/** The units go with those of the rows, so that no prediction is out of range. */
const model = record({
  coef: numbers({ size: 'd', range: [1e-3, 1e3] }),
  intercept: scalar(anyNumber({ range: [1e-3, 1e3] })),
})

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./linear-regression.ts')>({
  fitLinear: {
    X: table({ n: [1, 8], range: [1e-2, 1e2] }),
    y: numbers({ like: 'X', range: [1e-3, 1e3] }),
    opt: options({
      alpha: optional(
        atLeast(0, { odd: [0, 1e-9, 0.1, 1e9], typical: [0, 0.5, 8, 1e-3, 1e3] }),
        0,
        [1, 0.1, 1e-3, 1e-6],
      ),
    }),
  },
  predictLinear: { model, X: table({ n: [1, 12], empty: 'legal', width: 'SHAPE', range: [1e-3, 1e3] }) },
})
