import {
  type Argument,
  classesOf,
  classPair,
  labels,
  oneOf,
  optional,
  options,
  type Scalar,
  takes,
} from '#engine/spec/index.ts'
import type { Label } from '#kit'
import type { ConfusionOptions } from './confusion.ts'

type Named = Record<string, unknown>
type Fault = ReturnType<Argument['faults']>[number]

const pair = classPair({ n: [1, 6] })

/** A class of yTrue and some others, in any order, perhaps one that occurs nowhere. Faults are below. */
const someClasses: Scalar = {
  make: (draw) => {
    const { rng } = draw
    const left = [...classesOf(draw)]
    const yTrue = draw.made.yTrue as Label[]
    const needed = yTrue[rng.int(yTrue.length)]!
    const chosen = left.filter((c) => c === needed || rng.int(2))
    return rng.int(2) ? chosen : chosen.reverse()
  },
  odd: [],
  bad: [],
  code: false,
}
const words = ['true', 'pred', 'all']
// The last two are words that every JavaScript object knows.
const otherWords = ['', 'rows', 'True', 'all ', 'constructor', 'toString']
const opt = options({
  labels: optional(someClasses, undefined),
  normalize: optional(oneOf(words, { bad: otherWords }), undefined, words),
})

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./confusion.ts')>({
  accuracy: pair,
  confusionMatrix: {
    // Empty lists are legal or not as the options say: see the faults of these.
    yTrue: { ...labels({ n: [1, 6], empty: false }), make: pair.yTrue.make },
    yPred: pair.yPred,
    opt: {
      ...opt,
      // Of many samples there are only counts, of the classes that the function finds.
      make: (draw) => (draw.n > 100 ? undefined : opt.make(draw)),
      faults: (name) => [
        empty(name, 'there are no labels', undefined, 'EMPTY'),
        empty(name, 'there are no labels, only normalize', { normalize: 'all' }, 'EMPTY'),
        empty(name, 'labels is [] and there are no samples', { labels: [] }),
        empty(name, 'labels names a class twice and there are no samples', { labels: [0, 0] }),
        empty(name, "normalize is 'rows' and there are no samples", { labels: [0], normalize: 'rows' }),
        single(name, 'yTrue has one sample and yPred has none, though labels is given', [0], []),
        single(name, 'yPred has one sample and yTrue has none, though labels is given', [], [0]),
        listed(name, 'labels is []', () => []),
        listed(name, 'labels names a class twice', ([a]) => [a!, a!]),
        listed(name, 'labels names a class twice, with another between', ([a]) => [a!, NOWHERE, a!]),
        listed(name, 'labels names a class twice that occurs nowhere', ([a]) => [NOWHERE, a!, NOWHERE]),
        listed(name, 'no class of labels occurs anywhere', () => [NOWHERE]),
        listed(name, 'no class of labels occurs anywhere, though there are as many', (all) =>
          all.map((_, i) => NOWHERE + i),
        ),
        only(name, 'no class of labels occurs in yTrue, but in yPred', ({ yTrue }) => ({
          yPred: (yTrue as Label[]).map((t, i) => (i ? t : NOWHERE)),
          [name]: { labels: [NOWHERE] },
        })),
        only(name, 'no class of labels occurs in yTrue, but each in yPred', () => ({
          yTrue: [0, 0],
          yPred: [1, 2],
          [name]: { labels: [2, 1] },
        })),
        only(name, 'no class of labels occurs in yTrue, which is one sample', () => ({
          yTrue: [0],
          yPred: [0],
          [name]: { labels: [1, 2], normalize: 'true' },
        })),
        ...opt.faults(name),
      ],
    },
  },
  balancedAccuracy: pair,
})

/** A class that no case has. */
const NOWHERE = 77

/** Other labels, made of the classes of the call. */
function listed(name: string, what: string, of: (classes: Label[]) => Label[]): Fault {
  return {
    what,
    code: 'PARAM',
    about: [name],
    apply: (args) => {
      const classes = [...new Set([...(args.yTrue as Label[]), ...(args.yPred as Label[])])]
      const { normalize } = (args[name] ?? {}) as ConfusionOptions
      return { ...args, [name]: { labels: of(classes), ...(normalize ? { normalize } : {}) } }
    },
  }
}

function only(name: string, what: string, change: (args: Named) => Named): Fault {
  return {
    what,
    code: 'PARAM',
    about: ['yTrue', 'yPred', name],
    apply: (args) => ({ ...args, ...change(args) }),
  }
}

function single(name: string, what: string, yTrue: Label[], yPred: Label[]): Fault {
  return { ...only(name, what, () => ({ yTrue, yPred, [name]: { labels: [0] } })), code: 'SHAPE' }
}

function empty(
  name: string,
  what: string,
  value: object | undefined,
  code: 'EMPTY' | 'PARAM' = 'PARAM',
): Fault {
  const words = code === 'EMPTY' ? `yTrue and yPred are empty and ${what}` : what
  return { ...only(name, words, () => ({ yTrue: [], yPred: [], [name]: value })), code }
}
