import { execFile, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSchema, isIntact } from '#engine/grading/record.ts'
import { composeFile } from './answer-key/compose.ts'

const [first] = loadCourse(projectRoot).exercises
const sha = '0123456789abcdef0123456789abcdef01234567'
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
  return neurogradeWith({}, ...args)
}

function neurogradeWith(changes: Record<string, string>, ...args: string[]): Promise<Ended> {
  const { GITHUB_ACTIONS: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(
      'node',
      [join(projectRoot, 'harness', 'neurograde.js'), ...args],
      { cwd: folder, env: { ...env, NEUROGRADE_COURSE_KEY: 'the key of the command tests', ...changes } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe('grade', () => {
  test('ends with 0, prints the points and writes record and report', async () => {
    const out = join(folder, 'reports', 'ada')
    const { code, stdout } = await neurograde('grade', 'ada', '--only', '5', '--out', out, '--commit', sha)
    expect(code).toBe(0)
    const points = first!.manifest.points
    expect(stdout).toContain(`${first!.slug}         ${points} / ${points}  complete`)
    expect(stdout).toContain(`Written: ${join(out, 'grade.json')} and report.md`)
    const grade = gradeSchema.parse(JSON.parse(readFileSync(join(out, 'grade.json'), 'utf8')))
    expect(grade).toMatchObject({
      points,
      status: 'graded',
      tier: 'provisional',
      submission: { id: 'ada', commit: sha },
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
    ['a commit that is no hash', ['grade', 'ada', '--commit', 'main'], /--commit must be a whole hash/],
    [
      'a repository that is none',
      ['grade', 'ada', '--repository', 'ada'],
      /--repository must be owner\/name/,
    ],
    ['a time that is none', ['grade', 'ada', '--submitted-at', 'now'], /--submitted-at must be a time/],
    [
      'an official grade of a folder without any exercise',
      ['grade', 'empty', '--official'],
      /empty holds no file of any exercise .* An official grade of nothing is refused\./,
    ],
    ['a release into a folder that is not empty', ['release', 'ada'], /ada is not empty/],
  ])('%s ends with 2 and says why', async (_, args, why) => {
    const { code, stderr } = await neurograde(...args)
    expect(stderr).toMatch(why)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(2)
  })

  test('of two submissions keeps two records, and a second one never takes the place of the first', async () => {
    const own = () => readFileSync(join(folder, 'out', `ada@${sha.slice(0, 12)}`, 'grade.json'), 'utf8')
    expect((await neurograde('grade', 'ada', '--only', '5', '--commit', sha)).code).toBe(0)
    const before = own()
    const into = ['--only', '5', '--out', `out/ada@${sha.slice(0, 12)}`]
    const { code, stderr, stdout } = await neurograde('grade', 'empty', ...into)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('holds the record of ada at 0123456789ab, not of empty.')
    expect(own()).toBe(before)
    expect((await neurograde('grade', 'ada', '--commit', sha, ...into)).code).toBe(0)
    expect(JSON.parse(own()).digest).toBe(JSON.parse(before).digest)
  })

  test('to a folder that can not be written prints the points all the same, and ends with 3', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    const { code, stdout, stderr } = await neurograde('grade', 'ada', '--only', '5', '--out', 'a-file')
    expect(stdout).toMatch(/20 of 20 points/)
    expect(stderr.trim().split('\n')).toEqual([
      `neurograde: What is graded so far is not kept in ${join(folder, 'a-file', 'grade.so-far.jsonl')}: something else of that name is there. The grading goes on.`,
      `neurograde: The record could not be written to ${join(folder, 'a-file', 'grade.json')}: something else of that name is there. Give another folder with --out.`,
      `neurograde: The report could not be written to ${join(folder, 'a-file', 'report.md')}: something else of that name is there. Give another folder with --out.`,
    ])
    expect(code).toBe(3)
  })

  test.skipIf(process.platform !== 'linux')(
    'where GitHub takes nothing is a grade all the same',
    async () => {
      const full = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/dev/full', GITHUB_OUTPUT: '/dev/full' }
      const { code, stdout, stderr } = await neurogradeWith(
        full,
        'grade',
        'ada',
        '--only',
        '5',
        '--out',
        'in-actions',
      )
      expect(code).toBe(0)
      expect(stdout).toContain('::notice title=Autograding complete::Points 20/20')
      expect(stderr.match(/could not be written to \/dev\/full: no space is left on the disk/g)).toHaveLength(
        2,
      )
      expect(readdirSync(join(folder, 'in-actions')).sort()).toEqual(['grade.json', 'report.md'])
    },
  )

  test.skipIf(process.platform !== 'linux')(
    'with its output on a full disk is kept all the same',
    async () => {
      const shell = `node "${join(projectRoot, 'harness', 'neurograde.js')}" grade ada --only 5 --out quiet > /dev/full`
      const { status, stderr } = spawnSync('sh', ['-c', shell], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NEUROGRADE_COURSE_KEY: 'the key of the command tests' },
      })
      expect(stderr).toContain('The output could not be written: no space is left on the disk.')
      expect(status).toBe(0)
      expect(
        gradeSchema.parse(JSON.parse(readFileSync(join(folder, 'quiet', 'grade.json'), 'utf8'))).points,
      ).toBe(20)
    },
  )

  test('reads nothing but the files of the exercises: all else in a submission changes no byte of the record', async () => {
    const { slug, name } = first!
    const edited = {
      'exercises/handed-out.json': '{ "exercises": {}, "files": {} }',
      'exercises/stubs.json': JSON.stringify({ [slug]: 'x' }),
      'exercises/course.json': '{ "points": 1 }',
      'exercises/kit/index.ts': 'throw new Error("mine")',
      'package.json': '{ "imports": { "#kit": "./mine.ts" } }',
      'harness/main.ts': 'throw new Error("mine")',
      [`exercises/${slug}/exercise.json`]: '{ "points": 9000 }',
      [`exercises/${slug}/${name}.visible.ts`]: 'export default {}',
      [`exercises/${slug}/${name}.test.ts`]: 'throw new Error("mine")',
      [`exercises/${slug} copy/exercise.json`]: '{',
      [`exercises/${slug}-old/${name}-old.ts`]: '{',
    }
    for (const [path, text] of Object.entries(edited)) {
      mkdirSync(dirname(join(folder, 'edited', 'ada', path)), { recursive: true })
      writeFileSync(join(folder, 'edited', 'ada', path), text)
    }
    cpSync(join(folder, 'ada', first!.file), join(folder, 'edited', 'ada', first!.file))
    const lasting = async (submission: string, out: string) => {
      const { code } = await neurograde('grade', submission, '--only', '5', '--out', out)
      const { timing: _, ...record } = JSON.parse(readFileSync(join(folder, out, 'grade.json'), 'utf8'))
      return { code, record }
    }
    const honest = await lasting('ada', 'plain')
    expect(honest).toMatchObject({ code: 0, record: { points: 20 } })
    expect(await lasting('edited/ada', 'edited-out')).toEqual(honest)
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

describe('an author’s course with a half-written exercise', () => {
  let author: string
  const run = (...args: string[]) =>
    spawnSync('node', [join(author, 'harness', 'neurograde.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NEUROGRADE_COURSE_KEY: 'the key of the command tests' },
    })

  beforeAll(() => {
    author = join(folder, 'author')
    for (const room of ['exercises', 'harness', 'reference', 'solutions', 'templates', 'package.json'])
      cpSync(join(projectRoot, room), join(author, room), { recursive: true })
    symlinkSync(join(projectRoot, 'node_modules'), join(author, 'node_modules'))
    mkdirSync(join(author, 'exercises', '99-half-written'))
    writeFileSync(join(author, 'exercises', '99-half-written', 'exercise.json'), '{ "title": "Half')
  })

  test('grades the others when they are named', () => {
    const { status, stdout, stderr } = run('grade', 'ada', '--only', '05', '--out', 'of-the-author')
    expect(stderr).toBe('')
    expect(stdout).toContain('20 of 20 points')
    expect(status).toBe(0)
  })

  test.each([
    ['grade', 'ada'],
    ['release', 'never-released'],
    ['verify'],
    ['verify', '99'],
    ['check', '99'],
    ['grade', 'ada', '--only', '99'],
  ])('refuses %s %s %s', (...args) => {
    const { status, stderr, stdout } = run(...args)
    expect(stderr).toMatch(
      /exercises\/99-half-written\/exercise\.json is not valid JSON: .* Mend it, or move/,
    )
    expect([status, stdout]).toEqual([2, ''])
  })

  test('lists the others', () => {
    const { status, stdout } = run('list')
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, '9 exercises, 230 points'])
  })
})

describe('without a course key', () => {
  test.each([undefined, '', '  '])('an official grade is refused and none is made (%j)', (key) => {
    const tree = mkdtempSync(join(folder, 'keyless-'))
    for (const room of ['exercises', 'harness', 'reference', 'solutions', 'templates', 'package.json'])
      cpSync(join(projectRoot, room), join(tree, room), { recursive: true })
    symlinkSync(join(projectRoot, 'node_modules'), join(tree, 'node_modules'))
    const { NEUROGRADE_COURSE_KEY: _, ...env } = process.env
    const { status, stderr, stdout } = spawnSync(
      'node',
      [join(tree, 'harness', 'neurograde.js'), 'grade', join(folder, 'ada'), '--official', '--only', '05'],
      { cwd: tree, encoding: 'utf8', env: key === undefined ? env : { ...env, NEUROGRADE_COURSE_KEY: key } },
    )
    expect(stderr).toMatch(/^neurograde: An official grade needs the course key: .* openssl rand -hex 32\n$/)
    expect([status, stdout]).toEqual([2, ''])
    expect(readdirSync(tree)).not.toContain('.neurograde')
    expect(readdirSync(tree)).not.toContain('out')
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
