import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { mutantsDigest, mutantsOutOfDate, TABLE } from './out-of-date.ts'
import { tableMarkdown } from './table.ts'

const root = mkdtempSync(join(tmpdir(), 'neurograde-out-of-date-'))
const exercise = { slug: '01-double', name: 'double' }
const judged = {
  ...exercise,
  mutants: 3,
  killedBy: { doubles: 3 },
  survivors: [],
  explained: [],
  stale: [],
  seconds: 1,
}
afterAll(() => rmSync(root, { recursive: true }))

function write(path: string, content: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function writeTable() {
  write(TABLE, tableMarkdown([judged], { [exercise.slug]: mutantsDigest(root, exercise) }))
}

beforeEach(() => {
  write('package.json', '{}')
  write('exercises/01-double/exercise.json', '{}')
  write('exercises/01-double/double.visible.ts', '')
  write('solutions/01-double/double.ts', 'export const double = (x: number) => 2 * x')
  write('solutions/01-double/double.hidden.ts', "import './law.ts'")
  write('solutions/01-double/law.ts', '')
  write('solutions/01-double/double.equivalents.json', '[]')
  writeTable()
})

describe('the committed table', () => {
  test('is in order as it was written', () => {
    expect(mutantsOutOfDate(root, [exercise])).toEqual([])
  })

  test('is out of date where it is missing, or lacks the exercise', () => {
    rmSync(join(root, TABLE))
    expect(mutantsOutOfDate(root, [exercise])).toEqual(['01-double'])
    writeTable()
    expect(mutantsOutOfDate(root, [exercise, { slug: '02-other', name: 'other' }])).toEqual(['02-other'])
  })

  test.each([
    'exercises/01-double/exercise.json',
    'exercises/01-double/double.visible.ts',
    'solutions/01-double/double.ts',
    'solutions/01-double/law.ts',
    'solutions/01-double/double.equivalents.json',
  ])('is out of date when %s has changed', (path) => {
    write(path, '// changed')
    expect(mutantsOutOfDate(root, [exercise])).toEqual(['01-double'])
  })

  test('rests on every hidden file, where they have a folder', () => {
    rmSync(join(root, 'solutions/01-double/double.hidden.ts'))
    write('solutions/01-double/hidden/double.ts', '')
    writeTable()
    write('solutions/01-double/hidden/double.ts', '// changed')
    expect(mutantsOutOfDate(root, [exercise])).toEqual(['01-double'])
    rmSync(join(root, 'solutions/01-double/hidden'), { recursive: true })
  })

  test('does not rest on mistakes and alternatives', () => {
    write('solutions/01-double/double.mistakes.ts', 'export default {}')
    expect(mutantsOutOfDate(root, [exercise])).toEqual([])
  })
})
