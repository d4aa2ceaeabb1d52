import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EmailOptions, emails, stream } from '#data'
import { fuzz } from '../testing/fuzz.ts'
import { buildVocabulary, tokenize, vectorize } from '../text/bag-of-words.ts'
import { fitMultinomialNB, predictNB } from '../text/naive-bayes.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)
const N = 600
const sets = SEEDS.map((seed) => emails(seed, { n: N }))

test('the same seed gives the same mails, another seed others', () => {
  expect(emails('a', { n: 5 })).toEqual(emails('a', { n: 5 }))
  expect(emails('a', { n: 5 })).not.toEqual(emails('b', { n: 5 }))
})

test('it draws from a stream of its own name, the shares of the words first', () => {
  const own = stream(1, 'emails')
  const weights = Array.from({ length: 120 }, (_, i) => Math.exp(0.7 * own.normal()) / (i + 2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = emails(1, { n: 1 }).truth.wordShares[0]!
  for (const [i, share] of shares.entries()) expect(share).toBeCloseTo(weights[i]! / total, 12)
})

test('the first mails are the same for every n', () => {
  const [few, many] = [emails(1, { n: 3 }), emails(1, { n: 30 })]
  expect(many.texts.slice(0, 3)).toEqual(few.texts)
  expect(many.y.slice(0, 3)).toEqual(few.y)
  expect(many.truth).toEqual(few.truth)
})

test('two vocabularies of 120 words are distinct, and a word is one token', () => {
  const all = SEEDS.flatMap((seed) => emails(seed, { n: 1 }).truth.vocabulary)
  // measured 240: over 20 seeds every word leans to either side
  expect(new Set(all).size).toBe(240)
  for (const word of new Set(all)) expect(tokenize(word)).toEqual([word])
  for (const { truth } of sets) expect(new Set(truth.vocabulary).size).toBe(120)
})

test('a text holds words of the vocabulary, in sentences', () => {
  const { texts, y, truth } = emails(1, { n: 50 })
  expect([texts.length, y.length]).toEqual([50, 50])
  for (const text of texts) {
    expect(text).toMatch(/^(?:[A-Z][a-z]+(?: [a-z]+){0,6}\.(?: |$))+$/)
    for (const word of tokenize(text)) expect(truth.vocabulary).toContain(word)
  }
})

test('a mail without words is an empty text', () => {
  expect(emails(1, { n: 3, meanLength: 0 }).texts).toEqual(['', '', ''])
})

test('the shares are above 0 and sum to 1', () => {
  for (const { truth } of sets)
    for (const shares of truth.wordShares) {
      expect(shares.every((share) => share > 0)).toBe(true)
      expect(mean(shares) * 120).toBeCloseTo(1, 12)
    }
})

test('a word sounds predatory exactly if it is more common in spam', () => {
  const { vocabulary, wordShares } = emails(1, { n: 1 }).truth
  const other = emails(1, { n: 1, contrast: 0 }).truth.vocabulary
  for (const [i, word] of vocabulary.entries())
    expect(word !== other[i]).toBe(wordShares[1]![i]! > wordShares[0]![i]!)
})

describe('over 20 seeds of 600 mails', () => {
  test('the share of spam is pSpam', () => {
    expect(emails(1, { n: 9, pSpam: 0 }).y).toEqual(Array(9).fill(0))
    expect(emails(1, { n: 9, pSpam: 1 }).y).toEqual(Array(9).fill(1))
    // measured over all 12000: 0.3986; SE 0.0045
    expect(Math.abs(mean(sets.flatMap(({ y }) => y)) - 0.394)).toBeLessThan(0.0225)
  })

  test('a mail has Poisson many words: mean and variance are 15', () => {
    const lengths = sets.flatMap(({ texts }) => texts.map((text) => tokenize(text).length))
    const centre = mean(lengths)
    // measured 14.99 and 14.80; SE 0.035 and 0.2
    expect(Math.abs(centre - 15)).toBeLessThan(0.18)
    expect(Math.abs(mean(lengths.map((length) => (length - centre) ** 2)) - 15)).toBeLessThan(1)
  })

  test('words are as common as planted, in either kind of mail', () => {
    for (const { texts, y, truth } of sets)
      for (const label of [0, 1]) {
        const counts = countsOf(
          texts.filter((_, i) => y[i] === label),
          truth.vocabulary,
        )
        const total = counts.reduce((sum, count) => sum + count, 0)
        const chi2 = counts.map((count, w) => {
          const expected = truth.wordShares[label]![w]! * total
          return (count - expected) ** 2 / expected
        })
        // measured 82 … 151; at 119 degrees of freedom 215 has a chance of 2e-7
        expect(chi2.reduce((sum, term) => sum + term, 0)).toBeLessThan(215)
      }
  })

  test('naive Bayes tells spam from mail, and shuffled labels are beyond it', () => {
    const learned = sets.map(({ texts, y }) => holdOut(texts, y))
    const shuffled = sets.map(({ texts, y }, seed) => holdOut(texts, shuffle(y, seed)))
    const majority = sets.map(({ y }) => 1 - mean(y.slice(400)))
    // measured 0.895 … 0.990, mean 0.954. Over 100 seeds 0.885 … 0.995, and 0.944 … 0.974 for means of ten.
    expect(Math.min(...learned)).toBeGreaterThan(0.85)
    expect(mean(learned)).toBeGreaterThan(0.93)
    // measured 0.28 … 0.42, mean 0.353
    expect(Math.min(...learned.map((accuracy, i) => accuracy - majority[i]!))).toBeGreaterThan(0.2)
    // measured 0.465 … 0.635, mean 0.539: what is left of the majority of 0.61
    expect(Math.max(...shuffled)).toBeLessThan(0.7)
    expect(mean(shuffled)).toBeLessThan(0.6)
  })

  test('without contrast spam is like any other mail', () => {
    const gain = SEEDS.slice(0, 5).map((seed) => {
      const { texts, y } = emails(seed, { n: N, contrast: 0 })
      return holdOut(texts, y) - (1 - mean(y.slice(400)))
    })
    // measured -0.115 … -0.015, mean -0.067, over 20 seeds
    expect(Math.max(...gain)).toBeLessThan(0.05)
  })
})

test.each<Partial<EmailOptions>>([
  { n: 0 },
  { n: 2.5 },
  { vocab: 0 },
  { vocab: 1.5 },
  { vocab: 121 },
  { meanLength: -1 },
  { meanLength: Number.POSITIVE_INFINITY },
  { pSpam: -0.1 },
  { pSpam: 1.1 },
  { contrast: -1 },
  { contrast: Number.NaN },
  { contrast: 1e6 },
])('%j is refused with PARAM', (options) => {
  expect(() => emails(1, { n: 5, ...options })).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give mails, or one of them is at fault', () => {
  const options = fc.record({
    n: fc.constantFrom(1, 2, 5, 0, 1.5, Number.NaN),
    vocab: fc.constantFrom(1, 2, 60, 120, 0, 121),
    meanLength: fc.constantFrom(0, 1, 40, -1, Number.POSITIVE_INFINITY),
    pSpam: fc.constantFrom(0, 0.5, 1, 2, Number.NaN),
    contrast: fc.constantFrom(0, 0.7, 5, -1, Number.NaN),
  })
  fuzz(emails, fc.tuple(fc.nat(), options), {
    isLegal: ({ texts, y, truth }, _, { n, vocab }) =>
      texts.length === n &&
      y.length === n &&
      truth.wordShares.every((shares) => shares.length === vocab && shares.every((share) => share > 0)),
    numRuns: 200,
  })
})

/** Accuracy on the last 200 of 600 mails of a filter trained on the others. */
function holdOut(texts: string[], y: number[]): number {
  const vocab = buildVocabulary(texts.slice(0, 400))
  const X = vectorize(texts, vocab)
  const predicted = predictNB(fitMultinomialNB(X.slice(0, 400), y.slice(0, 400)), X.slice(400))
  return mean(predicted.map((label, i) => Number(label === y[400 + i])))
}

function shuffle(y: number[], seed: number): number[] {
  const random = stream(seed, 'shuffle')
  return y
    .map((label) => ({ label, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ label }) => label)
}

function countsOf(texts: string[], vocab: string[]): number[] {
  const X = vectorize(texts, vocab)
  return vocab.map((_, w) => X.reduce((sum, row) => sum + row[w]!, 0))
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
