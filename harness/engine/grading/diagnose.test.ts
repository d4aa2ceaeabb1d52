import { describe, expect, test } from 'vitest'
import { type Doubling, madeUpHidden, vacuous } from '../running/made-up.fixture.ts'
import type { Observations } from '../spec/answer-key.ts'
import { gridNumber } from '../spec/arbitraries/index.ts'
import { inProcess } from '../spec/in-process.ts'
import { keepsInputs } from '../spec/laws/hygiene.ts'
import { matches } from '../spec/laws/matches.ts'
import { type AnyProperty, property } from '../spec/property.ts'
import { exact } from '../spec/tolerance.ts'
import type { Verdict } from '../spec/verdict.ts'
import { diagnose, type MistakeBank } from './diagnose.ts'

type Fn = (x: number) => unknown

const double = (x: number) => 2 * x
const adds = (x: number) => 2 + x
const squares = (x: number) => x * x
const doubles = madeUpHidden.doubles!

function bankOf(wrong: Record<string, Fn>, observe: Observations = {}): MistakeBank {
  return {
    exemplar: { double },
    observe,
    mistakes: Object.fromEntries(
      Object.entries(wrong).map(([id, fn]) => [
        id,
        { says: '', explains: '', asks: '', exports: { double: fn } },
      ]),
    ),
  }
}

function diagnosisOf(student: Fn, bank: MistakeBank, law: AnyProperty = doubles) {
  const functions = { double: { returns: () => undefined } }
  return diagnose(law, { seed: 1, functions, transport: inProcess({ double: student }) }, bank)
}

describe('a known mistake', () => {
  test('is named when the code of the student behaves as it does', async () => {
    expect(await diagnosisOf((x) => x + 2, bankOf({ adds, squares }))).toBe('adds')
    expect(await diagnosisOf((x) => x ** 2, bankOf({ adds, squares }))).toBe('squares')
  })

  test('is named though rounding differs', async () => {
    expect(await diagnosisOf((x) => x + 2 + 1e-13, bankOf({ adds, squares }))).toBe('adds')
  })

  test('is not named for a match on some of the calls', async () => {
    expect(await diagnosisOf((x) => (x > 7 ? 0 : x + 2), bankOf({ adds, squares }))).toBeUndefined()
  })

  test('is not named when another one behaves alike', async () => {
    expect(await diagnosisOf(adds, bankOf({ adds, 'adds-too': adds }))).toBeUndefined()
  })

  test('is not named when it can not be told from right code by these calls', async () => {
    const law = property({
      given: [{ x: 2 }],
      holds: matches<Doubling, { x: number }>('double', (x) => 2 * x + 1, exact),
    })
    expect(await diagnosisOf(double, bankOf({ adds, squares }), law)).toBeUndefined()
  })

  test('is not named by a property that it passes itself', async () => {
    const asks = (verdict: Verdict): AnyProperty =>
      property<Doubling, number>({
        given: gridNumber(),
        holds: async ({ double }, x) => {
          await double(x)
          return verdict
        },
      })
    expect(await diagnosisOf(adds, bankOf({ adds }), asks({ because: 'broken' }))).toBe('adds')
    expect(await diagnosisOf(adds, bankOf({ adds }), asks(true))).toBeUndefined()
  })

  test('of another function is left alone', async () => {
    const bank = bankOf({ adds })
    bank.mistakes.other = { says: '', explains: '', asks: '', exports: { half: adds } }
    expect(await diagnosisOf(adds, bank)).toBe('adds')
  })
})

describe('nothing is diagnosed', () => {
  test('of a correct solution', async () => {
    expect(await diagnosisOf((x) => x + x, bankOf({ adds, squares }))).toBeUndefined()
  })

  test('where no call was made', async () => {
    expect(await diagnosisOf(adds, bankOf({ adds }), vacuous)).toBeUndefined()
  })

  test('of code that hangs, crashes or is missing', async () => {
    const functions = { double: { returns: () => undefined } }
    const bank = bankOf({ adds })
    expect(await diagnose(doubles, { seed: 1, functions, transport: inProcess({}) }, bank)).toBeUndefined()
  })

  test('of results of another form', async () => {
    const functions = { double: { returns: () => 'it is no number' } }
    const transport = inProcess({ double: adds })
    expect(await diagnose(doubles, { seed: 1, functions, transport }, bankOf({ adds }))).toBeUndefined()
  })
})

describe('what behaving alike means', () => {
  const throwsFor = (code: string | undefined) => (x: number) => {
    if (x > 4) throw Object.assign(new Error('no'), code ? { code } : {})
    return 2 * x
  }

  test('errors with the same code are alike, whatever their words', async () => {
    const bank = bankOf({ 'refuses-large': throwsFor('PARAM'), squares })
    const student = (x: number) => {
      if (x > 4) throw Object.assign(new Error('other words'), { code: 'PARAM' })
      return 2 * x
    }
    expect(await diagnosisOf(student, bank)).toBe('refuses-large')
    expect(await diagnosisOf(throwsFor(undefined), bank)).toBeUndefined()
  })

  test('only what is observed of a result counts', async () => {
    const bank = bankOf({ adds, squares }, { double: (result) => Math.abs(Number(result)) })
    expect(await diagnosisOf((x) => -(x + 2), bank)).toBe('adds')
  })

  test('a mistake may be observed in a way of its own', async () => {
    const bank = bankOf({ adds, squares })
    bank.mistakes.adds!.observe = { double: (result) => Math.abs(Number(result)) }
    expect(await diagnosisOf((x) => -(x + 2), bank)).toBe('adds')
  })

  test('an observation that stumbles over a result matches nothing', async () => {
    const stumbles = { double: () => JSON.parse('{') }
    expect(await diagnosisOf(adds, bankOf({ adds }, stumbles))).toBeUndefined()
  })

  test('rehearsed calls count as calls', async () => {
    const law: AnyProperty = {
      given: [0],
      holds: async (student) => {
        await keepsInputs(student, { double: [3] })
        return { because: 'broken' }
      },
    }
    expect(await diagnosisOf(adds, bankOf({ adds, squares }), law)).toBe('adds')
  })
})
