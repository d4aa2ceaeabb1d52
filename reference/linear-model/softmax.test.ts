import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Label, type Mat, type SoftmaxModel, type Vec } from '#kit'
import { labels } from '../testing/arbitraries.ts'
import { fitLogistic, predictProba } from './logistic.ts'
import { fitSoftmax, predictSoftmax, predictSoftmaxProba, softmaxLossAndGradient } from './softmax.ts'

const runs = { seed: 1, numRuns: 40 }
const total = (values: Vec) => values.reduce((sum, value) => sum + value, 0)
const strengths = fc.constantFrom(0.01, 0.5, 1, 10)
/** Samples of K classes around centres that overlap, every class at least once; and a model unrelated to them. */
const problem = fc
  .record({
    seed: fc.nat(10_000),
    n: fc.integer({ min: 6, max: 20 }),
    d: fc.integer({ min: 1, max: 3 }),
    K: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ seed, n, d, K }) => {
    const random = createRng(`problem/${seed}`)
    const row = (length: number, centre = 0) => Array.from({ length }, () => centre + random.normal())
    const codes = Array.from({ length: n }, (_, i) => (i < K ? i : random.int(K)))
    const X = codes.map((code) => row(d, code / 2))
    const model: SoftmaxModel = { classes: row(K).map((_, k) => k), W: row(K).map(() => row(d)), b: row(K) }
    return { X, codes, model, K }
  })

/** The objective, written out. */
function objective({ W, b }: SoftmaxModel, X: Mat, codes: number[], C: number): number {
  const losses = X.map((x, i) => {
    const powers = W.map((w, k) => Math.exp(w.reduce((sum, weight, j) => sum + weight * x[j]!, b[k]!)))
    return -Math.log(powers[codes[i]!]! / total(powers))
  })
  return total(W.flat().map((weight) => weight ** 2)) / 2 + C * total(losses)
}

describe('softmaxLossAndGradient', () => {
  test('of a model of zeros is C · n · log K', () => {
    const model = { classes: [0, 1, 2], W: [[0], [0], [0]], b: [0, 0, 0] }
    const { loss, gradW, gradB } = softmaxLossAndGradient(model, [[3], [6]], [0, 2], 2)
    expect(loss).toBeCloseTo(2 * 2 * Math.log(3), 12)
    // p is 1/3 everywhere: (1/3 − 1) · 3 + 1/3 · 6, 1/3 · 3 + 1/3 · 6 and 1/3 · 3 + (1/3 − 1) · 6, times C.
    for (const [k, slope] of [0, 6, -6].entries()) expect(gradW[k]![0]).toBeCloseTo(slope, 12)
    for (const [k, slope] of [-1, 2, -1].entries()) expect(gradB[k]).toBeCloseTo((slope * 2) / 3, 12)
  })

  test('is the objective and its slope', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes, model }, C) => {
        const { loss, gradW, gradB } = softmaxLossAndGradient(model, X, codes, C)
        expect(loss / objective(model, X, codes, C)).toBeCloseTo(1, 12)
        const slopeOf = (moved: (by: number) => SoftmaxModel) =>
          (objective(moved(1e-5), X, codes, C) - objective(moved(-1e-5), X, codes, C)) / 2e-5
        for (const [k, w] of model.W.entries()) {
          const bSlope = slopeOf((by) => ({ ...model, b: model.b.with(k, model.b[k]! + by) }))
          expect(Math.abs(gradB[k]! - bSlope)).toBeLessThan(1e-6 + 1e-5 * Math.abs(bSlope))
          for (const j of w.keys()) {
            const slope = slopeOf((by) => ({ ...model, W: model.W.with(k, w.with(j, w[j]! + by)) }))
            expect(Math.abs(gradW[k]![j]! - slope)).toBeLessThan(1e-6 + 1e-5 * Math.abs(slope))
          }
        }
      }),
      runs,
    )
  })

  test('stands logits of any size', () => {
    const model = { classes: [0, 1], W: [[1000], [-1000]], b: [0, 0] }
    expect(softmaxLossAndGradient(model, [[1]], [1], 1)).toEqual({
      loss: 1e6 + 2000,
      gradW: [[1001], [-1001]],
      gradB: [1, -1],
    })
  })
})

describe('fitSoftmax', () => {
  test('ends where the gradient is 0', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes }, C) => {
        const { gradW, gradB } = softmaxLossAndGradient(fitSoftmax(X, codes, { C }), X, codes, C)
        for (const slope of [...gradW.flat(), ...gradB])
          expect(Math.abs(slope)).toBeLessThanOrEqual(1e-6 * (1 + 1e-9))
      }),
      runs,
    )
  })

  test('has no neighbour that does better', () => {
    fc.assert(
      fc.property(
        problem,
        strengths,
        fc.constantFrom(1, 0.1, 0.001),
        ({ X, codes, model: away }, C, distance) => {
          const model = fitSoftmax(X, codes, { C })
          const least = objective(model, X, codes, C)
          const moved = {
            ...model,
            W: model.W.map((w, k) => w.map((weight, j) => weight + distance * away.W[k]![j]!)),
            b: model.b.map((value, k) => value + distance * away.b[k]!),
          }
          expect(objective(moved, X, codes, C)).toBeGreaterThanOrEqual(least * (1 - 1e-12))
        },
      ),
      runs,
    )
  })

  test('centres the intercepts, and every column of W is centred at the minimum', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes }, C) => {
        const { W, b } = fitSoftmax(X, codes, { C })
        expect(Math.abs(total(b))).toBeLessThan(1e-12 * (1 + Math.max(...b.map(Math.abs))))
        for (const j of W[0]!.keys()) expect(Math.abs(total(W.map((w) => w[j]!)))).toBeLessThan(1e-6)
      }),
      runs,
    )
  })

  test('expects as many of each class as there are', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes, K }, C) => {
        const proba = predictSoftmaxProba(fitSoftmax(X, codes, { C }), X)
        for (let k = 0; k < K; k++)
          expect(total(proba.map((p) => p[k]!)) - codes.filter((code) => code === k).length).toBeCloseTo(0, 3)
      }),
      runs,
    )
  })

  test('of two classes has the probabilities of logistic regression with twice the C', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes }, C) => {
        const y = codes.map((code) => (code === 0 ? 0 : 1)) as (0 | 1)[]
        const logistic = predictProba(fitLogistic(X, y, { C: 2 * C }).model, X)
        for (const [i, p] of predictSoftmaxProba(fitSoftmax(X, y, { C }), X).entries())
          expect(Math.abs(p[1]! - logistic[i]!)).toBeLessThan(1e-5)
      }),
      runs,
    )
  })

  test('does not see the order of the samples, and twice the data with half the C is the same', () => {
    fc.assert(
      fc.property(problem, strengths, ({ X, codes }, C) => {
        const proba = predictSoftmaxProba(fitSoftmax(X, codes, { C }), X).flat()
        const same = (model: SoftmaxModel) => {
          for (const [i, p] of predictSoftmaxProba(model, X).flat().entries())
            expect(Math.abs(p - proba[i]!)).toBeLessThan(1e-5)
        }
        same(fitSoftmax(X.toReversed(), codes.toReversed(), { C }))
        same(fitSoftmax([...X, ...X], [...codes, ...codes], { C: C / 2 }))
      }),
      runs,
    )
  })

  test('sorts its classes, and another name moves the columns along', () => {
    fc.assert(
      fc.property(problem, ({ X, codes, K }) => {
        const names = ['z', 'b', 'y', 'a'].slice(0, K)
        const model = fitSoftmax(
          X,
          codes.map((code) => names[code]!),
        )
        expect(model.classes).toEqual(names.toSorted())
        const byCode = predictSoftmaxProba(fitSoftmax(X, codes), X)
        for (const [i, p] of predictSoftmaxProba(model, X).entries())
          for (const [k, name] of model.classes.entries())
            expect(Math.abs(p[k]! - byCode[i]![names.indexOf(String(name))]!)).toBeLessThan(1e-6)
      }),
      runs,
    )
    expect(fitSoftmax([[1], [2], [3]], [10, 9, -1]).classes).toEqual([-1, 9, 10])
  })

  test('with little C leaves the shares of the classes', () => {
    const model = fitSoftmax([[5], [1], [2], [3]], ['a', 'a', 'a', 'b'], { C: 1e-9, tol: 1e-16 })
    expect(Math.abs(model.W[0]![0]!)).toBeLessThan(1e-6)
    expect(model.b[0]! - model.b[1]!).toBeCloseTo(Math.log(3), 6)
  })

  test('separates clusters, in any unit and with any C', () => {
    const random = createRng('clusters')
    const y = Array.from({ length: 30 }, (_, i) => ['nrem', 'rem', 'wake'][i % 3]!)
    for (const unit of [1e-3, 1, 1e3])
      for (const C of [1, 100]) {
        const X = y.map((_, i) => [unit * (6 * (i % 3) + random.normal()), unit * random.normal()])
        const model = fitSoftmax(X, y, { C })
        expect(model.W.flat().every(Number.isFinite)).toBe(true)
        if (unit >= 1) expect(predictSoftmax(model, X)).toEqual(y)
      }
  })

  test('stops after maxIter, or where rounding leaves nothing to gain', () => {
    const X = [[1], [2], [3], [4]]
    const y = [0, 1, 0, 1]
    const first = fitSoftmax(X, y, { maxIter: 1 })
    expect(first).not.toEqual(fitSoftmax(X, y))
    expect(objective(first, X, y, 1)).toBeLessThan(4 * Math.LN2)
    const far = [[30.1], [-100.2], [99.7], [5.3]]
    expect(fitSoftmax(far, y, { tol: 1e-300, maxIter: 1e9 })).toEqual(fitSoftmax(far, y, { tol: 1e-300 }))
  })

  test('takes back a step that overshoots', () => {
    // Found by search: here a full Newton step leads uphill.
    const X = [
      [-0.125, 0.375],
      [-40.875, 2.625],
      [-0.5, -4.875],
      [0.375, -0.625],
      [-3.375, -1.125],
      [0, 4.125],
      [-20.625, -0.25],
    ]
    const y = [0, 1, 2, 3, 0, 0, 0]
    for (const C of [100, 1e5]) {
      const { gradW, gradB } = softmaxLossAndGradient(fitSoftmax(X, y, { C }), X, y, C)
      for (const slope of [...gradW.flat(), ...gradB]) expect(Math.abs(slope)).toBeLessThan(1e-6)
    }
  })
})

describe('predictions', () => {
  const model: SoftmaxModel = { classes: ['a', 'b', 'c'], W: [[1], [-1], [0]], b: [0, 0, 0] }

  test('are softmax of the logits', () => {
    const [p] = predictSoftmaxProba(model, [[1]])
    const powers = [Math.E, 1 / Math.E, 1]
    for (const [k, power] of powers.entries()) expect(p![k]).toBeCloseTo(power / total(powers), 12)
    expect(predictSoftmax(model, [[1], [-1]])).toEqual(['a', 'b'])
  })

  test('sum to 1 and do not see a constant on all intercepts', () => {
    fc.assert(
      fc.property(problem, ({ X, model: any }) => {
        const proba = predictSoftmaxProba(any, X)
        const shifted = predictSoftmaxProba({ ...any, b: any.b.map((value) => value + 3) }, X)
        for (const [i, p] of proba.entries()) {
          expect(total(p)).toBeCloseTo(1, 12)
          for (const [k, value] of p.entries()) expect(shifted[i]![k]).toBeCloseTo(value, 12)
        }
      }),
      runs,
    )
  })

  test('stand logits of any size, and ties go to the smallest class', () => {
    expect(predictSoftmaxProba(model, [[1000], [-1000]])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ])
    expect(predictSoftmax(model, [[0]])).toEqual(['a'])
    expect(predictSoftmax(model, [])).toEqual([])
  })

  test('answer with the labels that were given', () => {
    fc.assert(
      fc.property(labels(2, 12), (y: Label[]) => {
        fc.pre(new Set(y).size > 1)
        const X = y.map((label) => [...new Set(y)].map((other) => (label === other ? 3 : 0)))
        expect(predictSoftmax(fitSoftmax(X, y, { C: 10 }), X)).toEqual(y)
      }),
      runs,
    )
  })
})
