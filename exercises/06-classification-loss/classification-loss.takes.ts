import {
  above,
  codes,
  labels,
  numbers,
  oneOfEach,
  optional,
  scalar,
  table,
  takes,
} from '#engine/spec/index.ts'

const binary = oneOfEach([0, 1], { n: [1, 6], others: [2, -1, 0.5] })
const y = {
  ...binary,
  faults: (name: string) => [
    ...binary.faults(name),
    changed(name, 'NaN', ['NON_FINITE', 'PARAM'], () => Number.NaN),
  ],
}

const anySize = numbers({
  like: 'y',
  range: [1e-12, 1],
  units: [2 ** -30, 1e-9, 0.5, 0.1],
  offsets: [0],
  most: 1,
})
const p = {
  ...anySize,
  make: (draw: Parameters<typeof anySize.make>[0]) => (anySize.make(draw) as number[]).map(Math.abs),
  faults: (name: string) => [
    ...anySize.faults(name),
    ...[-0.25, -1e-9, 1.5, 1 + 1e-9].map((value) => changed(name, `${value}`, 'PARAM', () => value)),
  ],
}
// Powers of two, and large ones: 1 − (1 − eps) is eps then, or nearly.
const eps = above(0, { below: 0.5, odd: [2 ** -30, 0.1, 0.49], typical: [1 / 4, 1 / 16, 1 / 1024] })

const code = codes({ n: [1, 6], K: [2, 4] })
const coded = {
  codes: {
    ...code,
    faults: (name: string) => [
      ...code.faults(name),
      changed(name, 'K, for K classes', 'PARAM', ({ logits }) => (logits as number[][])[0]!.length),
    ],
  },
  logits: table({ like: 'codes', wide: 'K' }),
}
const logits = numbers({ n: [1, 6] })

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./classification-loss.ts')>({
  zeroOneLoss: { yTrue: labels({ n: [1, 6] }), yPred: labels({ like: 'yTrue' }) },
  binaryCrossEntropy: { y, p, eps: scalar(optional(eps, Number.EPSILON, [1e-15, 1e-12, 1e-7])) },
  bceWithLogits: { y, z: numbers({ like: 'y' }) },
  logSumExp: { z: logits },
  softmax: { z: logits },
  crossEntropy: coded,
  crossEntropyGradient: coded,
})

type Args = Record<string, unknown>
type Code = 'PARAM' | ['NON_FINITE', 'PARAM']

/** A fault: the last entry of a list is another one. */
function changed(name: string, what: string, code: Code, value: (args: Args) => number) {
  return {
    what: `${name} holds ${what}`,
    code,
    about: [name],
    apply: (args: Args) => ({ ...args, [name]: (args[name] as number[]).with(-1, value(args)) }),
  }
}
