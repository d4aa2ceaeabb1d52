import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Course, CourseError, type Exercise } from '../course/course.ts'
import { faulty, madeUpExercise, madeUpHidden, madeUpVisible, wordsOf } from '../running/made-up.fixture.ts'
import { SandboxProcess } from '../sandbox/process.ts'
import { textDigest } from './digests.ts'
import { gradeSubmission, type SubmissionOptions } from './grade-submission.ts'
import { gradeSchema, isIntact } from './record.ts'
import { assembleSuite } from './suite.ts'

const right = 'export function double(x: number): number {\n  return 2 * x\n}\n'
const stub = "export function double(x: number): number {\n  throw new Error('TODO: write double')\n}\n"
const first = madeUpExercise('01-double')
const second = madeUpExercise('02-twice')

let folder: string
let course: Course

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-grading-'))
  const root = join(folder, 'root')
  write('root/exercises/course.json', '{}')
  write('root/package.json', '{ "version": "1.2.3" }')
  const folders = [first, second].map((exercise) => {
    write(`root/exercises/${exercise.slug}/exercise.json`, '{}')
    return { ...exercise, folder: join(root, 'exercises', exercise.slug) }
  })
  course = {
    ...{ title: '', units: [], points: 20, sections: [], complete: false, budgetS: 300 },
    root,
    exercises: folders,
  }
})

afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** The first property is hidden here, so that it is an anchor. */
const prepared = (exercise: Exercise, { 'is-odd': visible, ...hidden } = madeUpHidden) => ({
  suite: assembleSuite(exercise, { 'is-odd': visible! }, { ...madeUpVisible, ...hidden }),
  suiteDigest: 'b'.repeat(64),
})

/** Grades a submission of these files, by exercise. */
function grade(id: string, files: Record<string, string>, changes: Partial<SubmissionOptions> = {}) {
  mkdirSync(join(folder, id), { recursive: true })
  for (const [path, text] of Object.entries(files)) write(`${id}/exercises/${path}`, text)
  return gradeSubmission({
    course,
    exercises: [prepared(first), prepared(second)],
    submission: join(folder, id),
    about: { id },
    tier: 'provisional',
    level: 'restricted',
    key: 'a key for tests',
    stubs: { '01-double': textDigest(stub), '02-twice': textDigest(stub) },
    ...changes,
  })
}

const bothRight = { '01-double/double.ts': right, '02-twice/twice.ts': right }

describe('a submission', () => {
  test('that is right earns all points, in a record of the schema', async () => {
    const record = await grade('right', bothRight)
    expect(record).toMatchObject({ status: 'graded', points: 20, maxPoints: 20, tier: 'provisional' })
    expect(record.exercises.map(({ slug, status }) => [slug, status])).toEqual([
      ['01-double', 'pass'],
      ['02-twice', 'pass'],
    ])
    expect(record.engine.version).toBe('1.2.3')
    expect(gradeSchema.parse(record)).toEqual(record)
    expect(isIntact(record)).toBe(true)
  })

  test('is graded to the same bytes twice, but for the times', async () => {
    const files = {
      '01-double/double.ts': right.replace('2 * x', 'x < 3 ? 2 * x : x * x'),
      '02-twice/twice.ts': right.replace('2 * x', '(console.log(x), x.y.z)'),
    }
    const { timing: _, ...one } = await grade('same', files)
    const { timing: __, ...two } = await grade('same', files)
    expect(one.exercises.map(({ status }) => status)).toEqual(['fail', 'error'])
    expect(two).toEqual(one)
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
  })

  test('whose exercise fails keeps the points of the properties that hold', async () => {
    const { exercises, points } = await grade('half', {
      ...bothRight,
      '01-double/double.ts': right.replace('2 * x', 'x < 0 ? 0 : 2 * x'),
    })
    expect(exercises[0]?.properties.map(({ id, status, points }) => [id, status, points])).toEqual([
      ['worked-example', 'pass', 2],
      ['doubles', 'fail', 0],
      ['is-odd', 'fail', 0],
    ])
    // Of what else holds of a function that is wrong, half is kept.
    expect(points).toBe(12)
  })

  test('that only knows the visible example by heart earns nothing', async () => {
    const { exercises } = await grade(
      'byHeart',
      { '01-double/double.ts': 'export const double = (x: number) => (x === 3 ? 6 : 0)\n' },
      { exercises: [{ ...prepared(first), suite: assembleSuite(first, madeUpVisible, madeUpHidden) }] },
    )
    expect(exercises[0]?.properties.map(({ id, status }) => [id, status])).toContainEqual([
      'worked-example',
      'pass',
    ])
    expect(exercises[0]?.points).toBe(0)
  })

  test('hears of each exercise when it is done', async () => {
    const heard: string[] = []
    await grade('right', bothRight, { onExercise: ({ slug }) => heard.push(slug) })
    expect(heard.sort()).toEqual(['01-double', '02-twice'])
  })

  test('that is no folder is a CourseError', async () => {
    const nowhere = join(folder, 'nowhere')
    const grading = grade('right', {}, { submission: nowhere })
    await expect(grading).rejects.toThrow(CourseError)
    await expect(grading).rejects.toThrow(`${nowhere} is not a folder.`)
    await expect(grade('right', {}, { submission: join(folder, 'root', 'package.json') })).rejects.toThrow(
      /is not a folder/,
    )
  })
})

test('a function under another name is found, and the name is said', async () => {
  const { exercises } = await grade('named', { '01-double/double.ts': right.replace('double', 'twice') })
  expect(exercises[0]!.properties[0]!.message).toContain('You export twice: did you mean that?')
})

describe('no process is started', () => {
  test('for a stub as it was handed out, also with other line endings', async () => {
    const start = vi.spyOn(SandboxProcess, 'start')
    const record = await grade('untouched', {
      '01-double/double.ts': stub,
      '02-twice/twice.ts': stub.replaceAll('\n', '\r\n'),
    })
    expect(start).not.toHaveBeenCalled()
    expect(record).toMatchObject({ status: 'graded', points: 0 })
    expect(record.exercises.map(({ status, untouched }) => [status, untouched])).toEqual([
      ['error', true],
      ['error', true],
    ])
  })

  test('for a file that is missing, which is said', async () => {
    const start = vi.spyOn(SandboxProcess, 'start')
    const record = await grade('missing', {})
    expect(start).not.toHaveBeenCalled()
    expect(record.exercises[0]?.untouched).toBeUndefined()
    expect(record.exercises[0]?.properties[0]).toMatchObject({
      status: 'error',
      message: expect.stringContaining('exercises/01-double/double.ts is missing from the submission.'),
    })
  })

  test('and nothing is read of a file that is far too large', async () => {
    write('huge/exercises/01-double/double.ts', '')
    truncateSync(join(folder, 'huge/exercises/01-double/double.ts'), 3 * 2 ** 30)
    const { exercises, status } = await grade('huge', { '02-twice/twice.ts': right })
    expect(status).toBe('graded')
    expect(exercises.map(({ points }) => points)).toEqual([0, 10])
    expect(exercises[0]?.properties[0]?.message).toContain('is larger than 256 kB')
  })
})

describe('a link in place of a file', () => {
  test.each(['/proc/self/mem', '/proc/self/environ', '/dev/zero'])(
    'to %s is the student’s, not ours',
    async (target) => {
      const id = `link-${target.replaceAll('/', '-')}`
      mkdirSync(join(folder, id, 'exercises/01-double'), { recursive: true })
      symlinkSync(target, join(folder, id, 'exercises/01-double/double.ts'))
      const { exercises } = await grade(id, { '02-twice/twice.ts': right })
      expect(exercises.map(({ status }) => status)).toEqual(['error', 'pass'])
      expect(exercises[0]?.properties[0]?.message).toContain('is not a plain file')
    },
  )
})

describe('an exercise that imports an earlier one', () => {
  const importing = "export { double } from '../01-double/double.ts'\n"
  const wrong = right.replace('2 * x', 'x * x')

  test('that passes stands on its own', async () => {
    const { exercises } = await grade('importing', { ...bothRight, '02-twice/twice.ts': importing })
    expect(exercises[1]).toMatchObject({ status: 'pass', points: 10 })
  })

  test('that fails is blocked by it, and what holds keeps its points', async () => {
    const { exercises, points } = await grade('blocked', {
      '01-double/double.ts': right.replace('2 * x', 'x < 0 ? 0 : 2 * x'),
      '02-twice/twice.ts': importing,
    })
    expect(exercises[0]).toMatchObject({ status: 'fail', points: 2 })
    expect(exercises[1]).toMatchObject({ status: 'blocked', blockedBy: '01-double', points: 2 })
    expect(exercises[1]?.properties.map(({ status }) => status)).toEqual(['pass', 'blocked', 'blocked'])
    expect(points).toBe(4)
  })

  test('that fails but passes all the same is not blocked', async () => {
    const { exercises } = await grade('notBlocked', {
      '01-double/double.ts': `${wrong}export const two = 2\n`,
      '02-twice/twice.ts':
        "import { two } from '../01-double/double.ts'\nexport const double = (x: number) => two * x\n",
    })
    expect(exercises.map(({ status }) => status)).toEqual(['fail', 'pass'])
  })

  test('that is not graded now is not blocked by it', async () => {
    const { exercises } = await grade(
      'only',
      { '01-double/double.ts': wrong, '02-twice/twice.ts': importing },
      { exercises: [prepared(second)] },
    )
    expect(exercises).toMatchObject([{ slug: '02-twice', status: 'fail' }])
  })
})

describe('trouble of ours', () => {
  const bank = { exemplar: {}, mistakes: {}, observe: {} }
  const broken = new Proxy(bank, {
    get: () => {
      throw new Error('::error::boom')
    },
  })

  test('in a property makes its exercise ungraded and leaves the others', async () => {
    const record = await grade('faulty', bothRight, {
      exercises: [prepared(first, { ...madeUpHidden, doubles: faulty }), prepared(second)],
    })
    expect(record).toMatchObject({ status: 'ungraded', points: 16 })
    expect(record.exercises.map(({ status }) => status)).toEqual(['ungraded', 'pass'])
    expect(record.exercises[0]?.properties[1]).toMatchObject({
      status: 'ungraded',
      message: expect.stringMatching(/^This could not be graded: the reference refused/),
    })
  })

  test('outside the properties makes the exercise ungraded, with words that are safe to print', async () => {
    const record = await grade(
      'broken',
      { ...bothRight, '01-double/double.ts': right.replace('2 * x', '0') },
      { exercises: [{ ...prepared(first), bank: broken }, prepared(second)] },
    )
    expect(record).toMatchObject({ status: 'ungraded', points: 10, maxPoints: 20 })
    expect(record.exercises[0]?.status).toBe('ungraded')
    expect(record.exercises[0]?.properties).toHaveLength(3)
    expect(record.exercises[0]?.properties[0]?.message).toBe(
      'This could not be graded: internal error: Error: : :error: :boom',
    )
    expect(gradeSchema.safeParse(record).success).toBe(true)
  })

  test('with the file of a student makes its exercise ungraded and leaves the others', async () => {
    const unreadable = {
      get '01-double'(): string {
        throw new Error('EACCES: permission denied')
      },
    }
    const record = await grade('right', bothRight, { stubs: unreadable })
    expect(record.exercises.map(({ status }) => status)).toEqual(['ungraded', 'pass'])
  })

  test('where a process can not be started is ungraded, not zero', async () => {
    vi.spyOn(SandboxProcess, 'start').mockRejectedValue(new Error('spawn EAGAIN'))
    const record = await grade('right', bothRight)
    expect(record.exercises.map(({ status }) => status)).toEqual(['ungraded', 'ungraded'])
  })
})

describe('a known mistake', () => {
  const bank = {
    exemplar: { double: (x: number) => 2 * x },
    mistakes: {
      squares: {
        says: 'squares',
        explains: 'It equals x².',
        asks: 'x + x?',
        exports: { double: (x: number) => x * x },
      },
    },
    observe: {},
  }
  const squares = { ...bothRight, '01-double/double.ts': right.replace('2 * x', 'x * x') }

  test('is recorded and said', async () => {
    const { exercises } = await grade('squares', squares, { exercises: [{ ...prepared(first), bank }] })
    expect(exercises[0]?.properties[1]).toMatchObject({
      status: 'fail',
      mistake: { id: 'squares', says: 'squares' },
    })
    expect(exercises[0]?.properties[1]?.message).toContain('Recognised: squares')
    expect(exercises[0]?.properties[1]?.line).toBe(1)
  })

  test('is not, where the manifest reveals less', async () => {
    const quiet = madeUpExercise('01-double', {
      properties: [
        wordsOf('worked-example', 'differential', { judges: ['double'] }),
        wordsOf('doubles', 'differential', { reveal: 'counterexample' }),
        wordsOf('is-odd', 'metamorphic'),
      ],
    })
    const { exercises } = await grade('squares', squares, { exercises: [{ ...prepared(quiet), bank }] })
    expect(exercises[0]?.properties[1]).toMatchObject({ status: 'fail' })
    expect(exercises[0]?.properties[1]?.mistake).toBeUndefined()
  })

  test.each([
    ['statement', false],
    ['counterexample', true],
  ] as const)('with the case itself, where the manifest reveals the %s: %j', async (reveal, shown) => {
    const exercise = madeUpExercise('01-double', {
      properties: [
        wordsOf('worked-example', 'differential', { judges: ['double'] }),
        wordsOf('doubles', 'differential', { reveal }),
        wordsOf('is-odd', 'metamorphic'),
      ],
    })
    const { exercises } = await grade('squares', squares, { exercises: [{ ...prepared(exercise), bank }] })
    const { status, counterexample } = exercises[0]!.properties[1]!
    expect([status, counterexample !== undefined]).toEqual(['fail', shown])
  })
})
