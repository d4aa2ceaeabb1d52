import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSchema, isIntact } from '#engine/grading/record.ts'
import { composeFile } from './answer-key/compose.ts'

const [first] = loadCourse(projectRoot).exercises
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-commands-'))
  const solution = join(folder, 'ada', first!.file)
  mkdirSync(dirname(solution), { recursive: true })
  mkdirSync(join(folder, 'empty'))
  writeFileSync(solution, await composeFile(projectRoot, first!, { kind: 'exemplar' }))
})

afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command as people do, with whatever Node this is; reports go to a folder of this test. */
function neurograde(...args: string[]): Promise<Ended> {
  const { GITHUB_ACTIONS: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(
      'node',
      [join(projectRoot, 'harness', 'neurograde.js'), ...args],
      { cwd: folder, env: { ...env, NEUROGRADE_COURSE_KEY: 'the key of the command tests' } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe('grade', () => {
  test('ends with 0, prints the points and writes record and report', async () => {
    const out = join(folder, 'reports', 'ada')
    const { code, stdout } = await neurograde('grade', 'ada', '--only', '5', '--out', out, '--commit', 'abc')
    expect(code).toBe(0)
    const points = first!.manifest.points
    expect(stdout).toContain(`${first!.slug}         ${points} / ${points}  complete`)
    expect(stdout).toContain(`Written: ${join(out, 'grade.json')} and report.md`)
    const grade = gradeSchema.parse(JSON.parse(readFileSync(join(out, 'grade.json'), 'utf8')))
    expect(grade).toMatchObject({
      points,
      status: 'graded',
      tier: 'provisional',
      submission: { id: 'ada', commit: 'abc' },
    })
    expect(isIntact(grade)).toBe(true)
    expect(readdirSync(out).sort()).toEqual(['grade.json', 'report.md'])
  })

  test('of an empty folder ends with 0 points and a line that helps', async () => {
    const { code, stdout, stderr } = await neurograde('grade', 'empty', '--only', '05', '--out', 'out-empty')
    expect(code).toBe(0)
    expect(stdout).toContain(`0 of ${first!.manifest.points} points`)
    expect(stderr).toContain(
      `empty holds no file of any exercise (such as ${first!.file}). Is it the right folder?`,
    )
  })

  test.each([
    [
      'an exercise that does not exist',
      ['grade', 'ada', '--only', '99'],
      /There is no exercise "99"\. There are: 05-/,
    ],
    ['a folder that does not exist', ['grade', 'nowhere', '--only', '05'], /nowhere is not a folder/],
    ['an option that does not exist', ['grade', 'ada', '--fast'], /unknown option '--fast'/],
    [
      'seeds that are no number',
      ['verify', '05', '--seeds', 'many'],
      /--seeds must be a whole number above 0, not many/,
    ],
    ['a release into a folder that is not empty', ['release', 'ada'], /ada is not empty/],
  ])('%s ends with 2 and says why', async (_, args, why) => {
    const { code, stderr } = await neurograde(...args)
    expect(stderr).toMatch(why)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(2)
  })

  test('officially, below full isolation, ends with 3 and writes nothing', async () => {
    const { code, stderr, stdout } = await neurograde(
      'grade',
      'ada',
      '--official',
      '--sandbox',
      'restricted',
      '--out',
      'never',
    )
    expect(code).toBe(3)
    expect(stderr).toContain('An official grade needs the isolated sandbox')
    expect(stdout).toBe('')
    expect(readdirSync(folder)).not.toContain('never')
  })
})

test('help ends with 0 and lists the commands of students and staff', async () => {
  const { code, stdout } = await neurograde('--help')
  expect(code).toBe(0)
  for (const command of ['check', 'hint', 'list', 'grade', 'verify', 'release', 'demo'])
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
})

test('release writes a tree, proves it and says what it looked at', async () => {
  const { code, stdout } = await neurograde('release', 'student')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /student: \d+ files, \d+ exercises\. Checked \d+ imports, and every line against \d+ lines/,
  )
})
