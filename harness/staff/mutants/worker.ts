import { parentPort, workerData } from 'node:worker_threads'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { mutateExercise } from './mutate-exercise.ts'

/** Mutates one exemplar off the main thread, so that two cores mutate two at a time. */
const { root, slug } = workerData as { root: string; slug: string }
const exercise = selectExercises(loadCourse(root, [slug]), [slug])[0]!
parentPort?.postMessage(await mutateExercise(root, await loadAnswerKey(root, exercise)))
