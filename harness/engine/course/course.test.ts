import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CourseError, inOrder, loadCourse, selectExercises } from './course.ts'
import { timeBudgetOf } from './manifest.ts'
import { projectRoot } from './root.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neurograde-course-'))
  write('course.json', course)
  write('01-mean/exercise.json', manifest())
  write('05-mean-square/exercise.json', manifest({ requires: ['01-mean'] }))
  write('kit/index.ts', '')
})

afterEach(() => rmSync(root, { recursive: true }))

describe('a course that is as it should be', () => {
  test('has its exercises in order, named by their folders', () => {
    const { title, exercises } = loadCourse(root)
    expect(title).toBe('A course')
    expect(exercises.map(({ slug, name, file }) => [slug, name, file])).toEqual([
      ['01-mean', 'mean', 'exercises/01-mean/mean.ts'],
      ['05-mean-square', 'mean-square', 'exercises/05-mean-square/mean-square.ts'],
    ])
  })

  test('gives defaults to what a manifest leaves out', () => {
    expect(loadCourse(root).exercises[0]?.manifest).toMatchObject({
      timeBudgetMs: 1000,
      budgetS: 60,
      properties: [{ reveal: 'diagnosis' }, {}],
    })
  })

  test('gives an export the time limit of its own, or that of the exercise', () => {
    const study = { takes: ['x'], returns: 'number', timeBudgetMs: 20_000 }
    write(
      '01-mean/exercise.json',
      manifest({
        exports: { study, mean: { ...study, timeBudgetMs: undefined } },
        properties: [{ ...words, each: ['study', 'mean'] }],
      }),
    )
    const loaded = loadCourse(root).exercises[0]!.manifest
    expect(['study', 'mean', 'constructor'].map((fn) => timeBudgetOf(loaded, fn))).toEqual([
      20_000, 1000, 1000,
    ])
  })

  test('gives the hygiene properties their words', () => {
    const { properties } = loadCourse(root).exercises[0]!.manifest
    expect(properties[1]).toMatchObject({
      id: 'mean/keeps-inputs',
      judges: ['mean'],
      kind: 'contract',
      weight: 2,
    })
    expect(properties[1]?.hints).toHaveLength(3)
  })

  test('is what this repository holds', () => {
    expect(loadCourse(projectRoot).exercises.length).toBeGreaterThan(0)
  })
})

describe('what is wrong with a course is said with file and field', () => {
  test('no course.json', () => {
    rmSync(join(root, 'exercises', 'course.json'))
    expect(loading()).toMatch(/holds no course: exercises\/course\.json is missing/)
  })

  test('an unknown key in course.json', () => {
    write('course.json', { ...course, titel: 'A course' })
    expect(loading()).toMatch(/exercises\/course\.json is not a valid course:\n.*"titel"/)
  })

  test('a missing key in course.json', () => {
    write('course.json', { ...course, units: undefined })
    expect(loading()).toMatch(/exercises\/course\.json is not a valid course:\n {2}units: /)
  })

  test('two folders with one number', () => {
    write('01-median/exercise.json', manifest({}))
    expect(loading()).toBe(
      'exercises/01-mean has the same number as 01-median; give one of them another.\n' +
        'exercises/01-median has the same number as 01-mean; give one of them another.',
    )
  })

  test('a missing manifest', () => {
    rmSync(join(root, 'exercises', '01-mean', 'exercise.json'))
    expect(loading()).toBe('exercises/01-mean/exercise.json is missing.')
  })

  test('broken JSON', () => {
    write('01-mean/exercise.json', '{ "title": "Mean", }')
    expect(loading()).toMatch(/^exercises\/01-mean\/exercise\.json is not valid JSON: /)
  })

  test.each<[string, object, RegExp]>([
    ['an unknown key', { hint: 'x' }, /\(top level\): .*"hint"/],
    ['a unit that course.json does not have', { unit: 7 }, /: unit 7 is not in course\.json/],
    ['a section that is none', { covers: ['4.8'] }, /covers\.0: must be a section such as "S4\.8"/],
    ['no points', { points: 0 }, /points: /],
    ['points in fractions', { points: 2.5 }, /points: /],
    [
      'a form that is none',
      { exports: { mean: { takes: ['x'], returns: 'vector' } } },
      /exports\.mean\.returns: /,
    ],
    [
      'a time limit that no call should take',
      { exports: { mean: { takes: ['x'], returns: 'number', timeBudgetMs: 90_000 } } },
      /exports\.mean\.timeBudgetMs: /,
    ],
    ['a budget of more than ten minutes', { budgetS: 601 }, /budgetS: /],
    ['no properties', { properties: [] }, /properties: /],
    ['an exercise that does not exist as prerequisite', { requires: ['02-sum'] }, /requires "02-sum"/],
    ['a later exercise as prerequisite', { requires: ['05-mean-square'] }, /requires "05-mean-square"/],
    ['itself as prerequisite', { requires: ['01-mean'] }, /requires "01-mean", which is not an earlier/],
  ])('%s', (_, changes, message) => {
    write('01-mean/exercise.json', manifest(changes))
    expect(loading()).toMatch(/^exercises\/01-mean\/exercise\.json/)
    expect(loading()).toMatch(message)
  })

  test.each<[string, object[], RegExp]>([
    ['a bad id', [{ ...words, id: 'Matches_It' }], /properties\.0\.id: must be kebab-case/],
    ['two equal ids', [words, { id: 'keeps-inputs' }, words], /properties\.2: "matches-it" stands twice/],
    [
      'no differential property',
      [{ ...words, kind: 'invariant' }],
      /properties: at least one property of mean must be "differential"/,
    ],
    [
      'a function that is none',
      [{ ...words, judges: ['median'] }],
      /properties\.0: "matches-it" names median, which is not among the exports/,
    ],
    [
      'functions together and one by one',
      [{ ...words, judges: ['mean'], each: ['mean'] }],
      /properties\.0: "matches-it" must name its functions/,
    ],
    ['a kind that is none', [{ ...words, kind: 'example' }], /properties\.0\.kind: /],
    ['two hints only', [{ ...words, hints: ['a', 'b'] }], /properties\.0\.hints/],
    ['an empty hint', [{ ...words, hints: ['a', ' ', 'c'] }], /properties\.0\.hints\.1: /],
    ['an unknown key of a property', [{ ...words, wieght: 2 }], /properties\.0: .*"wieght"/],
  ])('%s', (_, properties, message) => {
    write('01-mean/exercise.json', manifest({ properties }))
    expect(loading()).toMatch(/^exercises\/01-mean\/exercise\.json is not a valid exercise:\n/)
    expect(loading()).toMatch(message)
  })

  test('everything that is wrong with a file is said at once', () => {
    write('01-mean/exercise.json', manifest({ points: -1, difficulty: 4, title: '' }))
    expect(loading().split('\n')).toHaveLength(4)
  })
})

describe('exercises are selected', () => {
  test.each([
    [['5'], ['05-mean-square']],
    [['05'], ['05-mean-square']],
    [['05-mean-square'], ['05-mean-square']],
    [['mean-square'], ['05-mean-square']],
    [['mean'], ['01-mean']],
    [[], ['01-mean', '05-mean-square']],
    [
      ['05', '1', 'mean'],
      ['01-mean', '05-mean-square'],
    ],
  ])('by the words %j', (chosen, slugs) => {
    expect(selectExercises(loadCourse(root), chosen).map(({ slug }) => slug)).toEqual(slugs)
  })

  test.each(['06', '0', 'median', '', 'kit'])(
    'and a word that names none, "%s", is an error that lists them',
    (word) => {
      expect(() => selectExercises(loadCourse(root), [word])).toThrow(CourseError)
      expect(() => selectExercises(loadCourse(root), [word])).toThrow(
        `There is no exercise "${word}". There are: 01-mean, 05-mean-square.`,
      )
    },
  )
})

describe('one exercise that is not in order', () => {
  beforeEach(() => write('05-mean-square/exercise.json', '{ half-written'))

  test('leaves the others as they are, also those that build on it', () => {
    write('07-later/exercise.json', manifest({ requires: ['05-mean-square'] }))
    const { exercises, problems } = loadCourse(root)
    expect(exercises.map(({ slug }) => slug)).toEqual(['01-mean', '07-later'])
    expect(problems).toMatchObject([
      { name: '05-mean-square', remedy: expect.stringContaining('until it is ready') },
    ])
  })

  test.each(['05', '5', 'mean-square', '05-mean-square'])('stops a command on itself, by "%s"', (word) => {
    expect(() => selectExercises(loadCourse(root), [word])).toThrow(CourseError)
    expect(() => selectExercises(loadCourse(root), [word])).toThrow(
      /05-mean-square\/exercise\.json is not valid/,
    )
    expect(selectExercises(loadCourse(root), ['01']).map(({ slug }) => slug)).toEqual(['01-mean'])
  })

  test('stops a command on the whole course, which says how to go on', () => {
    for (const whole of [() => selectExercises(loadCourse(root), []), () => inOrder(loadCourse(root))]) {
      expect(whole).toThrow(CourseError)
      expect(whole).toThrow(/not in order.*\n {2}exercises\/05-mean-square.*\n.*Name the exercises/s)
    }
  })
})

describe('a folder that is no exercise is named, and all others stay', () => {
  const named = () => loadCourse(root).problems.map(({ message }) => message)
  const slugs = () => loadCourse(root).exercises.map(({ slug }) => slug)

  beforeEach(() => write('01-mean/mean.ts', ''))

  test.each(['01-mean copy', '01-mean (1)', '01_mean', '02-Median'])('the copy "%s"', (name) => {
    write(`${name}/exercise.json`, manifest())
    expect(named()).toEqual([`exercises/${name} is not named like an exercise, such as 05-regression-loss.`])
    expect(slugs()).toEqual(['01-mean', '05-mean-square'])
  })

  test('a copy with a name that an exercise could have: the one with the file of its name is the exercise', () => {
    write('01-mean-old/exercise.json', manifest())
    write('01-mean-old/mean.ts', '')
    expect(named()).toEqual([
      'exercises/01-mean-old has the number of 01-mean and no mean-old.ts: it looks like a copy.',
    ])
    expect(slugs()).toEqual(['01-mean', '05-mean-square'])
  })

  test('a file', () => {
    write('02-notes.txt', '')
    expect(named()).toEqual(['exercises/02-notes.txt is a file, not the folder of an exercise.'])
    expect(slugs()).toEqual(['01-mean', '05-mean-square'])
  })

  test.skipIf(process.platform === 'win32')('a link', () => {
    symlinkSync(join(root, 'exercises', '01-mean'), join(root, 'exercises', '02-linked'))
    expect(named()).toEqual(['exercises/02-linked is a link, not the folder of an exercise.'])
    expect(slugs()).toEqual(['01-mean', '05-mean-square'])
  })

  test('what has no number is nobody’s business', () => {
    write('notes/plan.md', '')
    write('my-notes.txt', '')
    expect(named()).toEqual([])
  })
})

const course = {
  title: 'A course',
  units: [{ number: 1, title: 'The first' }],
  points: 100,
  sections: ['S1.a'],
  complete: false,
}

const words = {
  id: 'matches-it',
  kind: 'differential',
  statement: 'It is the mean.',
  weight: 2,
  hints: ['a', 'b', 'c'],
}

function manifest(changes: object = {}): object {
  return {
    title: 'Mean',
    unit: 1,
    covers: ['S1.a'],
    requires: [],
    points: 10,
    difficulty: 1,
    exports: { mean: { takes: ['x'], returns: 'number' } },
    properties: [words, { id: 'keeps-inputs' }],
    ...changes,
  }
}

function write(path: string, content: object | string): void {
  const full = join(root, 'exercises', path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content))
}

/** What is wrong with the course, as loading says it. */
function loading(): string {
  try {
    const { problems } = loadCourse(root)
    if (problems.length) return problems.map(({ message }) => message).join('\n')
  } catch (error) {
    if (error instanceof CourseError) return error.message
    throw error
  }
  return 'no error'
}
