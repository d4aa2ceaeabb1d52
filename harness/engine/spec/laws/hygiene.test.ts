import { describe, expect, test } from 'vitest'
import { inProcess } from '../in-process.ts'
import { remoteStudent } from '../student.ts'
import { keepsInputs, repeatsItself } from './hygiene.ts'

type Fn = (...args: never[]) => unknown
const studentWith = (module: Record<string, Fn>) =>
  remoteStudent(
    Object.fromEntries(Object.keys(module).map((fn) => [fn, { returns: () => undefined }])),
    inProcess(module),
  )

describe('keepsInputs', () => {
  const calls = { sorted: [[3, 1, 2]] }

  test('holds for a function that works on a copy', async () => {
    expect(await keepsInputs(studentWith({ sorted: (x: number[]) => [...x].sort() }), calls)).toBe(true)
  })

  test.each<[string, Fn]>([
    ['sorts in place', (x: number[]) => x.sort()],
    ['adds an element', (x: number[]) => x.push(0)],
    ['takes one away', (x: number[]) => x.pop()],
    ['puts NaN in', (x: number[]) => x.fill(Number.NaN)],
  ])('is broken by a function that %s', async (_, sorted) => {
    expect(await keepsInputs(studentWith({ sorted }), calls)).toMatchObject({
      because: 'sorted changed the arrays it was given.',
      expected: [[3, 1, 2]],
    })
  })

  test('is broken by a field that was added to a record', async () => {
    const student = studentWith({
      predict: (model: Record<string, number>) => Object.assign(model, { seen: 1 }),
    })
    expect(await keepsInputs(student, { predict: [{ coef: 1 }] })).toMatchObject({
      because: 'predict changed the arrays it was given.',
    })
  })

  test('looks at every function', async () => {
    const student = studentWith({ kind: () => 0, rude: (x: number[]) => x.reverse() })
    expect(await keepsInputs(student, { kind: [[1, 2]], rude: [[1, 2]] })).toMatchObject({
      because: 'rude changed the arrays it was given.',
    })
  })
})

describe('repeatsItself', () => {
  test('holds for a function without memory', async () => {
    expect(await repeatsItself(studentWith({ f: (x: number) => [x, { y: x }] }), { f: [1] })).toBe(true)
  })

  test('is broken by a function that counts its calls', async () => {
    let calls = 0
    expect(await repeatsItself(studentWith({ f: () => ++calls }), { f: [] })).toMatchObject({
      because: 'f gave another value when it was called a second time.',
      got: 2,
      expected: 1,
    })
  })

  test('is broken by a function that hands its own memory out', async () => {
    const cache = new Map<number, number[]>()
    const f = (n: number) => {
      if (!cache.has(n)) cache.set(n, [n])
      return cache.get(n)
    }
    expect(await repeatsItself(studentWith({ f }), { f: [7] })).toMatchObject({ got: [8], expected: [7] })
  })

  test('is broken by a second result with a field more or a field less', async () => {
    for (const [first, second] of [
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: 1, b: 2 }, { a: 1 }],
    ]) {
      const results = [first, second]
      const verdict = await repeatsItself(studentWith({ f: () => results.shift() }), { f: [] })
      expect(verdict).not.toBe(true)
    }
  })
})
