import { describe, expect, test } from 'vitest'
import { inProcess, scribble } from './in-process.ts'
import { StudentTrouble } from './student.ts'

describe('a call in this process', () => {
  test('hands over copies, never the values themselves', async () => {
    const given = [[3, 1, 2]]
    let seen: unknown
    const { call } = inProcess({
      f: (x: number[]) => {
        seen = x
        return x.sort()
      },
    })
    const result = await call('f', given)
    expect(given).toEqual([[3, 1, 2]])
    expect(result).toEqual([1, 2, 3])
    expect(result).not.toBe(seen)
  })

  test('in a batch lets one call fail and the others go on', async () => {
    const { many } = inProcess({
      f: (x: number) => {
        if (x < 0) throw new Error('negative')
        return x
      },
    })
    const [first, second, third] = await many('f', [[1], [-1], [2]])
    expect([first, third]).toEqual([1, 2])
    expect(second).toBeInstanceOf(StudentTrouble)
  })

  test('of something that is thrown and no error is trouble with its text', async () => {
    const { call } = inProcess({
      f: () => {
        throw 'just a text'
      },
      g: () => {
        throw undefined
      },
    })
    await expect(call('f', [])).rejects.toMatchObject({ trouble: { kind: 'threw', message: 'just a text' } })
    await expect(call('g', [])).rejects.toMatchObject({ trouble: { kind: 'threw', message: 'undefined' } })
  })

  test('of a value that is no function is trouble', async () => {
    await expect(inProcess({ f: 3 }).call('f', [])).rejects.toMatchObject({ trouble: { kind: 'no-export' } })
  })
})

describe('a rehearsal', () => {
  test('shows the arguments as the function left them', async () => {
    const { rehearse } = inProcess({ f: (x: number[]) => x.push(9) })
    expect((await rehearse('f', [[1]])).argsAfter).toEqual([[1, 9]])
  })

  test('gives a function away that returns what it keeps', async () => {
    const kept = [1, 2]
    const { first, second } = await inProcess({ f: () => kept }).rehearse('f', [])
    expect(first).toEqual([1, 2])
    expect(second).toEqual([2, 3])
  })
})

describe('scribbling', () => {
  test('changes every number, at any depth', () => {
    const value = { a: 1, b: [2, { c: 3 }], d: 'text', e: null }
    scribble(value)
    expect(value).toEqual({ a: 2, b: [3, { c: 4 }], d: 'text', e: null })
  })

  test('comes to an end in a value that contains itself', () => {
    const value: { n: number; self?: unknown } = { n: 1 }
    value.self = value
    scribble(value)
    expect(value.n).toBe(2)
  })
})
