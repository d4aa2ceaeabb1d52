import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { exerciseWith, gradeWith, propertyWith } from '../grading/grade.fixture.ts'
import type { Grade } from '../grading/record.ts'
import { classroomResult, encodedResult } from './classroom.ts'
import { markdownReport } from './markdown.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-actions-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Reports a grade in a process that believes to be a step of GitHub Actions. */
function step(grade: Grade, env: Record<string, string | undefined> = {}) {
  const path = (name: string) => join(folder, name)
  const script = `
    import { readFileSync } from 'node:fs'
    import { isInActions, reportToActions } from ${JSON.stringify(new URL('./actions.ts', import.meta.url).href)}
    console.log('in actions: ' + isInActions())
    await reportToActions(JSON.parse(readFileSync(${JSON.stringify(path('grade.json'))}, 'utf8')))
  `
  writeFileSync(path('grade.json'), JSON.stringify(grade))
  for (const name of ['step.mjs', 'summary', 'output']) writeFileSync(path(name), '')
  writeFileSync(path('step.mjs'), script)
  const { stdout, stderr } = spawnSync(pinnedNode()!, ['--no-warnings', path('step.mjs')], {
    encoding: 'utf8',
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: path('summary'),
      GITHUB_OUTPUT: path('output'),
      ...env,
    },
  })
  const lines = stdout.trimEnd().split('\n')
  return {
    stderr,
    lines: lines.slice(1),
    commands: lines.filter((line) => /^\s*::|##\[/.test(line)),
    isInActions: lines[0] === 'in actions: true',
    summary: existsSync(path('summary')) ? readFileSync(path('summary'), 'utf8') : '',
    outputs: outputsIn(readFileSync(path('output'), 'utf8')),
  }
}

/** The outputs of a step, as the runner reads the file: `name<<delimiter`, the value, the delimiter. */
function outputsIn(text: string): Record<string, string> {
  const found = text.matchAll(/^([^\n<]+)<<([^\n]+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]))
}

const failing = (id: string, changes: Parameters<typeof propertyWith>[0] = {}) =>
  propertyWith({
    id,
    status: 'fail',
    message: `FAIL  01-double / ${id}\n\n  What should hold`,
    line: 4,
    ...changes,
  })

describe('a step of GitHub Actions', () => {
  const grade = gradeWith([
    exerciseWith({
      properties: [propertyWith(), ...Array.from({ length: 14 }, (_, i) => failing(`p-${i}`))],
    }),
  ])
  let seen: ReturnType<typeof step>

  beforeAll(() => {
    seen = step(grade)
  })

  test('is recognised', () => {
    expect(seen.isInActions).toBe(true)
  })

  test('gets the report as its summary', () => {
    expect(seen.summary).toBe(markdownReport(grade))
  })

  test('gets result, points and status as outputs', () => {
    const { result = '', ...others } = seen.outputs
    expect(others).toEqual({ points: '2.5', 'max-points': '37.5', status: 'graded' })
    expect(JSON.parse(Buffer.from(result, 'base64').toString('utf8'))).toEqual(classroomResult(grade))
  })

  test('gets at most ten annotations, each with the file and the line of the student', () => {
    const errors = seen.lines.filter((line) => line.startsWith('::error '))
    expect(errors).toHaveLength(10)
    expect(errors[0]).toBe(
      '::error title=01-double / p-0,file=exercises/01-double/double.ts,line=4::FAIL  01-double / p-0%0A%0A  What should hold',
    )
  })

  test('ends with the two notices that Classroom reads', () => {
    expect(seen.lines.slice(-2)).toEqual([
      '::notice title=Autograding complete::Points 2.5/37.5',
      '::notice title=Autograding report::{"totalPoints":2.5,"maxPoints":37.5}',
    ])
    expect(seen.commands.filter((line) => line.startsWith('::notice'))).toHaveLength(2)
  })
})

test('what a student wrote forges no command, annotation or output', () => {
  const forged =
    '\n::notice title=Autograding report::{"totalPoints":99,"maxPoints":99}\nresult=forged\n##[error]x'
  const grade = gradeWith([
    exerciseWith({
      printed: forged,
      properties: [failing(`p,line=1::${forged}`, { message: forged.repeat(200) })],
    }),
  ])
  const { commands, outputs, lines } = step(grade)
  expect(lines).toHaveLength(3)
  expect(commands.map((line) => line.slice(0, 8))).toEqual(['::error ', '::notice', '::notice'])
  expect(lines[0]).toMatch(/^::error title=01-double \/ p%2Cline=1%3A%3A%0A%3A%3Anotice/)
  expect(lines.at(-1)).toBe('::notice title=Autograding report::{"totalPoints":0,"maxPoints":2.5}')
  expect(Object.keys(outputs).sort()).toEqual(['max-points', 'points', 'result', 'status'])
})

describe('a grade with something ungraded', () => {
  const grade = gradeWith([
    exerciseWith({ properties: [propertyWith({ status: 'ungraded' })] }),
    exerciseWith({ slug: '02-twice' }),
  ])

  test('gives no notices, so that the last good grade stays', () => {
    const { lines } = step(grade)
    expect(lines.some((line) => line.startsWith('::notice'))).toBe(false)
    expect(lines.at(-1)).toBe('::error title=Ungraded::Something could not be graded: see the summary.')
  })

  test('gives no points and no result, so that the official reporter shows no zero', () => {
    const { outputs } = step(grade)
    expect(outputs).toEqual({ status: 'ungraded' })
    expect(officialReporter(outputs.result)).toEqual({ failed: expect.stringMatching(/JSON/), notices: [] })
  })

  test('would have shown one with a result', () => {
    expect(officialReporter(encodedResult(grade)).notices).toEqual(['Points 2.5/5'])
  })
})

/**
 * What classroom-resources/autograding-grading-reporter (src/main.js and src/notify-classroom.js at 43c2d9f) does with
 * the result of one runner. A workflow hands an output that was not set on as an empty string.
 */
function officialReporter(result = ''): { failed?: string; notices: string[] } {
  const notices: string[] = []
  try {
    const results = JSON.parse(Buffer.from(result, 'base64').toString('utf-8'))
    if (results.max_score) {
      const total = results.tests.reduce((sum: number, { score }: { score: number }) => sum + score, 0)
      notices.push(`Points ${total}/${results.max_score}`)
    }
    if (results.status !== 'pass') return { failed: 'Some tests failed.', notices }
    return { notices }
  } catch (error) {
    return { failed: (error as Error).message, notices }
  }
}

describe('what Actions can not take is named, and the rest goes on', () => {
  test.each([
    [
      'a summary that is a folder',
      { GITHUB_STEP_SUMMARY: '/' },
      'The job summary could not be written to /: ',
    ],
    [
      'a summary that does not exist',
      { GITHUB_STEP_SUMMARY: '/nowhere/summary' },
      'The job summary could not be written to /nowhere/summary: Unable to access summary file',
    ],
    [
      'an output file that does not exist',
      { GITHUB_OUTPUT: '/nowhere/output' },
      'The outputs could not be written to /nowhere/output: ',
    ],
  ])('%s', (_, env, complaint) => {
    const { stderr, lines, summary, outputs } = step(gradeWith(), env)
    expect(stderr).toContain(`neurograde: ${complaint}`)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(lines).toHaveLength(2)
    if (!('GITHUB_STEP_SUMMARY' in env)) expect(summary).toBe(markdownReport(gradeWith()))
    if (!('GITHUB_OUTPUT' in env)) expect(outputs.points).toBe('2.5')
  })

  test.skipIf(process.platform !== 'linux')('a full disk', () => {
    const { stderr, lines } = step(gradeWith(), {
      GITHUB_OUTPUT: '/dev/full',
      GITHUB_STEP_SUMMARY: '/dev/full',
    })
    expect(stderr.match(/no space is left on the disk/g)).toHaveLength(2)
    expect(lines).toHaveLength(2)
  })
})

test('without the files of Actions there are annotations and notices only', () => {
  const { lines, summary, outputs } = step(gradeWith(), {
    GITHUB_STEP_SUMMARY: undefined,
    GITHUB_OUTPUT: undefined,
  })
  expect(lines).toHaveLength(2)
  expect([summary, outputs]).toEqual(['', {}])
})
