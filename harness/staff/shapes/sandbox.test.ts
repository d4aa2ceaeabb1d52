import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Exercise, loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { assembleSuite } from '#engine/grading/suite.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { type Shape, submissionText } from './shape.ts'
import { shapes } from './shapes.ts'

/** The six shapes as files that were handed in, in the sandbox: what fits in process must fit through the wall. */
const folder = mkdtempSync(join(tmpdir(), 'neurograde-shapes-'))
const { level } = await probeLevel()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function grade(shape: Shape, mistake?: string) {
  const { slug, manifest, hidden } = shape
  const name = slug.slice(3)
  const exercise: Exercise = {
    slug,
    name,
    file: `exercises/${slug}/${name}.ts`,
    folder: join(folder, 'nowhere', slug),
    manifest,
  }
  const submission = join(folder, `${slug} ${mistake ?? ''}`)
  const path = join(submission, exercise.file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, await submissionText(shape, mistake))
  const { exercises } = await gradeSubmission({
    course: { ...loadCourse(projectRoot, ['05']), exercises: [exercise] },
    exercises: [{ suite: assembleSuite(exercise, {}, hidden), suiteDigest: '' }],
    submission,
    level,
    about: { id: 'shape' },
    tier: 'provisional',
    key: 'the key of the shapes',
    stubs: {},
  })
  return exercises[0]!
}

describe.each(shapes.map((shape) => ({ slug: shape.slug, shape })))(
  `$slug at the ${level} level`,
  ({ shape }) => {
    test('the exemplar gets all points', { timeout: 300_000 }, async () => {
      const { points, maxPoints, properties } = await grade(shape)
      const failing = properties.filter(({ status }) => status !== 'pass')
      expect(failing.map(({ id, message }) => ({ id, message }))).toEqual([])
      expect(points).toBe(maxPoints)
    })

    test('a mistake is caught by the property that names it', { timeout: 300_000 }, async () => {
      const [id, { caughtBy }] = Object.entries(shape.mistakes)[0]!
      const { properties } = await grade(shape, id)
      const statuses = Object.fromEntries(properties.map((property) => [property.id, property.status]))
      expect(statuses[caughtBy]).toMatch(/fail|error/)
      expect(Object.values(statuses)).not.toContain('ungraded')
    })
  },
)
