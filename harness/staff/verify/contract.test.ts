import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badManners } from './contract.ts'
import { madeUpKey } from './made-up-key.fixture.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-contract-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the ways to break the contract of a function', () => {
  const manners = () => badManners(madeUpKey(folder))
  const total = (caughtBy: string) =>
    manners().find((bad) => bad.caughtBy === caughtBy)?.module.total as (x: number[]) => number

  test('are four, each with the property that must notice', () => {
    expect(manners().map(({ name, caughtBy }) => [name, caughtBy])).toEqual([
      ['a total that changes its arguments', 'total/keeps-inputs'],
      ['a total that remembers the call before', 'total/repeats-itself'],
      ['a total that accepts everything', 'total/refuses-bad-input'],
      ['a total that gives no reason', 'total/gives-the-reason'],
    ])
  })

  test('give the right result otherwise', () => {
    for (const { module } of manners()) expect((module.total as (x: number[]) => number)([1, 2])).toBe(3)
  })

  test('change the arguments', () => {
    const x = [1, 2]
    total('total/keeps-inputs')(x)
    expect(x).not.toEqual([1, 2])
  })

  test('give another result the second time', () => {
    const remembers = total('total/repeats-itself')
    expect([remembers([1]), remembers([2]), remembers([1])]).toEqual([1, 2, 2])
  })

  test('accept what must be refused', () => {
    expect(total('total/refuses-bad-input')([])).toBe(1)
  })

  test('refuse without a code', () => {
    expect(() => total('total/gives-the-reason')([])).toThrow(new Error('no'))
  })
})
