import { describe, expect, test } from 'vitest'
import { assembleSuite } from '#engine/grading/suite.ts'
import { madeUpExercise, madeUpHidden, madeUpVisible } from '#engine/running/made-up.fixture.ts'
import { isUnfinished, withReasons } from './mutate-course.ts'
import { mutate } from './mutate-exercise.ts'
import { tableText } from './table.ts'

const source = [
  'export function double(x: number): number {',
  '  if (x === 0) return 0',
  '  return x + x',
  '}',
].join('\n')
const suite = assembleSuite(madeUpExercise(), madeUpVisible, madeUpHidden)
const outcome = { ...(await mutate({ file: 'double.ts', source, imports: {}, suite })), seconds: 1 }
const dropped = {
  in: 'double',
  before: 'if (x === 0) return 0',
  after: ';',
  because: 'The sum of two zeros is 0 as well.',
}

describe('a made-up exercise with one needless line', () => {
  const judged = withReasons(outcome, [])

  test('has the mutants of that line as survivors, after three seeds', () => {
    expect(outcome.survivors.map(({ line, after }) => [line, after])).toContainEqual([2, ';'])
    expect(outcome.survivors.every(({ line }) => line === 2)).toBe(true)
    const killed = Object.values(outcome.killedBy).reduce((sum, count) => sum + count, 0)
    expect(killed + outcome.survivors.length).toBe(outcome.mutants)
    expect(isUnfinished(judged)).toBe(true)
  })

  test('reports them in words', () => {
    expect(tableText([judged])).toContain(
      'double.ts:2  if (x === 0) return 0  →  ;  nobody noticed (dropped statement)',
    )
  })

  test('is accepted with a reason for each', () => {
    const reasons = outcome.survivors.map((mutant) => ({ ...dropped, after: mutant.after }))
    expect(withReasons(outcome, reasons)).toMatchObject({ survivors: [], stale: [] })
    expect(isUnfinished(withReasons(outcome, reasons))).toBe(false)
  })

  test('keeps a reason when lines are put in before it', async () => {
    const moved = await mutate({ file: 'double.ts', source: `// A word.\n${source}`, imports: {}, suite })
    expect(withReasons({ ...moved, seconds: 1 }, [dropped]).stale).toEqual([])
  })

  test('refuses a reason by which nothing survives', () => {
    const killed = { ...dropped, before: 'return x + x', after: 'return x - x' }
    const stale = withReasons(outcome, [killed])
    expect(stale.stale).toEqual([killed])
    expect(isUnfinished({ ...stale, survivors: [] })).toBe(true)
    expect(tableText([stale])).toContain(
      'return x + x  →  return x - x  this mutant is killed now, or is none any more: remove the entry',
    )
  })
})
