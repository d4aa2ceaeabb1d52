import { parentPort, workerData } from 'node:worker_threads'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { verifyExercise } from './verify-exercise.ts'

/** Verifies one exercise off the main thread, so that two cores verify two at a time. */
const { root, slug, seeds } = workerData as { root: string; slug: string; seeds: number }
const exercise = selectExercises(loadCourse(root), [slug])[0]!
try {
  parentPort?.postMessage(await verifyExercise(await loadAnswerKey(root, exercise), { seeds }))
} catch (error) {
  parentPort?.postMessage({
    slug,
    points: exercise.manifest.points,
    seeds,
    properties: [],
    kills: [],
    stress: [],
    fairness: [],
    sentences: { known: false, total: 0, advice: 0, open: [] },
    correct: [],
    problems: [
      `can not be verified: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ],
  })
}
