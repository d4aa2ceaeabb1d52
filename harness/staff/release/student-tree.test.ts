import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { writeRelease } from './release.ts'

/** The clone of a student, in which everything can be edited, and the commands that are run in it. */
let tree: string
let total: string

const at = (path: string) => join(tree, path)
const git = (...args: string[]) =>
  execFileSync('git', ['-C', tree, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
  })
const commit = () => git('commit', '-q', '-a', '-m', 'work')

function neurograde(...args: string[]) {
  const { GITHUB_ACTIONS: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync('node', [at('harness/neurograde.js'), ...args], {
    encoding: 'utf8',
    env,
  })
  return { status, stdout, stderr, total: /of ([\d.]+) points/.exec(stdout)?.[1] }
}

/** Runs every restoring command that stands in a text. */
function restore(text: string): void {
  for (const [command] of text.matchAll(/git checkout \S+ -- .*$/gm))
    execFileSync('sh', ['-c', command], { cwd: tree, stdio: 'ignore' })
}

beforeAll(async () => {
  tree = join(mkdtempSync(join(tmpdir(), 'neurograde-student-')), 'clone')
  await writeRelease(loadCourse(projectRoot), tree)
  symlinkSync(join(projectRoot, 'node_modules'), at('node_modules'))
  appendFileSync(at('.gitignore'), 'node_modules\n')
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'handed out')
  git('tag', 'start')
  total = neurograde('check').total!
})

beforeEach(() => git('reset', '-q', '--hard', 'start') + git('clean', '-q', '-f', '-d'))

afterAll(() => rmSync(join(tree, '..'), { recursive: true }))

test('as it was handed out nothing is said but the points', () => {
  const { stderr, stdout, status } = neurograde('check')
  expect([stderr, status]).toEqual(['', 1])
  expect(stdout).toContain(`0 of ${total} points`)
  expect(Number(total)).toBeGreaterThan(10)
})

describe('what a student does to the files of an exercise', () => {
  const spoilt: Record<string, [file: string, spoil: (path: string) => unknown]> = {
    '06-classification-loss': ['classification-loss.visible.ts', (path) => writeFileSync(path, 'export {{')],
    '12-train-test-split': ['train-test-split.visible.ts', (path) => rmSync(path)],
    '15-confusion': ['confusion.visible.ts', (path) => writeFileSync(path, 'export default {}')],
    '18-linear-regression': ['exercise.json', (path) => writeFileSync(path, '{')],
    '20-logistic-regression': ['exercise.json', (path) => rmSync(path)],
    '21-knn': ['exercise.json', (path) => edit(path, '"points": 25', '"points": 2500')],
    '24-kmeans': ['', (path) => rmSync(path, { recursive: true })],
  }

  test('is named with the command that restores it; the total stays, and the others go on', () => {
    for (const [slug, [file, spoil]] of Object.entries(spoilt)) spoil(join(at('exercises'), slug, file))
    commit()
    const { stderr, stdout, status, total: now } = neurograde('check')
    for (const [slug, [file]] of Object.entries(spoilt)) {
      expect(stderr).toContain(join('exercises', slug, file))
      expect(stdout).toMatch(new RegExp(`^${slug} +0 / [\\d.]+ {2}files are missing or changed$`, 'm'))
    }
    expect([status, now]).toEqual([1, total])
    expect(neurograde('check', '05')).toMatchObject({ status: 1, stderr: '' })
    expect(neurograde('list').stdout).toContain('9 exercises, 230 points')
    for (const word of ['12', '18', 'kmeans']) {
      const itself = neurograde('check', word)
      expect([itself.status, itself.stdout]).toEqual([2, ''])
      expect(itself.stderr).toMatch(/Restore with: git checkout [0-9a-f]{7,} -- exercises/)
    }
    restore(stderr)
    expect(neurograde('check')).toMatchObject({ status: 1, stderr: '', total })
  })

  test('an edited test or README is named, and stops nothing', () => {
    const folder = 'exercises/15-confusion'
    appendFileSync(at(`${folder}/confusion.test.ts`), '// mine\n')
    appendFileSync(at(`${folder}/README.md`), 'mine\n')
    const { stderr, stdout, status } = neurograde('check', '15')
    expect(stderr).toBe(
      `neurograde: Not as handed out, and not used for your grade: ${folder}/README.md, ${folder}/confusion.test.ts. ` +
        `Restore with: git checkout HEAD -- ${folder}/README.md ${folder}/confusion.test.ts\n`,
    )
    expect([stdout, status]).toEqual([expect.stringContaining('not started'), 1])
  })
})

test('copies and strays are named, count for nothing and stop nothing', () => {
  for (const name of ['05-regression-loss copy', '05-regression-loss-old', '21-other'])
    cpSync(at('exercises/05-regression-loss'), at(`exercises/${name}`), { recursive: true })
  writeFileSync(at('exercises/06-notes.txt'), '')
  for (const command of ['check', 'list']) {
    const { stderr } = neurograde(command)
    for (const name of ['05-regression-loss copy', '05-regression-loss-old', '21-other', '06-notes.txt'])
      expect(stderr).toContain(`neurograde: exercises/${name} is `)
    expect(stderr.match(/Delete it, or move it out of exercises\//g)).toHaveLength(4)
  }
  expect(neurograde('check').total).toBe(total)
  expect(neurograde('check', '05')).toMatchObject({ status: 1, stderr: '' })
  expect(neurograde('hint', '05', 'mse-matches-definition').status).toBe(0)
  expect(neurograde('hint', '05').status).toBe(0)
  expect(neurograde('show', '05').status).toBe(0)
  expect(neurograde('check', '05', '--all').status).toBe(1)
})

test.each<[string, () => unknown]>([
  ['broken', () => writeFileSync(at('exercises/handed-out.json'), '{')],
  ['deleted', () => rmSync(at('exercises/handed-out.json'))],
])('a %s list of what was handed out is named, and the folders say what there is', (_, spoil) => {
  spoil()
  commit()
  const { stderr, status, total: now } = neurograde('check')
  expect(stderr).toMatch(
    /^neurograde: exercises\/handed-out\.json .* Restore with: git checkout [0-9a-f]+ -- exercises\/handed-out\.json\n$/,
  )
  expect([status, now]).toEqual([1, total])
  restore(stderr)
  expect(neurograde('check', '05').stderr).toBe('')
})

test('what all exercises rest on is named too', () => {
  appendFileSync(at('exercises/kit/rng.ts'), '// mine\n')
  rmSync(at('exercises/course.json'))
  appendFileSync(at('.github/workflows/classroom.yml'), '# mine\n')
  const { stderr, total: now } = neurograde('check')
  expect(stderr).toMatch(
    /grade: \.github\/workflows\/classroom\.yml, exercises\/course\.json, exercises\/kit\/rng\.ts\. Restore with/,
  )
  expect(now).toBe(total)
})

test('without exercises/ at all there is a way back', () => {
  rmSync(at('exercises'), { recursive: true })
  const { stderr, status } = neurograde('check')
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('Restore with: git checkout HEAD -- exercises/course.json'),
  ])
})

test('a harness that is broken says so in a line', () => {
  rmSync(at('harness/student/commands.ts'))
  const { stderr, status } = neurograde('check')
  expect([status, stderr]).toEqual([
    3,
    expect.stringMatching(
      /^neurograde: a part of it is missing or broken: .*git checkout HEAD -- harness\)\.\n$/,
    ),
  ])
})

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}
