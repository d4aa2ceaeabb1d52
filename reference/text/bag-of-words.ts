import type { Mat } from '#kit'
import { checkWhole } from '../validation.ts'

/**
 * The words of a text, in their order: lower case, runs of at least two letters, digits or underscores.
 *
 * @returns `[]` for a text without such a run
 * @see scikit-learn `CountVectorizer`, whose default pattern is `\b\w\w+\b`
 * @example tokenize("I don't: 2 Neurons, 20 Hz") // ['don', 'neurons', '20', 'hz']
 */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []
}

/**
 * The distinct words of some documents, ascending by code unit.
 *
 * @param opt.minCount how often a word occurs at least, over all documents together: a whole number from 1
 * @returns `[]` for no documents, and for documents without words
 * @throws MLError PARAM
 * @see scikit-learn `CountVectorizer.fit`, where `min_df` counts documents instead
 */
export function buildVocabulary(docs: string[], { minCount = 1 }: { minCount?: number } = {}): string[] {
  checkWhole(minCount, 1, 'minCount')
  const words = [...countWords(docs.flatMap(tokenize))]
  return words
    .filter(([, count]) => count >= minCount)
    .map(([word]) => word)
    .sort()
}

/**
 * How often each word of a vocabulary occurs in each document. Words outside the vocabulary are ignored.
 *
 * @returns one row a document and one column a word, in their orders; `[]` for no documents
 * @see scikit-learn `CountVectorizer.transform`
 */
export function vectorize(docs: string[], vocab: string[]): Mat {
  return docs.map((doc) => {
    const counts = countWords(tokenize(doc))
    return vocab.map((word) => counts.get(word) ?? 0)
  })
}

function countWords(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
