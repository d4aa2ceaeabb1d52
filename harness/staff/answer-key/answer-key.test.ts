import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSubmission, type PreparedExercise } from '#engine/grading/grade-submission.ts'
import type { ExerciseRecord } from '#engine/grading/record.ts'
import type { Suite } from '#engine/grading/suite.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { proofOf } from '../source/proofs.ts'
import { loadAnswerKey } from './answer-key.ts'
import { composeFile, type Solution } from './compose.ts'

/**
 * What `verify` proves in process holds for real submissions: every correct solution and every known mistake,
 * as a file, bundled and graded in the sandbox.
 */
/** This file, and the programs that run as processes of their own. */
const provers = [
  'harness/staff/answer-key/answer-key.test.ts',
  'harness/engine/sandbox/host.ts',
  'harness/engine/sandbox/bundler.ts',
]
const course = loadCourse(projectRoot)
const folder = mkdtempSync(join(tmpdir(), 'neurograde-answer-key-'))
const { level } = await probeLevel()
const keys = await Promise.all(course.exercises.map((exercise) => loadAnswerKey(projectRoot, exercise)))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(keys.map((key) => ({ key, slug: key.exercise.slug })))(
  `$slug, graded at the ${level} level`,
  ({ key }) => {
    const prepared: PreparedExercise = { suite: key.suite, suiteDigest: '', bank: key.bank }

    /** Grades a file, with all properties or only the one that is asked for. */
    async function grade(solution: Solution, only?: string): Promise<ExerciseRecord> {
      const submission = join(
        folder,
        key.exercise.slug,
        `${solution.kind} ${'id' in solution ? solution.id : ''}`,
      )
      const path = join(submission, key.exercise.file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, await composeFile(projectRoot, key.exercise, solution))
      const { exercises } = await gradeSubmission({
        course,
        exercises: [only ? { ...prepared, suite: onlyOne(key.suite, only) } : prepared],
        submission,
        level,
        about: { id: 'test' },
        tier: 'provisional',
        key: 'the key of the answer key test',
        stubs: {},
      })
      return exercises[0]!
    }

    const proof = proofOf<true>(projectRoot, `sandbox-${level}`, key.exercise.slug, provers)
    let acceptsAll = false
    const unless = proof.known ? ' (left out: proven before, and nothing that it rests on has changed)' : ''

    test('the exemplar gets all points', async () => {
      const { points, maxPoints } = await grade({ kind: 'exemplar' })
      expect(points).toBe(maxPoints)
    })

    test.skipIf(unless)(
      `every correct solution gets all points and is recognised as no mistake${unless}`,
      {
        timeout: 300_000,
      },
      async () => {
        const solutions: Solution[] = [
          ...Object.keys(key.alternatives).map((id): Solution => ({ kind: 'alternative', id })),
          ...Object.keys(key.readings).map((id): Solution => ({ kind: 'reading', id })),
        ]
        for (const solution of solutions) {
          const { points, maxPoints, properties } = await grade(solution)
          const failing = properties
            .filter(({ status }) => status !== 'pass')
            .map(({ id, message }) => ({ id, message }))
          expect({ solution, points, failing }).toEqual({ solution, points: maxPoints, failing: [] })
        }
        acceptsAll = true
      },
    )

    test.skipIf(unless)(
      `every known mistake fails the property that names it, and is recognised${unless}`,
      {
        timeout: 600_000,
      },
      async () => {
        await sideBySide(Object.entries(key.mistakes), async ([id, { caughtBy, says }]) => {
          const { points, maxPoints, properties } = await grade({ kind: 'mistake', id }, caughtBy)
          const caught = properties.find((property) => property.id === caughtBy)!
          expect({ id, status: caught.status === 'pass' }).toEqual({ id, status: false })
          expect(points, id).toBeLessThan(maxPoints)
          expect(caught.message, id).toContain('What should hold')
          // What a mistake remembers depends on all calls before, which are others here than in its recognition.
          if (caught.status === 'fail' && !caughtBy.endsWith('/no-memory')) {
            expect({ id, recognised: caught.mistake?.id }).toEqual({ id, recognised: id })
            expect(caught.message!.replace(/\s+/g, ' '), id).toContain(`Recognised: ${says}`)
          }
        })
        if (acceptsAll) proof.keep(true)
      },
    )
  },
)

/** A suite of one property: whether a mistake is caught by it does not depend on the others. */
function onlyOne(suite: Suite, id: string): Suite {
  return { ...suite, entries: suite.entries.filter(({ words }) => words.id === id) }
}

function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<unknown> {
  const limit = pLimit(availableParallelism())
  return Promise.all(items.map((item) => limit(() => work(item))))
}
