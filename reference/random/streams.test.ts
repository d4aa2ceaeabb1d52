import seedrandom from 'seedrandom'
import { expect, test } from 'vitest'
import { type Stream, stream } from '#data'

const N = 20_000

/** How far the mean of N draws lies from what it should be, in standard errors: 5 is one in 1.7 million. */
function errorOfMean(expected: number, sd: number, sample: (random: Stream) => number): number {
  const random = stream(1, 'mean')
  let sum = 0
  for (let i = 0; i < N; i++) sum += sample(random)
  return Math.abs(sum / N - expected) / (sd / Math.sqrt(N))
}

test('a stream is seedrandom under its seed and name', () => {
  const expected = seedrandom('7/emails')
  const random = stream(7, 'emails')
  expect([random.next(), random.next()]).toEqual([expected(), expected()])
})

test('a stream repeats itself, and no other name or seed does', () => {
  const start = (seed: number, name: string) => {
    const random = stream(seed, name)
    return [random.next(), random.int(1000), random.normal(), random.poisson(50)]
  }
  expect(start(1, 'a')).toEqual(start(1, 'a'))
  expect(start(1, 'a')).not.toEqual(start(1, 'b'))
  expect(start(1, 'a')).not.toEqual(start(2, 'a'))
})

test('what one stream draws does not shift another', () => {
  const first = stream(1, 'a')
  const second = stream(1, 'b')
  const untouched = stream(1, 'b')
  first.truncatedNormal(0, 1, 0, 1)
  expect(second.next()).toBe(untouched.next())
})

test('a log-normal has its median and sigma', () => {
  expect(errorOfMean(Math.log(8), 0.7, (r) => Math.log(r.lognormal(8, 0.7)))).toBeLessThan(5)
  // The square of a standard normal has mean 1 and variance 2.
  const squared = (r: Stream) => (Math.log(r.lognormal(8, 0.7) / 8) / 0.7) ** 2
  expect(errorOfMean(1, Math.SQRT2, squared)).toBeLessThan(5)
  expect(stream(1, 'a').lognormal(8, 0)).toBe(8)
})

test.each([0.5, 12, 30, 75])('a Poisson count of %d has that mean and that variance', (lambda) => {
  expect(errorOfMean(lambda, Math.sqrt(lambda), (r) => r.poisson(lambda))).toBeLessThan(5)
  const fourthMoment = 3 * lambda ** 2 + lambda
  const deviation = (r: Stream) => (r.poisson(lambda) - lambda) ** 2
  expect(errorOfMean(lambda, Math.sqrt(fourthMoment - lambda ** 2), deviation)).toBeLessThan(5)
})

test('a Poisson count of 0 is 0', () => {
  expect(stream(1, 'a').poisson(0)).toBe(0)
})

test('a truncated normal stays in its range, and is normal there', () => {
  const random = stream(1, 'a')
  for (let i = 0; i < 1000; i++) {
    const value = random.truncatedNormal(3, 2, 4, 5)
    expect(value >= 4 && value <= 5).toBe(true)
  }
  // Half a standard normal: mean √(2/π), variance 1 − 2/π.
  const half = (r: Stream) => r.truncatedNormal(0, 1, 0, 40)
  expect(errorOfMean(Math.sqrt(2 / Math.PI), Math.sqrt(1 - 2 / Math.PI), half)).toBeLessThan(5)
})

test('categories come up in the proportion of their weights, and those of weight 0 never', () => {
  const weights = [0, 1, 0, 3, 4, 0]
  for (const [i, weight] of weights.entries()) {
    const share = weight / 8
    const error = errorOfMean(share, Math.sqrt(share * (1 - share)) || 1, (r) =>
      r.categorical(weights) === i ? 1 : 0,
    )
    if (weight === 0) expect(error).toBe(0)
    else expect(error).toBeLessThan(5)
  }
})

test('a category is the inverse of the cumulative distribution', () => {
  const uniform = stream(1, 'a')
  const random = stream(1, 'a')
  for (let i = 0; i < 100; i++) expect(random.categorical([1, 1, 1, 1])).toBe(Math.floor(uniform.next() * 4))
})

test.each<[string, string, (random: Stream) => number]>([
  ['a median of 0', 'PARAM', (r) => r.lognormal(0, 1)],
  ['a negative sigma', 'PARAM', (r) => r.lognormal(1, -1)],
  ['a negative lambda', 'PARAM', (r) => r.poisson(-1)],
  ['an infinite lambda', 'PARAM', (r) => r.poisson(Number.POSITIVE_INFINITY)],
  ['an empty range', 'PARAM', (r) => r.truncatedNormal(0, 1, 1, 1)],
  ['an SD of 0', 'PARAM', (r) => r.truncatedNormal(0, 0, 1, 2)],
  ['no weights', 'EMPTY', (r) => r.categorical([])],
  ['weights of 0', 'PARAM', (r) => r.categorical([0, 0])],
  ['a negative weight', 'PARAM', (r) => r.categorical([2, -1])],
  ['a weight that is NaN', 'NON_FINITE', (r) => r.categorical([1, Number.NaN])],
])('%s is refused with %s', (_, code, call) => {
  expect(() => call(stream(1, 'a'))).toThrow(expect.objectContaining({ code }))
})
