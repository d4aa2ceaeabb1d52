import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { exerciseWith } from '../grading/grade.fixture.ts'
import { keepSoFar } from './so-far.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-so-far-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('exercises are kept as they are done, until the whole record is there', () => {
  const path = join(folder, 'out', 'grade.so-far.jsonl')
  const first = keepSoFar(join(folder, 'out'))
  first.exercise(exerciseWith({ slug: '01-a' }))
  first.exercise(exerciseWith({ slug: '02-b' }))
  const slugs = () =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).slug)
  expect(slugs()).toEqual(['01-a', '02-b'])
  const second = keepSoFar(join(folder, 'out'))
  second.exercise(exerciseWith({ slug: '03-c' }))
  expect(slugs()).toEqual(['03-c'])
  second.whole()
  expect(existsSync(path)).toBe(false)
})

test('a place that can not be written is named once, and stops nothing', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const kept = keepSoFar('/dev/null/out')
  kept.exercise(exerciseWith())
  kept.whole()
  expect(said).toHaveBeenCalledTimes(1)
  said.mockRestore()
})
