import { describe, expect, test } from 'vitest'
import { inProcess } from './in-process.ts'
import { scribble } from './scribble.ts'

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
    const { value: result } = await call('f', given)
    expect(given).toEqual([[3, 1, 2]])
    expect(result).toEqual([1, 2, 3])
    expect(result).not.toBe(seen)
  })

  test('has the limits of the sandbox: for what is returned, and for what is handed over', async () => {
    const { call } = inProcess({
      f: (n: number) => new Array(n).fill('x'),
      g: () => 0,
      h: () => new Map(),
    })
    expect((await call('f', [10])).weight).toBeGreaterThan(10 * 48)
    await expect(call('f', [1_000_001])).rejects.toMatchObject({ trouble: { kind: 'bad-result', fn: 'f' } })
    await expect(call('g', [new Array(7e6).fill(1)])).rejects.toThrow('it has more than 6000000 parts')
    expect((await call('h', [])).value).toMatchObject({ opaque: 'a Map' })
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

describe('a watched call', () => {
  test('shows the arguments as the function left them', async () => {
    const { call } = inProcess({ f: (x: number[]) => x.push(9) })
    expect((await call('f', [[1]], true)).argsAfter).toEqual([[1, 9]])
  })

  test('gives a function away that returns what it keeps', async () => {
    const kept = [1, 2]
    const { call } = inProcess({ f: () => kept })
    expect((await call('f', [], true)).value).toEqual([1, 2])
    expect((await call('f', [])).value).toEqual([2, 3])
  })
})

describe('scribbling', () => {
  test('changes every number, at any depth', () => {
    const value = { a: 1, b: [2, { c: 3 }], d: 'text', e: null }
    scribble(value)
    expect(value).toEqual({ a: 2, b: [3, { c: 4 }], d: 'text', e: null })
  })

  test('calls nothing of the value: no setter, no proxy', () => {
    const heard: string[] = []
    const value = {
      get a() {
        return 1
      },
      set a(_) {
        heard.push('setter')
      },
      b: new Proxy([1], {
        set: () => heard.push('proxy') > 0,
        defineProperty: () => heard.push('proxy') > 0,
      }),
      c: Object.freeze([1]),
      d: [1],
    }
    scribble(value)
    expect(heard).toEqual([])
    expect([value.c, value.d]).toEqual([[1], [2]])
  })

  test('comes to an end in a value that contains itself', () => {
    const value: { n: number; self?: unknown } = { n: 1 }
    value.self = value
    scribble(value)
    expect(value.n).toBe(2)
  })
})
