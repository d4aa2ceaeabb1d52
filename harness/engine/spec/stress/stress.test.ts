import { describe, expect, test } from 'vitest'
import { inProcess } from '../in-process.ts'
import type { AnyProperty } from '../property.ts'
import { GraderFault, remoteStudent } from '../student.ts'
import { by } from './answer.ts'
import { labels } from './classes.ts'
import { numbers, table } from './lists.ts'
import { above, optional, options, scalar, seeds, whole } from './options.ts'
import { stress } from './stress.ts'
import { takes } from './takes.ts'

type Fn = (...args: never[]) => unknown

/** The functions of the made-up exercises below. */
interface Module {
  clip(x: number[], limit?: number): number[]
  most(y: (number | string)[]): number | string
  pick(X: number[][], opt: { k?: number; seed: number | string }): number[][]
}

const clip = (x: number[], limit = 1) => x.map((value) => Math.max(-limit, Math.min(limit, value)))
const clipTakes = takes<Module>({
  clip: { x: numbers({ n: [1, 5] }), limit: scalar(optional(above(0, { odd: [1e-9] }), 1, [0.5, 2])) },
})
const clipLaws = stress<Module>(clipTakes, { clip: by(clip) })

/** The first case that a module does not stand, in words; undefined if it stands all. */
async function broken(law: AnyProperty, module: Record<string, Fn>, seed = 7): Promise<string | undefined> {
  const student = remoteStudent(
    Object.fromEntries(Object.keys(module).map((fn) => [fn, { returns: () => undefined }])),
    inProcess(module),
  )
  for (const example of (law.given as (seed: number) => unknown[])(seed)) {
    const verdict = await law.holds(student, example)
    if (verdict !== true) return verdict.because
  }
  return undefined
}

test('every kind that applies to a function is a property of it', () => {
  expect(Object.keys(clipLaws)).toEqual([
    'clip/odd-options',
    'clip/defaults',
    'clip/lengths',
    'clip/decimals-and-units',
    'clip/whole-range',
    'clip/many-samples',
    'clip/no-memory',
  ])
  expect(
    Object.keys(stress<Module>(clipTakes, { clip: by(clip) }, { except: ['clip/lengths'] })),
  ).not.toContain('clip/lengths')
})

test('what is right stands all of them, on any seed', async () => {
  for (const law of Object.values(clipLaws))
    for (const seed of [1, 2, 3]) expect(await broken(law, { clip }, seed)).toBeUndefined()
})

describe.each<[kind: string, wrong: Module['clip'], because: string]>([
  [
    'odd-options',
    (x, limit = 1) => clip(x, limit < 1e-6 ? 1 : limit),
    'With limit = 1e−9, the result is another.',
  ],
  ['defaults', (x, limit = 2) => clip(x, limit), 'Without limit, which then is 1, the result is another.'],
  ['lengths', (x, limit) => (x.length < 2 ? [] : clip(x, limit)), 'With as few samples as there may be, the'],
  [
    'decimals-and-units',
    (x, limit) => clip(x, limit).map((value) => (Math.abs(value) < 1e-6 ? 0 : value)),
    'In a unit that makes all numbers very large or very small, the result is another.',
  ],
  [
    'whole-range',
    (x, limit) => clip(x, limit).map((value) => (Math.abs(value) < 0.001 ? 0 : value)),
    'With numbers from very small to very large, the result is another.',
  ],
  ['many-samples', (x, limit) => clip(x.slice(0, 256), limit), 'With 300 samples, the result is another.'],
])('%s', (kind, wrong, because) => {
  test('catches its own kind of mistake', async () => {
    expect(await broken(clipLaws[`clip/${kind}`]!, { clip: wrong })).toContain(because)
  })
})

describe('no-memory', () => {
  const law = clipLaws['clip/no-memory']!

  test.each<[string, () => Module['clip']]>([
    [
      'by the content of an argument, without the option',
      () => {
        const known = new Map<string, number[]>()
        return (x, limit) => {
          const key = String(x)
          if (!known.has(key)) known.set(key, clip(x, limit))
          return known.get(key)!
        }
      },
    ],
    [
      'by the identity of an argument, without the option',
      () => {
        const known = new WeakMap<number[], number[]>()
        return (x, limit) => {
          if (!known.has(x)) known.set(x, clip(x, limit))
          return known.get(x)!
        }
      },
    ],
  ])('catches a cache %s', async (_, make) => {
    const seen = await Promise.all([1, 2, 3].map((seed) => broken(law, { clip: make() }, seed)))
    expect(seen.join()).toContain('Called again with the same arrays, after calls with other arguments')
  })

  test('leaves a function that changes its arguments to keeps-inputs', async () => {
    const rude: Module['clip'] = (x, limit) => {
      const right = clip(x, limit)
      x.fill(0)
      return right
    }
    expect(await broken(law, { clip: rude })).toBeUndefined()
  })

  test('catches a cache also of a function that changes its arguments', async () => {
    const known = new Map<string, number[]>()
    const rude: Module['clip'] = (x, limit) => {
      const key = String(x.length)
      if (!known.has(key)) known.set(key, clip(x, limit))
      x.fill(0)
      return known.get(key)!
    }
    expect(await broken(law, { clip: rude })).toContain('the result is another')
  })

  test('leaves a cache by all of the arguments alone', async () => {
    const known = new Map<string, number[]>()
    const cached: Module['clip'] = (x, limit = 1) => {
      const key = JSON.stringify([x, limit])
      if (!known.has(key)) known.set(key, clip(x, limit))
      return [...known.get(key)!]
    }
    expect(await broken(law, { clip: cached })).toBeUndefined()
  })
})

test('labels are of one type in a case, and a dictionary of them is not enough', async () => {
  const most = (y: (number | string)[]) => [...y].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))[0]!
  const laws = stress<Module>(takes<Module>({ most: { y: labels() } }), { most: by(most) })
  const byText = (y: (number | string)[]) => [...y].sort().at(-1)!
  const asNumbers = (y: (number | string)[]) => {
    const label = most(y)
    return label !== '' && Number.isFinite(Number(label)) ? Number(label) : label
  }
  expect(await broken(laws['most/any-label']!, { most })).toBeUndefined()
  expect(await broken(laws['most/any-label']!, { most: byText })).toMatch(/^With the labels /)
  expect(await broken(laws['most/any-label']!, { most: asNumbers })).toMatch(/^With the labels "/)
})

test('options in a record are tried with every odd value', async () => {
  const pick: Module['pick'] = (X, { k = 1, seed }) =>
    X.slice(0, k).map((row) => [...row, String(seed).length])
  const laws = stress<Module>(
    takes<Module>({
      pick: { X: table(), opt: options({ k: optional(whole(1, { most: 'n' }), 1, [2]), seed: seeds() }) },
    }),
    { pick: by(pick) },
  )
  const lazy: Module['pick'] = (X, { k, seed }) => pick(X, { k: k ?? 1, seed: seed || 42 })
  expect(await broken(laws['pick/odd-options']!, { pick })).toBeUndefined()
  expect(await broken(laws['pick/odd-options']!, { pick: lazy })).toBe(
    'With seed = 0, the result is another.',
  )
  const otherwise: Module['pick'] = (X, { k = 2, seed }) => pick(X, { k, seed })
  expect(await broken(laws['pick/defaults']!, { pick: otherwise })).toBe(
    'Without k, which then is 1, the result is another.',
  )
})

test('a default that no case can show is a fault of ours', () => {
  const laws = stress<Module>(clipTakes, { clip: by((x: number[]) => x) })
  expect(() => (laws['clip/defaults']!.given as (seed: number) => unknown)(1)).toThrow(GraderFault)
})
