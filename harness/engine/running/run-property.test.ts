import fc from 'fast-check'
import pLimit from 'p-limit'
import { describe, expect, test } from 'vitest'
import { gridNumber, gridVec } from '../spec/arbitraries/index.ts'
import { inProcess } from '../spec/in-process.ts'
import { matches } from '../spec/laws/matches.ts'
import { type AnyProperty, property } from '../spec/property.ts'
import { StudentTrouble, type Transport } from '../spec/student.ts'
import { exact } from '../spec/tolerance.ts'
import { must } from '../spec/verdict.ts'
import { type Doubling, faulty } from './made-up.fixture.ts'
import { judge, runProperty } from './run-property.ts'

type Fn = (...args: never[]) => unknown

const isNumber = (value: unknown) => (typeof value === 'number' ? undefined : 'the result is no number')
const double = (x: number) => 2 * x
const doubles = property({
  given: gridNumber().map((x) => ({ x })),
  holds: matches<Doubling, { x: number }>('double', double, exact),
})

function run(law: AnyProperty, double: Fn, seed = 1) {
  return over(law, inProcess({ double }), seed)
}

function over(law: AnyProperty, transport: Transport, seed = 1) {
  return runProperty(law, { seed, functions: { double: { returns: isNumber } }, transport })
}

/** No property here plays a session. */
const play = async (): Promise<never> => {
  throw new Error('nobody plays here')
}

/** A transport whose calls all end the same way, and how often it was called. */
function ending(kind: StudentTrouble['trouble']['kind']) {
  const asked: unknown[] = []
  const call = async (fn: string, args: readonly unknown[]): Promise<never> => {
    asked.push(args)
    throw new StudentTrouble({ kind, fn, message: `it was ${kind}` })
  }
  return { asked, transport: { call, play } satisfies Transport }
}

describe('a property that holds', () => {
  test('passes after a hundred runs, or as many as it says', async () => {
    expect(await run(doubles, double)).toEqual({ status: 'pass', runs: 100 })
    expect(await run({ ...doubles, runs: 7 }, double)).toEqual({ status: 'pass', runs: 7 })
  })

  test('passes after each case of a list', async () => {
    const cases = Array.from({ length: 60 }, (_, x) => ({ x }))
    expect(await run({ ...doubles, given: cases }, double)).toEqual({ status: 'pass', runs: 60 })
  })
})

describe('a property that does not hold', () => {
  test('fails with the smallest case', async () => {
    const result = await run(doubles, (x: number) => (x < 2 ? 2 * x : 2 * x + 1))
    expect(result).toMatchObject({
      status: 'fail',
      calls: [{ fn: 'double', args: [2], result: 5 }],
      broken: { got: 5, expected: 4 },
    })
  })

  test('says which case it was and how often it was made simpler', async () => {
    const result = await run(doubles, (x: number) => (x < 2 ? 2 * x : 2 * x + 1))
    if (result.status !== 'fail') throw new Error(result.status)
    expect(result.index).toBe(result.runs)
    expect(result.index).toBeGreaterThanOrEqual(1)
    expect(result.shrinks).toBeGreaterThan(0)
  })

  test('shrinks vectors to few and small numbers, whole ones if they do', async () => {
    const law = property({
      given: gridVec({ maxLength: 12 }).map((x) => ({ x })),
      holds: matches<{ double(x: number[]): number }, { x: number[] }>(
        'double',
        (x: number[]) => Math.max(...x),
        exact,
      ),
    })
    expect(await run(law, (x: number[]) => Math.max(0, ...x))).toMatchObject({
      status: 'fail',
      calls: [{ args: [[-1, -1]] }],
    })
  })

  test('fails at the first case of a list that breaks it, which is not made simpler', async () => {
    const law = { ...doubles, given: [{ x: 1 }, { x: 30 }, { x: 20 }] }
    expect(await run(law, (x: number) => Math.min(2 * x, 10))).toMatchObject({
      status: 'fail',
      index: 2,
      runs: 2,
      shrinks: 0,
      calls: [{ args: [30] }],
    })
  })

  test('tries the examples before anything else, and shows the one that breaks it', async () => {
    const law = { ...doubles, examples: [{ x: 0 }, { x: 1000 }] }
    expect(await run(law, (x: number) => (x === 1000 ? 0 : 2 * x))).toMatchObject({
      status: 'fail',
      index: 2,
      shrinks: 0,
      calls: [{ args: [1000] }],
    })
  })

  test('tries all examples even if there are more of them than runs', async () => {
    const law = { ...doubles, examples: [{ x: 0 }, { x: 1 }, { x: 1000 }], runs: 2 }
    expect(await run(law, (x: number) => (x === 1000 ? 0 : 2 * x))).toMatchObject({
      status: 'fail',
      index: 3,
    })
  })

  test('is a failure too when the property stumbles over the size of a result', async () => {
    const law: AnyProperty = property<{ double(): string[][] }, number>({
      given: [0],
      holds: async ({ double }) => must((await double())[0]![0]!.length > 0, ''),
    })
    expect(await run(law, () => 3)).toMatchObject({
      status: 'fail',
      broken: { because: 'The result does not have the expected size.' },
    })
  })

  test('is a failure with words on the form when the result has another one', async () => {
    expect(await run(doubles, () => 'two')).toMatchObject({
      status: 'fail',
      trouble: { kind: 'bad-result' },
      broken: { because: 'Look at the form of the result: the result is no number.' },
    })
  })
})

describe('the work spent on a simpler case', () => {
  test('is limited by a count', async () => {
    let calls = 0
    const law = property<{ double(x: number[]): number }, number[]>({
      given: fc.array(fc.integer({ min: 1 }), { minLength: 100, maxLength: 100 }),
      holds: async ({ double }, x) => must((await double(x)) < 50, 'It is not below 50.'),
    })
    await run(law, (x: number[]) => {
      calls++
      return x.filter((value) => value > 1e6).length
    })
    // 25 side by side, the first again by itself, and at most 400 simpler ones.
    expect(calls).toBeGreaterThan(400)
    expect(calls).toBeLessThanOrEqual(25 + 1 + 400)
  })

  test('is a tenth for a result of another form, which may be as large as can be sent', async () => {
    const { asked, transport } = ending('bad-result')
    const law = property<Doubling, number[]>({
      given: fc.array(fc.integer({ min: 1 }), { minLength: 50 }),
      holds: async ({ double }, x) => must((await double(x.length)) > 0, 'It is not above 0.'),
    })
    expect(await over(law, transport)).toMatchObject({ status: 'fail', trouble: { kind: 'bad-result' } })
    expect(asked.length).toBeLessThanOrEqual(25 + 1 + 40)
  })

  test('is none where only the verdict counts', async () => {
    const result = await judge(doubles, {
      seed: 1,
      functions: { double: { returns: isNumber } },
      transport: inProcess({ double: (x: number) => 2 * x + 1 }),
    })
    expect(result).toMatchObject({ status: 'fail', shrinks: 0 })
  })

  test('never turns a failure of one kind into another', async () => {
    const smallest: Record<string, Set<unknown>> = { fail: new Set(), error: new Set() }
    for (let seed = 1; seed <= 20; seed++) {
      const result = await run(
        doubles,
        (x: number) => {
          if (Math.abs(x) < 1) throw new Error('too small')
          return 0
        },
        seed,
      )
      if ('calls' in result) smallest[result.status]?.add(Math.abs(Number(result.calls[0]?.args[0])))
    }
    expect(smallest).toEqual({ fail: new Set([1]), error: new Set([0]) })
  })

  test('leaves a failure that does not come again as it was', async () => {
    let calls = 0
    const result = await run(doubles, (x: number) => (++calls === 4 ? 0.03 : 2 * x))
    expect(result).toMatchObject({ status: 'fail', index: 4, shrinks: 0, broken: { got: 0.03 } })
  })
})

describe('trouble with the code of the student', () => {
  test('that throws is an error with its smallest case', async () => {
    const result = await run(doubles, (x: number) => {
      if (x > 1) throw new RangeError('too large')
      return 2 * x
    })
    expect(result).toMatchObject({
      status: 'error',
      trouble: { kind: 'threw', name: 'RangeError', message: 'too large' },
      calls: [{ args: [2] }],
    })
  })

  test('that is missing is an error', async () => {
    expect(await over(doubles, inProcess({}))).toMatchObject({
      status: 'error',
      trouble: { kind: 'no-export' },
    })
  })

  test.each([
    ['timeout', 'timeout'],
    ['crashed', 'error'],
    ['not-loaded', 'error'],
  ] as const)('that is %s is not tried on simpler cases', async (kind, status) => {
    const { asked, transport } = ending(kind)
    expect(await over(doubles, transport)).toMatchObject({ status, index: 1, shrinks: 0, trouble: { kind } })
    expect(asked.length).toBeLessThanOrEqual(25)
  })
})

describe('trouble of ours is ungraded, with the reason', () => {
  test('a reference that refuses a case', async () => {
    expect(await run(faulty, double)).toMatchObject({
      status: 'ungraded',
      reason: expect.stringMatching(/^the reference refused a generated case: SyntaxError/),
    })
  })

  test('a reference that refuses a random case', async () => {
    expect(await run({ ...faulty, given: gridNumber().map((x) => ({ x })) }, double)).toMatchObject({
      status: 'ungraded',
    })
  })

  test('a generator that throws', async () => {
    const law = { ...doubles, given: gridNumber().map((): { x: number } => JSON.parse('{')) }
    expect(await run(law, double)).toMatchObject({ status: 'ungraded' })
  })

  test('a transport that breaks', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('spawn EAGAIN')
    }
    const transport = { call: broken, play }
    expect(await over(doubles, transport)).toEqual({ status: 'ungraded', runs: 0, reason: 'spawn EAGAIN' })
  })

  test('but a student that fails before that has failed', async () => {
    const law = {
      ...faulty,
      holds: matches<Doubling, { x: number }>('double', (x) => (x > 2 ? JSON.parse('{') : 2 * x), exact),
    }
    expect(await run({ ...law, given: [{ x: 1 }, { x: 3 }] }, () => 0)).toMatchObject({
      status: 'fail',
      index: 1,
    })
    expect(await run({ ...law, given: [{ x: 1 }, { x: 3 }] }, double)).toMatchObject({ status: 'ungraded' })
  })
})

describe('side by side', () => {
  const cases = Array.from({ length: 60 }, (_, x) => ({ x }))
  /** Answers late, all that was asked at once together, and says how many that were. */
  function slowly(double: (x: number) => number) {
    const waves: number[] = []
    let waiting: (() => void)[] = []
    const call: Transport['call'] = (_, [x]) =>
      new Promise((resolve) => {
        if (waiting.length === 0)
          setImmediate(() => {
            waves.push(waiting.length)
            for (const answer of waiting.splice(0)) answer()
          })
        waiting.push(() => resolve({ value: double(x as number), weight: 8, printed: '' }))
      })
    waiting = []
    return { waves, transport: { call, play } satisfies Transport }
  }
  const options = (transport: Transport) => ({
    seed: 1,
    functions: { double: { returns: isNumber } },
    transport,
    sideBySide: pLimit(25),
  })

  test('as many cases are open as the limit lets, of several properties together', async () => {
    const { waves, transport } = slowly(double)
    const shared = options(transport)
    await Promise.all([
      judge({ ...doubles, given: cases }, shared),
      judge({ ...doubles, given: cases }, shared),
    ])
    expect(waves).toEqual([25, 25, 25, 25, 20])
  })

  test('the first failing case is the first in their order, and few are tried after it', async () => {
    const { waves, transport } = slowly((x) => (x === 30 || x === 33 ? 0 : 2 * x))
    const result = await judge({ ...doubles, given: cases }, options(transport))
    expect(result).toMatchObject({ status: 'fail', index: 31, runs: 31 })
    expect(waves).toEqual([25, 25])
  })
})

describe('the cases', () => {
  test('are the same objects in every run, so that what is known of them can be kept', async () => {
    const seen: unknown[] = []
    const law: AnyProperty = { ...doubles, holds: (_, example) => must(seen.push(example) > 0, '') }
    await run(law, double)
    await run(law, double)
    expect(seen).toHaveLength(200)
    for (let i = 0; i < 100; i++) expect(seen[i]).toBe(seen[i + 100])
  })

  /** All arguments that a run tries. */
  async function tried(seed: number): Promise<unknown[]> {
    const seen: unknown[] = []
    await run(
      doubles,
      (x: number) => {
        seen.push(x)
        return 2 * x
      },
      seed,
    )
    return seen
  }

  test('are the same for the same seed and others for another', async () => {
    expect(await tried(5)).toEqual(await tried(5))
    expect(await tried(5)).not.toEqual(await tried(-5))
  })

  test('end in the same counterexample in two runs', async () => {
    const wrong = (x: number) => (x * x > 9 ? 0 : 2 * x)
    expect(await run(doubles, wrong, 77)).toEqual(await run(doubles, wrong, 77))
  })
})
