import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Label, Mat } from '#kit'
import { roughMat } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitMultinomialNB, type NbModel, predictNB, predictNBProba } from './naive-bayes.ts'

const seeded = { seed: 1, numRuns: 200 }
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const X = m('2 1 0 / 0 1 3')

interface Corpus {
  X: Mat
  y: Label[]
  alpha: number
}

/** A few documents over four words, now and then empty, of one to three classes. */
const corpus: fc.Arbitrary<Corpus> = fc
  .tuple(
    fc.array(fc.tuple(row(4), fc.constantFrom('ham', 'spam', 'news')), { minLength: 1, maxLength: 8 }),
    fc.constantFrom(0.0625, 0.5, 1, 3),
  )
  .map(([docs, alpha]) => ({ X: docs.map(([counts]) => counts), y: docs.map(([, label]) => label), alpha }))

test('the worked example: likelihoods and posterior', () => {
  const model = fitMultinomialNB(X, [0, 1])
  expect(model.classes).toEqual([0, 1])
  expectClose(model.logPrior.map(Math.exp), [1 / 2, 1 / 2])
  expectClose(model.logLikelihood[0]!.map(Math.exp), [1 / 2, 1 / 3, 1 / 6])
  expectClose(model.logLikelihood[1]!.map(Math.exp), [1 / 7, 2 / 7, 4 / 7])
  // 1/2 · 1/6 = 1/12 against 1/7 · 4/7 = 4/49.
  expectClose(predictNBProba(model, [[1, 0, 1]])[0]!, [49 / 97, 48 / 97])
  expect(predictNB(model, [[1, 0, 1]])).toEqual([0])
})

test('alpha is added to every count, and alpha times the number of words to the total', () => {
  const { logLikelihood } = fitMultinomialNB(m('3 0 / 0 0'), ['a', 'b'], 0.5)
  expectClose(logLikelihood[0]!.map(Math.exp), [3.5 / 4, 0.5 / 4])
  expectClose(logLikelihood[1]!.map(Math.exp), [0.5, 0.5])
})

test('fractional counts are counts', () => {
  const { logLikelihood } = fitMultinomialNB([[0.5, 1.5]], ['a'])
  expectClose(logLikelihood[0]!.map(Math.exp), [1.5 / 4, 2.5 / 4])
})

test('posteriors are the normalised products of probabilities', () => {
  fc.assert(
    fc.property(corpus, fc.array(row(4), { maxLength: 3 }), (given, Q) => {
      const model = fitMultinomialNB(given.X, given.y, given.alpha)
      const expected = Q.map((q) => posterior(given, model.classes, q))
      for (const [i, shares] of predictNBProba(model, Q).entries()) expectClose(shares, expected[i]!)
    }),
    seeded,
  )
})

test('in every class the shares of the words sum to 1, and the shares of the classes too', () => {
  fc.assert(
    fc.property(corpus, (given) => {
      const { classes, logPrior, logLikelihood } = fitMultinomialNB(given.X, given.y, given.alpha)
      expect(classes).toEqual([...new Set(given.y)].toSorted())
      expectClose([total(logPrior.map(Math.exp))], [1])
      expectClose(
        logLikelihood.map((words) => total(words.map(Math.exp))),
        classes.map(() => 1),
      )
    }),
    seeded,
  )
})

test('the order of the documents does not matter, and reordered words reorder the columns', () => {
  fc.assert(
    fc.property(corpus, ({ X, y, alpha }) => {
      const model = fitMultinomialNB(X, y, alpha)
      expect(fitMultinomialNB(X.toReversed(), y.toReversed(), alpha)).toEqual(model)
      const swapped = fitMultinomialNB(
        X.map((counts) => counts.toReversed()),
        y,
        alpha,
      )
      expect(swapped.logLikelihood).toEqual(model.logLikelihood.map((words) => words.toReversed()))
    }),
    seeded,
  )
})

test('all documents twice with twice the alpha gives the same model', () => {
  fc.assert(
    fc.property(corpus, ({ X, y, alpha }) => {
      const model = fitMultinomialNB(X, y, alpha)
      const twice = fitMultinomialNB([...X, ...X], [...y, ...y], 2 * alpha)
      expectClose(twice.logPrior, model.logPrior)
      expectClose(twice.logLikelihood.flat(), model.logLikelihood.flat())
    }),
    seeded,
  )
})

test('one more of a word that a class likes best never makes the class less probable', () => {
  fc.assert(
    fc.property(corpus, row(4), fc.nat(3), ({ X, y, alpha }, q, word) => {
      const model = fitMultinomialNB(X, y, alpha)
      const likelihoods = model.logLikelihood.map((words) => words[word]!)
      const best = likelihoods.indexOf(Math.max(...likelihoods))
      const more = q.map((count, w) => count + Number(w === word))
      const [before, after] = predictNBProba(model, [q, more])
      expect(after![best]!).toBeGreaterThanOrEqual(before![best]! * (1 - 1e-12))
    }),
    seeded,
  )
})

test('a word that is as common in either class changes nothing', () => {
  const model = fitMultinomialNB(m('2 1 0 / 1 2 0'), ['a', 'b'])
  expect(predictNBProba(model, [[1, 0, 50]])[0]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.4, 12)])
})

test('a document of 5000 words does not underflow', () => {
  const model = fitMultinomialNB(X, [0, 1])
  expect(predictNBProba(model, m('5000 0 0 / 0 0 5000'))).toEqual(m('1 0 / 0 1'))
  expectClose(predictNBProba(fitMultinomialNB(m('1 1 / 1 1'), [0, 1]), [[2500, 2500]])[0]!, [0.5, 0.5])
})

test('a tiny alpha leaves the likelihoods finite', () => {
  const { logLikelihood } = fitMultinomialNB([[9, 0]], ['a'], Number.MIN_VALUE)
  expect(logLikelihood.flat().every(Number.isFinite)).toBe(true)
})

describe('conventions', () => {
  test('an empty document has the priors', () => {
    const model = fitMultinomialNB([[1], [2], [3], [4]], ['b', 'a', 'b', 'b'])
    expectClose(predictNBProba(model, [[0]])[0]!, [0.25, 0.75])
    expect(predictNB(model, [[0]])).toEqual(['b'])
  })

  test('of equal posteriors the smallest class wins: numbers by size, strings by code unit', () => {
    const same = m('1 1 / 1 1')
    expect(predictNB(fitMultinomialNB(same, [10, 9]), [[3, 0]])).toEqual([9])
    expect(predictNB(fitMultinomialNB(same, ['a', 'B']), [[3, 0]])).toEqual(['B'])
  })

  test('one class is enough, and certain', () => {
    const model = fitMultinomialNB(X, ['only', 'only'])
    expect(model.logPrior).toEqual([0])
    expect(predictNBProba(model, X)).toEqual([[1], [1]])
    expect(predictNB(model, X)).toEqual(['only', 'only'])
  })

  test('no rows have no predictions', () => {
    const model = fitMultinomialNB(X, [0, 1])
    expect([predictNB(model, []), predictNBProba(model, [])]).toEqual([[], []])
  })

  test('predictions need counts at least 0 no more than the model does', () => {
    expect(predictNB(fitMultinomialNB(X, [0, 1]), [[-1, 0, 0]])).toEqual([1])
  })
})

test.each<[string, string, () => unknown]>([
  ['no samples', 'EMPTY', () => fitMultinomialNB([], [])],
  ['a label too many', 'SHAPE', () => fitMultinomialNB(X, [0, 1, 1])],
  ['labels without documents', 'SHAPE', () => fitMultinomialNB([], [0])],
  ['ragged counts', 'SHAPE', () => fitMultinomialNB([[1], [1, 2]], [0, 1])],
  ['NaN', 'NON_FINITE', () => fitMultinomialNB([[nan]], [0])],
  ['an infinity', 'NON_FINITE', () => fitMultinomialNB([[infinity]], [0])],
  ['a negative count', 'PARAM', () => fitMultinomialNB([[1, -1]], [0])],
  ['an alpha of 0', 'PARAM', () => fitMultinomialNB(X, [0, 1], 0)],
  ['a negative alpha', 'PARAM', () => fitMultinomialNB(X, [0, 1], -1)],
  ['an alpha that is NaN', 'PARAM', () => fitMultinomialNB(X, [0, 1], nan)],
  ['an infinite alpha', 'PARAM', () => fitMultinomialNB(X, [0, 1], infinity)],
  ['a column too few', 'SHAPE', () => predictNB(fitMultinomialNB(X, [0, 1]), [[1, 2]])],
  ['a column too many', 'SHAPE', () => predictNBProba(fitMultinomialNB(X, [0, 1]), [[1, 2, 3, 4]])],
  ['NaN for a class', 'NON_FINITE', () => fitMultinomialNB(X, [0, nan])],
  ['classes of two kinds', 'PARAM', () => fitMultinomialNB(X, [0, 'a'])],
  ['NaN to predict', 'NON_FINITE', () => predictNB(fitMultinomialNB(X, [0, 1]), [[1, nan, 3]])],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any counts and labels give a finite model or a documented error', () => {
  const alpha = fc.constantFrom(1, 0.5, 1e-300, 1e6, 0, -1, nan)
  // Mostly a label a row; the rest has lengths of its own.
  const given = fc.oneof(
    { weight: 4, arbitrary: roughMat().chain((X) => fc.tuple(fc.constant(X), labels(X.length), alpha)) },
    { weight: 1, arbitrary: fc.tuple(roughMat(), fc.array(fc.nat(2)), alpha) },
  )
  fuzz(fitMultinomialNB, given, {
    isLegal: ({ logPrior, logLikelihood }) => [...logPrior, ...logLikelihood.flat()].every(Number.isFinite),
  })
})

test('any rows get labels and shares of a model or a documented error', () => {
  const model: fc.Arbitrary<NbModel> = fc.constant(fitMultinomialNB(m('5 0 / 0 3 / 1 1'), [2, 1, 2]))
  const given = fc.tuple(model, roughMat(4, 2))
  fuzz(predictNB, given, {
    spared: [0],
    isLegal: (y, _, Q) => y.length === Q.length && y.every((c) => c === 1 || c === 2),
  })
  fuzz(predictNBProba, given, {
    spared: [0],
    isLegal: (P, _, Q) => P.length === Q.length && P.every((shares) => Math.abs(total(shares) - 1) < 1e-12),
  })
})

/** m('1 2 / 3 4') is [[1, 2], [3, 4]]. */
function m(rows: string): Mat {
  return rows.split(' / ').map((text) => text.split(' ').map(Number))
}

function row(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(4), { minLength: length, maxLength: length })
}

function labels(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(2), { minLength: length, maxLength: length })
}

/** Bayes' rule by multiplication. */
function posterior({ X, y, alpha }: Corpus, classes: Label[], q: number[]): number[] {
  const joint = classes.map((label) => {
    const own = X.filter((_, i) => y[i] === label)
    const all = total(own.flat()) + alpha * q.length
    const shares = q.map((_, w) => (total(own.map((counts) => counts[w]!)) + alpha) / all)
    return shares.reduce((product, share, w) => product * share ** q[w]!, own.length / X.length)
  })
  return joint.map((value) => value / total(joint))
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function expectClose(values: number[], expected: number[]): void {
  expect(values).toHaveLength(expected.length)
  for (const [i, value] of values.entries())
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected[i]!)))
}
