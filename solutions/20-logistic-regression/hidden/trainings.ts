import fc from 'fast-check'
import { expectedFrom, gridNumber, oncePerCase } from '#engine/spec/index.ts'
import { createRng, type Mat } from '#kit'
import { neuronTable } from '#reference/data/neuron-table.ts'
import { fitLogistic } from '#reference/linear-model/logistic.ts'
import { fitStandardScaler, transform } from '#reference/preprocessing/scaler.ts'

type Binary = 0 | 1
export type Options = { C?: number; tol?: number; maxIter?: number }
type Training = { X: Mat; y: Binary[]; opt: Options }

/** Enough for the slowest sound method, gradient descent with one step size. */
const patient = { maxIter: 5000 }

// Where training must reach the lowest point, the data are fixed. Gradient descent that takes any step that
// lowers J can be unlucky: a halved step that is nearly too long makes it swing across the valley for thousands of
// iterations. On these sets 64 kinds of gradient descent were tried, and none ends above 2e-4.
export const ordinary = (
  [
    [6, 1, 1],
    [8, 2, 0.5],
    [8, 1, 0.25],
    [10, 3, 1],
    [12, 3, 0.25],
    [16, 3, 0.5],
    [20, 1, 1],
    [24, 3, 0.125],
    [32, 3, 1],
    [40, 2, 0.5],
  ] as const
).map(([n, d, C], i) => training(`ordinary ${i}`, n, d, { C }))

/** Data of shapes that a short cut would get wrong. */
export const special: Training[] = [
  { X: [[-1], [1]], y: [0, 1], opt: { C: 1, ...patient } },
  { X: [[-2], [-1], [1], [2]], y: [0, 0, 1, 1], opt: { C: 1, ...patient } },
  // All 0, and a feature that is the same everywhere: the intercept does the work.
  { X: [[0], [0], [0], [0]], y: [0, 1, 1, 1], opt: { C: 1, ...patient } },
  training('more features than samples', 5, 8, { C: 0.5 }),
  training('many samples', 300, 2, { C: 1 / 32 }),
  { ...neurons(1), opt: { C: 1, ...patient } },
  training('small C', 24, 2, { C: 0.01, tol: 1e-7 }),
  changed(training('tiny feature', 20, 3, { C: 1 }), ([a, b, c]) => [a!, b! / 1000, c!]),
  changed(training('nearly the same feature twice', 20, 2, { C: 0.5 }), ([a, b]) => [a!, a! + b! / 100]),
  changed(training('very nearly', 20, 2, { C: 0.5 }), ([a, b]) => [a!, a! + b! / 10_000]),
  changed(training('the same feature twice', 20, 1, { C: 0.5 }), ([a]) => [a!, a!]),
  changed(training('sizes 1 to 0.001', 24, 4, { C: 0.5 }), (row) => row.map((x, j) => x / 10 ** j)),
]

/** The optimum to full precision. */
export const lowestPoint = oncePerCase(({ X, y, opt }: Training) =>
  expectedFrom(() => fitLogistic(X, y, { C: opt.C!, tol: 1e-11, maxIter: 100 })),
)

/** Data of any labels, also such that gradient descent can not finish: few iterations, no matter. */
export function trainings(Cs: number[], tols: number[], limits: number[]) {
  const quarter = gridNumber({ min: -2, max: 2, den: 4 })
  const rows = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.array(fc.tuple(fc.constantFrom<Binary>(0, 0, 1), quarter, quarter, quarter), {
      minLength: 4,
      maxLength: 16,
    }),
  )
  return fc
    .tuple(rows, fc.constantFrom(...Cs), fc.constantFrom(...tols), fc.constantFrom(...limits))
    .map(([[d, list], C, tol, maxIter]) => ({
      X: list.map(([, ...row]) => row.slice(0, d)),
      y: list.map(([label], i): Binary => (i === 0 ? 0 : i === 1 ? 1 : label)),
      opt: { C, tol, maxIter },
    }))
}

/**
 * Data of the size of standardised features. Class 1 is the rarer one and lies higher in the first feature; the
 * classes overlap. The first two samples make sure that both occur.
 */
export function training(seed: string, n: number, d: number, opt: Options): Training {
  const { next, normal } = createRng(`logistic-regression ${seed}`)
  const y = Array.from({ length: n }, (_, i): Binary => (i === 1 || (i > 1 && next() < 1 / 3) ? 1 : 0))
  const noise = () => Math.max(-2, Math.min(2, Math.round(4 * normal()) / 4))
  const X = y.map((label) =>
    Array.from({ length: d }, (_, j) => noise() + (j > 0 ? 0 : label === 1 ? 0.75 : -0.5)),
  )
  return { X, y, opt: { ...opt, ...patient } }
}

function changed({ X, y, opt }: Training, row: (row: number[]) => number[]): Training {
  return { X: X.map(row), y, opt }
}

/** 60 neurons of the generator, with standardised features. */
function neurons(seed: number) {
  const { X, y } = neuronTable(seed, { n: 60 })
  return { X: transform(fitStandardScaler(X), X), y }
}
