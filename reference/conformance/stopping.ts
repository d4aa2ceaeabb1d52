/**
 * How far from the optimum the probabilities are where an optimiser stops at a slope of 1e-6, its default:
 * node reference/conformance/stopping.ts
 */
import type { Label, Mat } from '#kit'
import { fitLogistic, predictProba } from '../linear-model/logistic.ts'
import { fitSoftmax, predictSoftmaxProba } from '../linear-model/softmax.ts'
import { readFixture } from './measure.ts'

interface Asked {
  X: Mat
  y: Label[]
  opt: { C: number }
}
type Probabilities = (X: Mat, y: Label[], opt: { C: number; tol?: number }) => number[]

const optimisers: Record<string, Probabilities> = {
  fitLogistic: (X, y, opt) => predictProba(fitLogistic(X, y as (0 | 1)[], opt).model, X),
  fitSoftmax: (X, y, opt) => predictSoftmaxProba(fitSoftmax(X, y, opt), X).flat(),
}

for (const [fn, probabilities] of Object.entries(optimisers))
  for (const C of [1e-4, 1e-3, 0.01, 0.1, 1, 10, 100]) {
    let farthest = 0
    let largestRatio = 0
    for (const { input, expect } of readFixture(fn).cases) {
      if (Object.hasOwn(Object(expect), 'throws')) continue
      const { X, y } = input as unknown as Asked
      const exact = probabilities(X, y, { C, tol: 1e-14 })
      const gap = Math.max(...probabilities(X, y, { C }).map((p, i) => Math.abs(p - exact[i]!)))
      farthest = Math.max(farthest, gap)
      largestRatio = Math.max(largestRatio, gap / (1e-6 / (C * X.length)))
    }
    console.log(`${fn}, C = ${C}: ${farthest.toExponential(0)}, ${largestRatio.toFixed(2)} tol / (C n)`)
  }
