import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadCourse, selectExercises } from './course.ts'
import { changedFiles } from './problems.ts'
import { HANDED_OUT } from './student-tree.ts'
import { textDigest } from './text-digest.ts'

const slugs = ['01-mean', '05-mean-square']
let root: string

const git = (...args: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
  })
const commit = () => git('add', '-A') + git('commit', '-q', '-m', 'work')
const remove = (path: string) => rmSync(join(root, path), { recursive: true })
const problems = () => loadCourse(root).problems
const names = () => loadCourse(root).exercises.map(({ slug }) => slug)

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

/** A student's clone of a course of two exercises. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neurograde-handed-out-'))
  const course = {
    title: 'C',
    units: [{ number: 1, title: 'U' }],
    points: 20,
    sections: ['S1.a'],
    complete: false,
  }
  write('exercises/course.json', course)
  write('harness/student/check.ts', '')
  for (const slug of slugs) {
    write(`exercises/${slug}/exercise.json`, manifest)
    write(`exercises/${slug}/${slug.slice(3)}.ts`, 'stub')
  }
  const files = ['exercises/course.json', ...slugs.map((slug) => `exercises/${slug}/exercise.json`)]
  const exercise = {
    title: 'T',
    unit: 1,
    points: 10,
    visiblePoints: 4,
    difficulty: 1,
    stub: textDigest('stub'),
  }
  write(HANDED_OUT, {
    course,
    exercises: Object.fromEntries(slugs.map((slug) => [slug, exercise])),
    files: Object.fromEntries(
      files.map((path) => [path, textDigest(readFileSync(join(root, path), 'utf8'))]),
    ),
  })
  git('init', '-q')
  commit()
})

afterEach(() => rmSync(root, { recursive: true }))

describe('in a student’s clone', () => {
  test('nothing is wrong at first', () => {
    expect(problems()).toEqual([])
    expect(names()).toEqual(slugs)
  })

  test('a deleted folder is named, and the command brings it back with the work in it', () => {
    write('exercises/05-mean-square/mean-square.ts', 'my work')
    commit()
    remove('exercises/05-mean-square')
    const [problem] = problems()
    expect(problem).toEqual({
      name: '05-mean-square',
      message: 'The folder exercises/05-mean-square is missing.',
      remedy: 'Restore with: git checkout HEAD -- exercises/05-mean-square',
    })
    expect(names()).toEqual(['01-mean'])
    run(problem!.remedy)
    expect(problems()).toEqual([])
    expect(readFileSync(join(root, 'exercises/05-mean-square/mean-square.ts'), 'utf8')).toBe('my work')
  })

  test.each([
    ['other points', (text: string) => text.replace('10', '900')],
    ['half of it', (text: string) => text.slice(0, 20)],
  ])('a manifest with %s is named, and the command works though the change was committed', (_, change) => {
    const path = 'exercises/05-mean-square/exercise.json'
    write(path, change(readFileSync(join(root, path), 'utf8')))
    commit()
    write('exercises/notes.txt', 'later work')
    commit()
    const [problem] = problems()
    expect(problem!.message).toBe(`${path} was changed.`)
    expect(problem!.remedy).toMatch(/^Restore with: git checkout [0-9a-f]{7,} -- exercises\/05-/)
    expect(() => selectExercises(loadCourse(root), ['05'])).toThrow(problem!.remedy)
    run(problem!.remedy)
    expect(problems()).toEqual([])
  })

  test('a stray folder is named and counts for nothing', () => {
    write('exercises/05-mean-square-old/exercise.json', manifest)
    write('exercises/05-mean-square-old/mean-square-old.ts', '')
    expect(problems()).toMatchObject([
      {
        name: '05-mean-square-old',
        message: 'exercises/05-mean-square-old is no exercise of this course.',
        remedy: 'Delete it, or move it out of exercises/.',
      },
    ])
    expect(names()).toEqual(slugs)
  })

  test.each([
    ['broken', () => write(HANDED_OUT, '{ "exercises": ')],
    ['of another form', () => write(HANDED_OUT, { exercises: { '../../x': {} } })],
    ['deleted', () => remove(HANDED_OUT)],
    ['a folder', () => [remove(HANDED_OUT), write(`${HANDED_OUT}/x`, '')]],
  ])('a list that is %s is named, and what the folders hold is the course then', (_, spoil) => {
    spoil()
    expect(problems()).toMatchObject([
      { name: HANDED_OUT, remedy: `Restore with: git checkout HEAD -- ${HANDED_OUT}` },
    ])
    expect(names()).toEqual(slugs)
  })

  test('a course.json that is gone stops nothing', () => {
    remove('exercises/course.json')
    const course = loadCourse(root)
    expect(course.title).toBe('C')
    expect(changedFiles(root, course.handedOut!, ['exercises/'])).toEqual(['exercises/course.json'])
  })

  test('other line endings are no change', () => {
    const path = 'exercises/01-mean/exercise.json'
    write(path, `${readFileSync(join(root, path), 'utf8')}`.replaceAll('\n', '\r\n'))
    expect(problems()).toEqual([])
  })

  test('without git the remedy is said in words', () => {
    remove('.git')
    remove('exercises/01-mean/exercise.json')
    expect(problems()[0]?.remedy).toBe('Take it again from the repository that you were given.')
  })
})

function run(remedy: string): void {
  execFileSync('sh', ['-c', remedy.replace('Restore with: ', '')], { cwd: root, stdio: 'ignore' })
}

const manifest = JSON.stringify(
  {
    title: 'Mean',
    unit: 1,
    covers: ['S1.a'],
    requires: [],
    points: 10,
    difficulty: 1,
    exports: { mean: { takes: ['x'], returns: 'number' } },
    properties: [
      { id: 'matches-it', kind: 'differential', statement: 'It is.', weight: 2, hints: ['a', 'b', 'c'] },
    ],
  },
  null,
  1,
)
