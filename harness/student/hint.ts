import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import * as z from 'zod'
import { CourseError, loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { textDigest } from '#engine/grading/digests.ts'

const openedSchema = z.record(z.string(), z.object({ count: z.int().min(1).max(3), code: z.string() }))

/** `neurograde hint`: three hints for each property; the next one opens when the code has changed since. */
export function addHint(program: Command): void {
  program
    .command('hint <exercise> <property>')
    .description('show the hints of a property, one more after each try')
    .action((word: string, id: string) => {
      const exercise = selectExercises(loadCourse(projectRoot), [word])[0]!
      const words = exercise.manifest.properties.find((property) => property.id === id)
      if (!words) {
        const ids = exercise.manifest.properties.map((property) => property.id)
        throw new CourseError(`${exercise.slug} has no property "${id}". It has:\n  ${ids.join('\n  ')}`)
      }
      const path = join(projectRoot, '.neurograde', 'hints.json')
      const opened = readOpened(path)
      const key = `${exercise.slug}/${id}`
      const code = textDigest(readFileSync(join(projectRoot, exercise.file), 'utf8'))
      const last = opened[key]
      const count = !last ? 1 : last.code === code ? last.count : Math.min(3, last.count + 1)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${JSON.stringify({ ...opened, [key]: { count, code } }, null, 2)}\n`)
      console.log(`${exercise.slug} / ${id}\n`)
      for (const [i, hint] of words.hints.slice(0, count).entries()) console.log(`  ${i + 1}  ${hint}`)
      if (count < 3) console.log('\nChange the code and try again: then the next hint opens.')
    })
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
