import {
  type Argument,
  classesOf,
  classPair,
  oneOf,
  optional,
  options,
  type Scalar,
  scalar,
  takes,
} from '#engine/spec/index.ts'
import type { Label } from '#kit'
import type { PrfOptions } from './precision-recall.ts'

const pair = classPair({ n: [1, 6] })

const zeroDivision = optional(oneOf([0, 1], { bad: [2, -1, 0.5, Number.NaN, 'warn'] }), 0, [1])

/** Some classes in any order, and perhaps one that occurs nowhere. What is wrong with such a list is said below. */
const someClasses: Scalar = {
  make: (draw) => {
    const left = [...classesOf(draw)]
    const size = 1 + draw.rng.int(left.length)
    return Array.from({ length: size }, () => left.splice(draw.rng.int(left.length), 1)[0])
  },
  odd: [],
  bad: [],
  code: false,
}
const opt = options({ labels: optional(someClasses, undefined), zeroDivision })

const onlyZero = options({ zeroDivision })

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./precision-recall.ts')>({
  precisionRecallF1: {
    ...pair,
    opt: {
      ...opt,
      // Where labels or sizes are unusual, all classes are shown, in the order that the function finds.
      make: (draw) => {
        const { labels, ...rest } = (opt.make(draw) ?? {}) as PrfOptions
        return draw.n > 6 || !labels ? rest : { labels, ...rest }
      },
      faults: (name) => {
        const listed = (what: string, of: (a: Label, b: Label) => Label[]) => ({
          what,
          code: 'PARAM' as const,
          about: [name],
          apply: (args: Record<string, unknown>) => {
            const [a, b] = [...new Set(args.yTrue as Label[])] as [Label, Label]
            return { ...args, [name]: { labels: of(a, b) } }
          },
        })
        return [
          listed('labels is empty', () => []),
          listed('labels names a class twice', (a) => [a, a]),
          listed('labels names a class twice, with another between', (a, b) => [a, b, a]),
          emptyThough(name, 'labels is not', ({ yTrue }) => ({ labels: [...new Set(yTrue as Label[])] })),
          ...faultsOfZero(name),
          ...opt.faults(name),
        ]
      },
    },
  },
  averagedF1: {
    ...pair,
    average: scalar(
      // The last is a word that every JavaScript object knows.
      oneOf(['macro', 'micro', 'weighted'], { bad: ['binary', '', 'Macro', 'macro ', 'constructor'] }),
    ),
    opt: { ...onlyZero, faults: (name) => [...onlyZero.faults(name), ...faultsOfZero(name)] },
  },
})

type Fault = ReturnType<Argument['faults']>[number]

/** An odd zeroDivision is refused also where it is not needed, and a legal one does not help where there is nothing. */
function faultsOfZero(name: string): Fault[] {
  return [
    emptyThough(name, 'zeroDivision is 1', () => ({ zeroDivision: 1 })),
    {
      what: 'zeroDivision is 2, with nothing that is 0/0',
      code: 'PARAM',
      about: ['yTrue', 'yPred', name],
      apply: (args) => ({ ...args, yPred: args.yTrue, [name]: { zeroDivision: 2 } }),
    },
  ]
}

function emptyThough(name: string, what: string, option: (args: Record<string, unknown>) => object): Fault {
  return {
    what: `yTrue and yPred are empty, though ${what}`,
    code: 'EMPTY',
    about: ['yTrue', 'yPred', name],
    apply: (args) => ({ ...args, yTrue: [], yPred: [], [name]: option(args) }),
  }
}
