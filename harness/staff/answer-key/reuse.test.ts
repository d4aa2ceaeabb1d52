import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import type { Suite } from '#engine/grading/suite.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { loadAnswerKey } from './answer-key.ts'
import { composeFile, type Solution } from './compose.ts'

/**
 * Cases and expected answers are made once in a process and used again for every submission. That changes nothing: a
 * suite whose properties are new objects, of which nothing is known yet, gives the same record to the last byte.
 */
const course = loadCourse(projectRoot)
const folder = mkdtempSync(join(tmpdir(), 'neurograde-reuse-'))
const { level } = await probeLevel()
afterAll(() => rmSync(folder, { recursive: true }))

test.each<[string, Solution]>([
  ['05', { kind: 'exemplar' }],
  ['05', { kind: 'mistake', id: 'divides-by-n-minus-1' }],
  ['15', { kind: 'exemplar' }],
])('%s, %o: the same digest from known cases and from new ones', async (number, solution) => {
  const [exercise] = selectExercises(course, [number])
  const { suite, bank } = await loadAnswerKey(projectRoot, exercise!)
  const submission = mkdtempSync(join(folder, 'submission-'))
  mkdirSync(dirname(join(submission, exercise!.file)), { recursive: true })
  writeFileSync(join(submission, exercise!.file), await composeFile(projectRoot, exercise!, solution))
  const digestWith = async (asked: Suite) => {
    const { digest, status } = await gradeSubmission({
      course,
      exercises: [{ suite: asked, suiteDigest: '', bank }],
      submission,
      level,
      about: { id: 'reuse' },
      tier: 'provisional',
      key: 'the key of the reuse test',
      stubs: {},
    })
    expect(status).toBe('graded')
    return digest
  }
  const asNew = { ...suite, entries: suite.entries.map((entry) => ({ ...entry, law: { ...entry.law } })) }
  const digests = [await digestWith(suite), await digestWith(suite), await digestWith(asNew)]
  expect(new Set(digests).size).toBe(1)
})
