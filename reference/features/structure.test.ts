import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stream } from '#data'
import { randomOrder } from '../random/order.ts'
import { populationSd } from '../statistics/descriptive.ts'
import { anyNumber, anyVector, dyadic } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { detectSpikes, extractSnippets, noiseSigma } from './structure.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const runs = { seed: 1, numRuns: 300 }
/** A background of ±1, for a sigma of 1/0.6745, with other samples in some places. */
const background = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1))
const dips = (n: number, places: Record<number, number>) =>
  background(n).map((value, i) => places[i] ?? value)
/** Mostly ±1, with deep samples that are often neighbours and often equal. */
const spiky = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(1, -1) },
    { weight: 1, arbitrary: fc.constantFrom(-9, -12, -16, 20) },
  ),
  { minLength: 1, maxLength: 40 },
)
const refractory = fc.integer({ min: 1, max: 8 })

/** Indices by the words of the definition, sample by sample. */
function byDefinition(trace: number[], k: number, rest: number): number[] {
  const below = trace.map((value) => value < -k * noiseSigma(trace))
  const accepted: number[] = []
  for (let start = 0; start < trace.length; start++) {
    if (!below[start] || below[start - 1]) continue
    let end = start
    while (below[end + 1]) end++
    const run = trace.slice(start, end + 1)
    const trough = start + run.indexOf(Math.min(...run))
    if (accepted.length === 0 || trough >= accepted.at(-1)! + rest) accepted.push(trough)
  }
  return noiseSigma(trace) === 0 ? [] : accepted
}

test('the example of the exercise', () => {
  const trace = dips(100, { 50: -100 })
  expect(detectSpikes(trace)).toEqual([50])
  const { snippets, kept } = extractSnippets(trace, [50], 2, 3)
  expect(snippets).toEqual([[1, -1, -100, -1, 1, -1]])
  expect(kept).toEqual([50])
})

describe('the noise', () => {
  test('is the median of the absolute samples over 0.6745', () => {
    expect(noiseSigma([-3, 1, 2])).toBe(2 / 0.6745)
    expect(noiseSigma([-3, 1, 2, -10])).toBe(2.5 / 0.6745)
    expect([noiseSigma([0, 0, 5]), noiseSigma([-7])]).toEqual([0, 7 / 0.6745])
  })

  test('of normal samples is their SD; 2 % of spikes at −20 SD move it little, and triple the SD', () => {
    const noises: number[] = []
    const shifts: number[] = []
    const sds: number[] = []
    for (let seed = 0; seed < 20; seed++) {
      const random = stream(seed, 'noise')
      const trace = Array.from({ length: 8_000 }, random.normal)
      const clean = noiseSigma(trace)
      for (const i of randomOrder(8_000, random).slice(0, 160)) trace[i] = -20
      noises.push(clean)
      shifts.push(noiseSigma(trace) / clean - 1)
      sds.push(populationSd(trace))
    }
    // measured 0.981 … 1.039; five SE are 0.065
    expect(Math.max(...noises.map((sigma) => Math.abs(sigma - 1)))).toBeLessThan(0.065)
    // measured 2.0 … 3.0 %
    expect(Math.max(...shifts)).toBeLessThan(0.04)
    // measured 2.966 … 2.976
    expect(Math.min(...sds)).toBeGreaterThan(2.9)
  })
})

describe('a spike', () => {
  test('is the first smallest sample of a run below the threshold', () => {
    expect(detectSpikes(dips(80, { 20: -10, 21: -30, 22: -30, 23: -10 }))).toEqual([21])
    expect(detectSpikes(dips(80, { 0: -30, 79: -40 }))).toEqual([0, 79])
  })

  test('is strictly below −k sigma', () => {
    const trace = dips(80, { 20: -100 })
    const k = 100 / noiseSigma(trace)
    expect(-k * noiseSigma(trace)).toBe(-100)
    expect(detectSpikes(trace, { k })).toEqual([])
    expect(detectSpikes(dips(80, { 20: -100.5 }), { k })).toEqual([20])
  })

  test('is negative', () => {
    expect(detectSpikes(dips(80, { 20: 100 }))).toEqual([])
  })

  test('needs noise around it', () => {
    expect(detectSpikes([0, 0, 0, -100, 0])).toEqual([])
  })

  test('that comes too soon after an accepted one is left out, though it be deeper', () => {
    const trace = dips(120, { 20: -50, 40: -90, 50: -50, 79: -50 })
    expect(detectSpikes(trace)).toEqual([20, 50])
    expect(detectSpikes(trace, { refractory: 29 })).toEqual([20, 50, 79])
    expect(detectSpikes(trace, { refractory: 1 })).toEqual([20, 40, 50, 79])
  })

  test('is where the definition says', () => {
    fc.assert(
      fc.property(spiky, refractory, (trace, rest) => {
        expect(detectSpikes(trace, { refractory: rest })).toEqual(byDefinition(trace, 5, rest))
      }),
      runs,
    )
  })

  test('is a local minimum below the threshold, apart from the next by the refractory period', () => {
    fc.assert(
      fc.property(spiky, refractory, (trace, rest) => {
        const found = detectSpikes(trace, { k: 3, refractory: rest })
        for (const [j, i] of found.entries()) {
          expect(trace[i]).toBeLessThan(-3 * noiseSigma(trace))
          expect(trace[i]! <= (trace[i - 1] ?? 0) && trace[i]! <= (trace[i + 1] ?? 0)).toBe(true)
          if (j > 0) expect(i - found[j - 1]!).toBeGreaterThanOrEqual(rest)
        }
      }),
      runs,
    )
  })

  test('is at the same place in another unit', () => {
    fc.assert(
      fc.property(spiky, fc.constantFrom(0.125, 4, 1024), (trace, unit) => {
        const changed = trace.map((value) => unit * value)
        expect(noiseSigma(changed)).toBe(unit * noiseSigma(trace))
        expect(detectSpikes(changed, { refractory: 3 })).toEqual(detectSpikes(trace, { refractory: 3 }))
      }),
      runs,
    )
  })
})

describe('a snippet', () => {
  const window = fc.tuple(fc.nat(5), fc.nat(5))

  test('has the spike at place pre, and is left out when it does not fit', () => {
    const trace = [0, 1, 2, 3, 4, 5]
    expect(extractSnippets(trace, [0, 1, 3, 4], 1, 2)).toEqual({
      snippets: [
        [0, 1, 2, 3],
        [2, 3, 4, 5],
      ],
      kept: [1, 3],
    })
    expect(extractSnippets(trace, [0, 5], 0, 0)).toEqual({ snippets: [[0], [5]], kept: [0, 5] })
    expect(extractSnippets(trace, [], 1, 1)).toEqual({ snippets: [], kept: [] })
  })

  test('is the window around its spike; what fits is kept, in order', () => {
    const given = fc
      .array(dyadic, { minLength: 1, maxLength: 20 })
      .chain((trace) => fc.tuple(fc.constant(trace), fc.subarray([...trace.keys()])))
    fc.assert(
      fc.property(given, window, ([trace, spikes], [pre, post]) => {
        const { snippets, kept } = extractSnippets(trace, spikes, pre, post)
        expect(kept).toEqual(spikes.filter((i) => i >= pre && i <= trace.length - 1 - post))
        expect(snippets).toEqual(
          kept.map((i) => Array.from({ length: pre + post + 1 }, (_, offset) => trace[i - pre + offset])),
        )
      }),
      runs,
    )
  })
})

const samples = [1, -1, 1]
test.each<[string, string, () => unknown]>([
  ['EMPTY', 'noise of nothing', () => noiseSigma([])],
  ['NON_FINITE', 'noise with NaN', () => noiseSigma([1, nan])],
  ['EMPTY', 'spikes of nothing', () => detectSpikes([])],
  ['NON_FINITE', 'spikes of an infinity', () => detectSpikes([1, -infinity])],
  ['PARAM', 'k = 0', () => detectSpikes(samples, { k: 0 })],
  ['PARAM', 'k = −1', () => detectSpikes(samples, { k: -1 })],
  ['PARAM', 'k infinite', () => detectSpikes(samples, { k: infinity })],
  ['PARAM', 'a refractory period of 0', () => detectSpikes(samples, { refractory: 0 })],
  ['PARAM', 'a refractory period of 1.5', () => detectSpikes(samples, { refractory: 1.5 })],
  ['PARAM', 'bad options, though the trace is silent', () => detectSpikes([0, 0], { k: 0 })],
  ['EMPTY', 'snippets of nothing', () => extractSnippets([], [], 0, 0)],
  ['NON_FINITE', 'snippets of NaN', () => extractSnippets([nan], [0], 0, 0)],
  ['PARAM', 'spikes out of order', () => extractSnippets(samples, [2, 1], 0, 0)],
  ['PARAM', 'a spike after the end', () => extractSnippets(samples, [3], 0, 0)],
  ['PARAM', 'a spike before the start', () => extractSnippets(samples, [-1], 0, 0)],
  ['PARAM', 'a spike between samples', () => extractSnippets(samples, [0.5], 0, 0)],
  ['PARAM', 'pre below 0', () => extractSnippets(samples, [1], -1, 0)],
  ['PARAM', 'post of half a sample', () => extractSnippets(samples, [1], 0, 0.5)],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any trace is structured or refused', () => {
  fuzz(noiseSigma, fc.tuple(anyVector))
  const trace = fc.oneof(spiky, anyVector)
  const options = fc.record(
    { k: anyNumber, refractory: fc.oneof(refractory, anyNumber) },
    { requiredKeys: [] },
  )
  fuzz(detectSpikes, fc.tuple(trace, options))
  const indices = fc.oneof(
    fc.array(fc.nat(6)).map((list) => list.sort((a, b) => a - b)),
    anyVector,
  )
  const width = fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: anyNumber })
  fuzz(extractSnippets, fc.tuple(trace, indices, width, width))
})
