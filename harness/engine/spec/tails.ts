/** Probabilities of the far end of a distribution: how often a correct program fails by bad luck. */

/** P(Z ≥ z) of a standard normal, with a relative error below 1e-7 also where it is tiny. */
export function normalTail(z: number): number {
  const half = chiSquareTail(z * z, 1) / 2
  return z >= 0 ? half : 1 - half
}

/** P(at least k of n), each with probability p and independent of the others. */
export function binomialTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  let sum = 0
  for (let i = k; i <= n; i++) {
    const term = binomial(n, i, p)
    sum += term
    if (i > n * p && term < sum * 1e-17) break
  }
  return Math.min(1, sum)
}

/**
 * P(X ≥ x) of χ² with df degrees of freedom: the regularised upper incomplete gamma function, by its series below
 * the mean and by its continued fraction above.
 *
 * @see Press et al., Numerical Recipes, section 6.2
 */
export function chiSquareTail(x: number, df: number): number {
  const a = df / 2
  const half = x / 2
  if (half <= 0) return 1
  const front = Math.exp(a * Math.log(half) - half - logGamma(a))
  if (half < a + 1) {
    let term = 1 / a
    let sum = term
    for (let i = 1; term > sum * 1e-17; i++) sum += term *= half / (a + i)
    return 1 - front * sum
  }
  let b = half + 1 - a
  let c = Number.MAX_VALUE
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 1000; i++) {
    const step = -i * (i - a)
    b += 2
    d = 1 / (step * d + b)
    c = b + step / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return front * fraction
}

/**
 * The largest p under which at most k of n is no rarer than `level`: the upper bound of Clopper and Pearson on a share
 * that was seen to be k/n.
 */
export function upperShare(k: number, n: number, level = 0.01): number {
  let [low, high] = [k / n, 1]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    let atMost = 0
    for (let seen = 0; seen <= k; seen++) atMost += binomial(n, seen, middle)
    if (atMost > level) low = middle
    else high = middle
  }
  return high
}

/** P(exactly k of n), for p between 0 and 1. */
function binomial(n: number, k: number, p: number): number {
  const logChoose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  return Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** ln Γ(x) for x > 0, by Lanczos's approximation (g = 7, n = 9). */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = coefficients.reduce((total, c, i) => total + c / (x + i), 0.99999999999980993)
  return Math.log(Math.sqrt(2 * Math.PI)) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
