import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz.ts'
import { buildVocabulary, tokenize, vectorize } from './bag-of-words.ts'

const seeded = { seed: 1, numRuns: 200 }
/** Texts of a small alphabet, so that words repeat and single characters stand alone. */
const smallText = fc.string({ unit: fc.constantFrom(...'aB1_é -.'), maxLength: 20 })
const smallDocs = fc.array(smallText, { maxLength: 5 })

test.each([
  ['', []],
  ['a I 5 _', []],
  ["I don't: 2 Neurons, 20 Hz", ['don', 'neurons', '20', 'hz']],
  ['spike_sorting and spike-sorting', ['spike_sorting', 'and', 'spike', 'sorting']],
  ['Ärger à la CAFÉ größer', ['ärger', 'la', 'café', 'größer']],
  ['x²y ½½ a\u00A0b aºº', ['x²y', '½½', 'aºº']],
  ['日本 ΑΣ', ['日本', 'ας']],
])('%j has the words %j', (text, words) => {
  expect(tokenize(text)).toEqual(words)
})

test('on ASCII and Latin-1 the words are the runs of \\w of Python, two or longer', () => {
  fc.assert(
    fc.property(fc.string({ unit: latin1, maxLength: 40 }), (text) => {
      expect(tokenize(text)).toEqual(pythonWords(text))
    }),
    seeded,
  )
})

test('the words of the words are the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const words = tokenize(text)
      expect(tokenize(words.join(' '))).toEqual(words)
    }),
    seeded,
  )
})

test('a vocabulary is distinct and ascends by code unit', () => {
  expect(buildVocabulary(['to be or not', 'TO BE'])).toEqual(['be', 'not', 'or', 'to'])
  expect(buildVocabulary(['zz éé __ 10 9a ab', '\u{1F130}\u{1F130} \uFF21\uFF21 \u{20000}x'])).toEqual([
    '10',
    '9a',
    '__',
    'ab',
    'zz',
    'éé',
    '\u{20000}x',
    '\uFF41\uFF41',
  ])
  expect(buildVocabulary([])).toEqual([])
  expect(buildVocabulary(['', 'a b'])).toEqual([])
})

test('minCount counts occurrences over all documents, not documents', () => {
  const docs = ['aa aa bb', 'bb cc dd', 'bb']
  expect(buildVocabulary(docs, { minCount: 1 })).toEqual(buildVocabulary(docs))
  expect(buildVocabulary(docs, { minCount: 2 })).toEqual(['aa', 'bb'])
  expect(buildVocabulary(docs, { minCount: 3 })).toEqual(['bb'])
  expect(buildVocabulary(docs, { minCount: 4 })).toEqual([])
})

test('a row of counts has a column a word, in the order of the vocabulary', () => {
  expect(vectorize(['be BE to', 'or', ''], ['to', 'be', 'xx'])).toEqual([
    [1, 2, 0],
    [0, 0, 0],
    [0, 0, 0],
  ])
  expect(vectorize([], ['to'])).toEqual([])
  expect(vectorize(['to be'], [])).toEqual([[]])
})

test('words that name properties of objects are words like others', () => {
  const docs = ['constructor __proto__ toString constructor']
  expect(buildVocabulary(docs)).toEqual(['__proto__', 'constructor', 'tostring'])
  expect(vectorize(docs, ['constructor', '__proto__', 'valueof'])).toEqual([[2, 1, 0]])
})

test('over the vocabulary of its documents every word is counted, in each row and column', () => {
  fc.assert(
    fc.property(smallDocs, (docs) => {
      const vocab = buildVocabulary(docs)
      const words = docs.map(tokenize)
      expect(vectorize(docs, vocab)).toEqual(
        words.map((own) => vocab.map((word) => own.filter((other) => other === word).length)),
      )
      expect(vocab).toEqual([...new Set(words.flat())].toSorted((a, b) => (a < b ? -1 : 1)))
    }),
    seeded,
  )
})

test('neither the order of words, the order of documents nor the case of letters matters', () => {
  fc.assert(
    fc.property(smallDocs, (docs) => {
      const vocab = buildVocabulary(docs)
      const backwards = docs.map((doc) => tokenize(doc).reverse().join(' '))
      expect(vectorize(backwards, vocab)).toEqual(vectorize(docs, vocab))
      expect(
        vectorize(
          docs.map((doc) => doc.toUpperCase()),
          vocab,
        ),
      ).toEqual(vectorize(docs, vocab))
      expect(vectorize(docs.toReversed(), vocab)).toEqual(vectorize(docs, vocab).reverse())
      expect(buildVocabulary(docs.toReversed())).toEqual(vocab)
    }),
    seeded,
  )
})

test('a word outside the vocabulary leaves the counts as they are', () => {
  expect(vectorize(['aa unseen aa'], ['aa'])).toEqual(vectorize(['aa aa'], ['aa']))
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'a minCount of %d is refused with PARAM',
  (minCount) => {
    expect(() => buildVocabulary(['aa'], { minCount })).toThrow(expect.objectContaining({ code: 'PARAM' }))
  },
)

test('any text has words of two characters or more in lower case', () => {
  // Any code unit, so also half a surrogate pair.
  const unit = fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code))
  const text = fc.string({ unit, maxLength: 20 })
  fuzz(tokenize, fc.tuple(text), {
    isLegal: (words) => words.every((word) => [...word].length >= 2 && word === word.toLowerCase()),
  })
})

test('any documents have a vocabulary, or minCount is at fault', () => {
  const minCount = fc.constantFrom(1, 2, 3, 0, -1, 0.5, Number.NaN)
  fuzz(buildVocabulary, fc.tuple(smallDocs, fc.record({ minCount })), {
    isLegal: (vocab, docs) =>
      vocab.every((word, i) => tokenize(docs.join(' ')).includes(word) && (i === 0 || word > vocab[i - 1]!)),
  })
})

test('any documents have counts over any vocabulary', () => {
  fuzz(vectorize, fc.tuple(smallDocs, fc.array(smallText)), {
    isLegal: (X, docs, vocab) =>
      X.length === docs.length &&
      X.every((row) => row.length === vocab.length && row.every(Number.isInteger)),
  })
})

const latin1 = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code))

/** What `re.findall(r'(?u)\b\w\w+\b', text.lower())` gives, character by character. */
function pythonWords(text: string): string[] {
  const words: string[] = []
  let run = ''
  for (const char of `${text} `.toLowerCase()) {
    const code = char.charCodeAt(0)
    const ascii = (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 95
    // ª ² ³ µ ¹ º ¼ ½ ¾, and the letters from ß on without the sign of division.
    const beyond =
      [170, 178, 179, 181, 185, 186, 188, 189, 190].includes(code) || (code >= 223 && code !== 247)
    if (ascii || beyond) run += char
    else {
      if (run.length >= 2) words.push(run)
      run = ''
    }
  }
  return words
}
