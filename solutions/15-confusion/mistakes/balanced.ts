import { mistakes } from '#engine/spec/index.ts'
import type { Label } from '#kit'
import * as exemplar from '../confusion.ts'

/** Which shares are averaged, and how. */
export default mistakes<typeof exemplar>({
  'balances-nothing': {
    says: 'returns the plain accuracy as balanced accuracy',
    explains: 'Your balancedAccuracy equals accuracy in every case tried.',
    asks: 'How much does one sample of a rare class weigh, and how much one of a common class?',
    caughtBy: 'balanced-matches-definition',
    exports: { balancedAccuracy: exemplar.accuracy },
  },
  'averages-over-predicted-classes': {
    says: 'averages over the predicted classes',
    explains: 'Your balancedAccuracy is the mean share of right samples among those called each class.',
    asks: 'Of all true interneurons: how many did the model find?',
    caughtBy: 'balanced-matches-definition',
    exports: { balancedAccuracy: (yTrue, yPred) => exemplar.balancedAccuracy(yPred, yTrue) },
  },
  'averages-over-classes-that-do-not-occur': {
    says: 'also averages over classes that are only predicted',
    explains: 'A class without true samples counts as 0 in your balancedAccuracy.',
    asks: 'What share of no samples can be recognised?',
    caughtBy: 'balanced-matches-definition',
    exports: {
      balancedAccuracy: (yTrue, yPred) =>
        (exemplar.balancedAccuracy(yTrue, yPred) * new Set(yTrue).size) / new Set([...yTrue, ...yPred]).size,
    },
  },
  'adds-the-recalls-up': {
    says: 'adds the shares of the classes up but does not average them',
    explains: 'Your balancedAccuracy equals the mean share times the number of classes.',
    asks: 'Can a share be above 1?',
    caughtBy: 'one-answer-for-all-is-chance',
    exports: {
      balancedAccuracy: (yTrue, yPred) => exemplar.balancedAccuracy(yTrue, yPred) * new Set(yTrue).size,
    },
  },
  'corrects-for-chance': {
    says: 'corrects balanced accuracy for chance',
    explains: 'Your balancedAccuracy is moved and stretched so that guessing gives 0.',
    asks: 'What should a model get that finds one class of two?',
    caughtBy: 'one-answer-for-all-is-chance',
    exports: {
      balancedAccuracy: (yTrue, yPred) => {
        const chance = 1 / new Set(yTrue).size
        const usual = exemplar.balancedAccuracy(yTrue, yPred)
        return chance === 1 ? usual : (usual - chance) / (1 - chance)
      },
    },
  },
  'counts-in-a-plain-object': {
    says: 'counts in an object, which has a constructor before anything is counted',
    explains: 'Your balancedAccuracy is no number for labels such as "constructor".',
    asks: 'What is ({})["constructor"], and what does a Map say instead?',
    caughtBy: 'balancedAccuracy/any-label',
    exports: {
      balancedAccuracy: (yTrue, yPred) => {
        const usual = exemplar.balancedAccuracy(yTrue, yPred)
        const isKnown = [...yTrue, ...yPred].some((label) => String(label) in {})
        return isKnown ? Number.NaN : usual
      },
    },
  },
  'counts-a-class-by-its-calls': {
    says: 'divides by all samples that are or were called the class',
    explains: 'Your balancedAccuracy divides hits by hits, misses and false alarms together.',
    asks: 'Of all true interneurons: how many did the model find?',
    caughtBy: 'balanced-matches-definition',
    exports: {
      balancedAccuracy: (yTrue, yPred) => {
        exemplar.balancedAccuracy(yTrue, yPred)
        const shares = [...new Set(yTrue)].map((c) => {
          const either = yTrue.flatMap((t, i) => (t === c || yPred[i] === c ? [t === yPred[i]] : []))
          return either.filter(Boolean).length / either.length
        })
        return shares.reduce((sum, share) => sum + share, 0) / shares.length
      },
    },
  },
  'takes-labels-for-whole-numbers': {
    says: 'takes labels that differ behind the point for the same',
    explains: 'Your balancedAccuracy takes the classes 0.25 and 0.75 for one.',
    asks: 'What does parseInt make of a fraction?',
    caughtBy: 'balanced-matches-definition',
    exports: {
      balancedAccuracy: (yTrue, yPred) => {
        const whole = (y: Label[]) => y.map((c) => (typeof c === 'number' ? Math.trunc(c) : c))
        return exemplar.balancedAccuracy(whole(yTrue), whole(yPred))
      },
    },
  },
})
