import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultLimits, TooLarge } from '../spec/plain-data.ts'
import { CodecError, decode, encode } from './codec.ts'

const trip = (value: unknown): unknown => decode(encode(value))
const opaque = (what: string) => expect.objectContaining({ opaque: expect.stringContaining(what) })

/** Everything that travels as it is. */
const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.double(),
    fc.constantFrom(Number.NaN, -0, Number.POSITIVE_INFINITY, Number.MIN_VALUE, undefined, null, true, false),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'a', '\0') }),
    fc.array(fc.double()),
    fc.array(tie('value')),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toString', 'then2', '0', '')),
      tie('value'),
    ),
  ),
})).value

/** Same in the sense of Object.is, all the way down, own keys and their order included. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [left, right] = [Object.keys(a), Object.keys(b)]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every((key, i) => key === right[i] && isSame(Reflect.get(a, key), Reflect.get(b, key)))
  )
}

describe('plain data', () => {
  test('arrives as it left', () => {
    fc.assert(
      fc.property(plainData, (value) => isSame(trip(value), value)),
      { numRuns: 2000 },
    )
  })

  test('is told from what is nearly the same', () => {
    for (const [a, b] of [
      [0, -0],
      [Number.NaN, null],
      [undefined, null],
      ['1', 1],
      [[], {}],
      [[1], { 0: 1 }],
    ])
      expect(isSame(trip(a), b)).toBe(false)
  })

  test('is plain again: an array from another class of arrays, a record from an instance', () => {
    class Model {
      weights = [1, 2]
      predict() {
        return 0
      }
    }
    class List extends Array {}
    expect(Object.getPrototypeOf(trip(new Model()))).toBe(Object.prototype)
    expect(trip(new Model())).toEqual({ weights: [1, 2] })
    expect(Object.getPrototypeOf(trip(List.from([1, 'a'])))).toBe(Array.prototype)
  })

  test('may be shared, as long as it does not contain itself', () => {
    const row = [1, 2]
    expect(trip([row, row, { row }])).toEqual([row, row, { row }])
  })

  test('has its inherited, hidden and symbol keys left behind', () => {
    const value = Object.create(
      { inherited: 1 },
      { hidden: { value: 2 }, seen: { value: 3, enumerable: true } },
    )
    expect(trip(Object.assign(value, { [Symbol('s')]: 4 }))).toEqual({ seen: 3 })
  })

  test('can not reach a prototype by the name of a key', () => {
    const evil = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')
    const arrived = trip([evil]) as object[]
    expect(Object.getPrototypeOf(arrived[0])).toBe(Object.prototype)
    expect(Object.keys(arrived[0]!)).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('what is no plain data arrives as its name', () => {
  const cycle: unknown[] = [1]
  cycle.push({ back: cycle })
  test.each([
    ['a function', () => 1, 'a function'],
    ['a class', class {}, 'a function'],
    ['a symbol', Symbol('s'), 'a symbol'],
    ['a bigint', 1n, 'a bigint'],
    ['a Promise', Promise.resolve(1), 'a Promise (remove async'],
    ['a thenable', Object.defineProperty({}, 'then', { value: () => {} }), 'a Promise'],
    ['a Map', new Map([[1, 2]]), 'a Map'],
    ['a Set', new Set([1]), 'a Set'],
    ['a WeakMap', new WeakMap(), 'a weak collection'],
    ['a Float64Array', new Float64Array(2), 'a Float64Array (make it a plain array'],
    ['an ArrayBuffer', new ArrayBuffer(2), 'an ArrayBuffer'],
    ['a DataView', new DataView(new ArrayBuffer(2)), 'a DataView'],
    ['a Date', new Date(0), 'an object of type Date'],
    ['a regular expression', /x/, 'an object of type RegExp'],
    ['an Error', new RangeError('x'), 'an object of type Error'],
  ])('%s', (_, value, name) => {
    expect(trip(value)).toEqual(opaque(name))
    expect(trip({ in: [value] })).toEqual({ in: [opaque(name)] })
  })

  test('a value that contains itself, at the place where it does', () => {
    expect(trip(cycle)).toEqual([1, { back: opaque('contains itself') }])
  })

  test('a hole in an array, in an array of numbers too', () => {
    // biome-ignore lint/suspicious/noSparseArray: holes are the subject
    expect(trip([1, , 'a'])).toEqual([1, opaque('a hole'), 'a'])
    // biome-ignore lint/suspicious/noSparseArray: holes are the subject
    expect(trip([1, , 2])).toEqual([1, opaque('a hole'), 2])
    expect(trip(new Array(2))).toEqual([opaque('a hole'), opaque('a hole')])
  })
})

describe('limits when encoding', () => {
  const nested = (levels: number) => {
    let value: unknown = 'x'
    for (let i = 0; i < levels; i++) value = [value]
    return value
  }

  test('64 levels, and not one more', () => {
    expect(trip(nested(64))).toEqual(nested(64))
    expect(() => encode(nested(65))).toThrow(new TooLarge('it is nested more than 64 levels deep'))
    expect(() => encode(nested(100_000))).toThrow(TooLarge)
  })

  test('a million parts, and not one more', () => {
    expect(encode(new Array(999_999).fill(1)).length).toBe(5 + 8 * 999_999)
    expect(() => encode(new Array(1_000_000).fill(null))).toThrow('it has more than 1000000 parts')
    expect(() => encode([new Array(600_000).fill(1), new Array(600_000).fill(1)])).toThrow(TooLarge)
  })

  test('8 MiB, and not one byte more', () => {
    const text = 'x'.repeat((resultLimits.bytes - 6) / 2)
    expect(encode(text).length).toBe(resultLimits.bytes - 1)
    expect(() => encode(`${text}x`)).toThrow('it is larger than 8 MB')
    expect(() => encode({ ['k'.repeat(resultLimits.bytes)]: 1 })).toThrow(TooLarge)
  })

  test('hold for what only claims to be large', () => {
    const sparse: unknown[] = []
    sparse[4294967294] = 1
    expect(() => encode(sparse)).toThrow(TooLarge)
    expect(trip(new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : 1) }))).toEqual(opaque('a Proxy'))
  })

  test('hold for an array before it is looked through', () => {
    const huge = new Array(resultLimits.parts + 1).fill(1)
    let looks = 0
    Object.defineProperty(huge, 0, { get: () => ++looks })
    expect(() => encode(huge)).toThrow(TooLarge)
    expect(looks).toBe(0)
  })

  test('hold for a getter that makes another level each time it is looked at', () => {
    const endless = (): unknown => ({
      get next() {
        return endless()
      },
    })
    expect(() => encode(endless())).toThrow('64 levels')
  })
})

describe('limits when decoding', () => {
  const u32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24]
  const bytes = (...parts: (number | number[])[]) => Uint8Array.from(parts.flat())

  test.each([
    ['no bytes', bytes()],
    ['an unknown tag', bytes(10)],
    ['a byte too many', bytes(1, 1)],
    ['half a number', bytes(4, 0, 0)],
    ['half a length', bytes(5, 1, 0)],
    ['a text of 4 GB', bytes(5, u32(0xffffffff))],
    ['doubles of 32 GB', bytes(6, u32(0xffffffff), 0)],
    ['a list of 4 G entries', bytes(7, u32(0xffffffff), 1)],
    ['a record of 4 G entries', bytes(8, u32(0xffffffff), 1)],
    ['an opaque value without its name', bytes(9)],
    ['a record without its last value', bytes(8, u32(1), u32(0))],
    ['65 levels', bytes(...Array.from({ length: 65 }, () => [7, ...u32(1)]), 1)],
    ['levels without end', bytes(...Array.from({ length: 100_000 }, () => [7, ...u32(1)]))],
    ['8 MiB and a byte', new Uint8Array(resultLimits.bytes + 1)],
    ['8 MiB of parts', bytes(7, u32(resultLimits.bytes - 5), Array(resultLimits.bytes - 5).fill(1))],
  ])('refuses %s', (_, frame) => {
    expect(() => decode(frame)).toThrow(CodecError)
  })

  test('decodes a part of a larger buffer, and nothing beside it', () => {
    const frame = encode(['a', 1])
    const around = new Uint8Array(frame.length + 20).fill(1)
    around.set(frame, 10)
    expect(decode(around.subarray(10, 10 + frame.length))).toEqual(['a', 1])
  })
})

describe('broken frames', () => {
  /** Decodes what may be anything. Whatever it is, it is decoded or a CodecError, and soon. */
  function survives(frame: Uint8Array): boolean {
    const start = performance.now()
    try {
      trip(decode(frame))
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
    }
    slowest = Math.max(slowest, performance.now() - start)
    return true
  }
  let slowest = 0

  const tags = fc.integer({ min: 0, max: 10 })
  /** Bytes that look more like frames than chance would make them. */
  const nearlyFrame = fc
    .array(fc.oneof(tags, tags, fc.constantFrom(0, 0, 0, 1, 2, 255), fc.nat(255)), { maxLength: 200 })
    .map((bytes) => Uint8Array.from(bytes))
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 })

  test('of chance are decoded or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), survives), { numRuns: 10_000 })
    fc.assert(fc.property(nearlyFrame, survives), { numRuns: 10_000 })
  })

  test('with changed bytes are decoded or refused', () => {
    const changed = fc.tuple(plainData, edits).map(([value, changes]) => {
      const frame = Uint8Array.from(encode(value))
      for (const [at, byte] of changes) frame[at % frame.length] = byte
      return frame
    })
    fc.assert(fc.property(changed, survives), { numRuns: 10_000 })
  })

  test('cut short at any place are refused', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        const frame = encode(value)
        for (let end = 0; end < frame.length; end += Math.ceil(frame.length / 40))
          expect(() => decode(frame.subarray(0, end))).toThrow(CodecError)
      }),
      { numRuns: 500 },
    )
  })

  test('took less than a second each, and changed no prototype', () => {
    expect(slowest).toBeLessThan(1000)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.keys(Array.prototype)).toEqual([])
  })
})
