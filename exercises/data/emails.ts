import type { Mat, Seed, Vec } from '#kit'
import { checkFraction, checkNotNegative, checkPositive, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

export interface Emails {
  /** n texts of words, with capitals and full stops. A text may be empty. */
  texts: string[]
  /** n labels: 1 is spam. */
  y: (0 | 1)[]
  /** What is planted. */
  truth: {
    /** The words, the most common of them first. */
    vocabulary: string[]
    /** The share of each word in wanted mail and in spam: 2 rows that sum to 1. */
    wordShares: Mat
  }
}

export interface EmailOptions {
  n: number
  /** Number of words, 1 … 120. */
  vocab?: number
  /** Mean number of words in a text, at least 0. */
  meanLength?: number
  /** Probability that a mail is spam, 0 … 1. Of the Spambase data 1813 of 4601 are (UCI repository). */
  pSpam?: number
  /** SD of the logarithm of a word's weight within a class; with 0 spam is like any other mail. */
  contrast?: number
}

/** Two pseudo-vocabularies of 10 × 12 words each: of the lab, and of predatory journals. */
const LAB = words(
  'neuro synap cortico dendro axo spino hippo thalamo glio opto',
  'genesis logy gram metry physin plasty scope somal tropic field spike wave',
)
const PREDATORY = words(
  'esteem presti lucra promo bonus honor gratu mega indexi rapid',
  'deal offer issue prize submit press fame waiver impact discount award invite',
)
const WORDS_IN_A_SENTENCE = 7

/**
 * Mail of a neuroscientist: part wanted, part spam, told apart by how often each word occurs.
 *
 * Word i has the weight exp(contrast · N(0, 1)) / (i + 2) in either class (Zipf's law, i from 0). A word that is
 * more common in spam sounds like a predatory journal, one that is not like the lab. A mail has Poisson
 * distributed length, and its words are independent draws.
 *
 * The first mails are the same for every n.
 *
 * @throws MLError PARAM, also for a contrast that makes weights too large for a number
 */
export function emails(seed: Seed, options: EmailOptions): Emails {
  const { n, vocab = 120, meanLength = 15, pSpam = 0.394, contrast = 0.7 } = options
  checkWhole(n, 1, 'n')
  checkWhole(vocab, 1, 'vocab', LAB.length)
  checkNotNegative(meanLength, 'meanLength')
  checkFraction(pSpam, 'pSpam')
  checkNotNegative(contrast, 'contrast')
  const random = stream(seed, 'emails')
  const wordShares = [drawShares(random, vocab, contrast), drawShares(random, vocab, contrast)]
  const vocabulary = LAB.slice(0, vocab).map((word, i) =>
    wordShares[1]![i]! > wordShares[0]![i]! ? PREDATORY[i]! : word,
  )
  const texts: string[] = []
  const y: (0 | 1)[] = []
  while (texts.length < n) {
    const label = random.next() < pSpam ? 1 : 0
    const length = random.poisson(meanLength)
    const drawn = Array.from({ length }, () => vocabulary[random.categorical(wordShares[label]!)]!)
    texts.push(punctuated(drawn))
    y.push(label)
  }
  return { texts, y, truth: { vocabulary, wordShares } }
}

function drawShares(random: Stream, vocab: number, contrast: number): Vec {
  const weights = Array.from({ length: vocab }, (_, i) => random.lognormal(1 / (i + 2), contrast))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  checkPositive(total, `the total weight of words at a contrast of ${contrast}`)
  return weights.map((weight) => weight / total)
}

/** Sentences of a few words each: a capital in front, a full stop behind. */
function punctuated(drawn: string[]): string {
  const sentences: string[] = []
  for (let i = 0; i < drawn.length; i += WORDS_IN_A_SENTENCE) {
    const sentence = drawn.slice(i, i + WORDS_IN_A_SENTENCE).join(' ')
    sentences.push(`${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`)
  }
  return sentences.join(' ')
}

/** Every first part with every second part, in an order in which neighbours share neither. */
function words(first: string, second: string): string[] {
  const [starts, ends] = [first.split(' '), second.split(' ')]
  const ordered = ends.map((_, shift) => starts.map((start, i) => start + ends[(i + shift) % ends.length]!))
  return ordered.flat()
}
