import type { Command } from 'commander'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'

/** `neurograde list`: the exercises in their order, and what they are worth. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list the exercises')
    .action(() => {
      const { units, exercises } = loadCourse(projectRoot)
      for (const { number, title } of units) {
        const own = exercises.filter(({ manifest }) => manifest.unit === number)
        if (own.length === 0) continue
        console.log(`Unit ${number}  ${title}`)
        for (const { slug, manifest } of own)
          console.log(
            `  ${slug.padEnd(26)} ${`${manifest.points} points`.padStart(10)}  ${'★'.repeat(manifest.difficulty)}`,
          )
      }
    })
}
