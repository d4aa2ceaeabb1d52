import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { CourseError, loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { textDigest } from '#engine/course/text-digest.ts'
import { taken } from '#engine/report/steps.ts'

const openedSchema = z.record(z.string(), z.object({ count: z.int().min(1).max(3), code: z.string() }))

/** Three hints for each property; the next one opens when the code has changed since. */
export async function hint(word: string, asked?: string): Promise<void> {
  const exercise = selectExercises(loadCourse(projectRoot, [word]), [word])[0]!
  const id = asked ?? (await firstFailing(word))
  if (id === undefined)
    return console.log(`All that is checked of ${exercise.slug} here holds: there is nothing to hint at.`)
  const words = exercise.manifest.properties.find((property) => property.id === id)
  if (!words) {
    const ids = exercise.manifest.properties.map((property) => property.id)
    throw new CourseError(`${exercise.slug} has no property "${id}". It has:\n  ${ids.join('\n  ')}`)
  }
  const path = join(projectRoot, '.neurograde', 'hints.json')
  const opened = readOpened(path)
  const key = `${exercise.slug}/${id}`
  const file = join(projectRoot, exercise.file)
  const code = existsSync(file) ? textDigest(readFileSync(file, 'utf8')) : ''
  const last = opened[key]
  const most = words.hints.length
  const count = !last ? 1 : last.code === code ? last.count : Math.min(most, last.count + 1)
  console.log(`${exercise.slug} / ${id}\n`)
  for (const [i, text] of words.hints.slice(0, count).entries()) console.log(`  ${i + 1}  ${text}`)
  if (count < most) console.log('\nChange the code and try again: then the next hint opens.')
  await taken({
    what: 'Which hints are open',
    where: path,
    remedy: 'The same hints open again next time.',
    run: () => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${JSON.stringify({ ...opened, [key]: { count, code } }, null, 2)}\n`)
    },
  })
}

/** The first property of an exercise that does not hold. */
async function firstFailing(word: string): Promise<string | undefined> {
  const { checked } = await import('./check.ts')
  const [exercise] = (await checked([word])).exercises
  return exercise?.properties.find(({ status }) => status !== 'pass')?.id
}

/** What was opened so far; a file that can't be read counts as empty, since hints are no secret. */
function readOpened(path: string): z.infer<typeof openedSchema> {
  if (!existsSync(path)) return {}
  try {
    return openedSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
