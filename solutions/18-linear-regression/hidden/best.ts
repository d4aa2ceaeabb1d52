import { all, expectedFrom, must, type Verdict } from '#engine/spec/index.ts'
import type { LinearModel, Mat, Vec } from '#kit'
import { svdOf } from '#reference/linear-algebra/svd.ts'
import * as reference from '#reference/linear-model/linear.ts'

/**
 * Whether a model is the best one, as far as any sound method can tell: the slopes of the loss are 0, no weight is spent
 * where the data have no spread, and where they are well conditioned the coefficients are those of the reference.
 * Rounding counts relative to the largest column as given: that is what an SVD or a QR decomposition promises.
 */
export function isBest({ coef, intercept }: LinearModel, X: Mat, y: Vec, alpha = 0): Verdict {
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!))
  const got = { coef, intercept }
  if (coef.length !== columns.length)
    return must(false, 'There is one coefficient for each column.', { got: coef })
  if (![...coef, intercept].every(Number.isFinite))
    return must(false, 'Every number of the model is finite.', { got })
  const centred = columns.map((column) => column.map((value) => value - mean(column)))
  const rows = X.map((_, i) => centred.map((column) => column[i]!))
  const targets = y.map((target) => target - mean(y))
  const residuals = targets.map((target, i) => product(coef, rows[i]!) - target)

  const sizes = centred.map(norm)
  const largest = Math.max(...columns.map(norm))
  const rounding = 100 * Number.EPSILON
  const reach = sizes.reduce((sum, size, j) => sum + size * Math.abs(coef[j]!), norm(targets))
  const noise = rounding * Math.max(largest, Math.sqrt(alpha))
  const slopes = centred.map((column, j) => product(residuals, column) + alpha * coef[j]!)
  const steep = slopes.findIndex(
    (slope, j) =>
      Math.abs(slope) >
      1e-9 * (sizes[j]! * reach + alpha * Math.abs(coef[j]!)) +
        noise * (norm(residuals) + sizes[j]! * norm(coef)) +
        rounding * (sizes[j]! * norm(y) + rounding * largest * norm(y)),
  )

  const { s, v } = svdOf(rows)
  const directions = v.filter((_, k) => s[k]! > Math.max(X.length, coef.length) * Number.EPSILON * largest)
  const least = s[directions.length - 1] ?? 0
  const idle = directions.reduce((rest, d) => {
    const part = product(coef, d)
    return rest.map((w, j) => w - part * d[j]!)
  }, coef)
  // Without an SVD, a small alpha is all that keeps the weights along an idle direction down.
  const blur = alpha > 0 ? (rounding * largest ** 2) / alpha : 0
  const mostIdle = (1e-8 + blur + (least && (rounding * largest) / least)) * norm(coef)

  const expected = expectedFrom(() => reference.fitLinear(X, y, { alpha }))
  const isClear = least > 0 && largest / least < 1e3
  const slack =
    (1e-8 + (directions.length < coef.length ? blur : 0)) * Math.max(...expected.coef.map(Math.abs)) +
    (1e-13 * norm(y)) / Math.sqrt(least ** 2 + alpha)
  const level = mean(y) - coef.reduce((sum, w, j) => sum + w * mean(columns[j]!), 0)
  const reached = columns.reduce((sum, column, j) => sum + Math.abs(coef[j]!) * most(column), most(y))
  return all(
    must(
      steep < 0,
      `The loss can still be lowered: its slope with respect to coef[${steep}] is not 0 but ${(2 * (slopes[steep] ?? 0)).toPrecision(3)}.`,
      { got, expected },
    ),
    must(
      norm(idle) <= mostIdle + (1e-9 * norm(y)) / (largest || 1),
      'There are shorter weights that fit as well.',
      { got, expected },
    ),
    must(
      !isClear || coef.every((w, j) => Math.abs(w - expected.coef[j]!) <= slack),
      'The coefficients are not those of the smallest loss.',
      { got, expected },
    ),
    must(
      Math.abs(intercept - level) <= 1e-9 * reached,
      'The line does not run through the point of the means.',
      { got, expected },
    ),
  )
}

function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function norm(values: Vec): number {
  return Math.hypot(...values)
}

function most(values: Vec): number {
  return Math.max(...values.map(Math.abs))
}

function product(a: Vec, b: Vec): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}
