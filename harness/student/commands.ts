import type { Command } from 'commander'

/** The commands that a student has. What they do is loaded when it is asked for: most of it takes its time. */
export function addStudentCommands(program: Command): void {
  program
    .command('check [exercise...]')
    .description('check the visible properties of all exercises, or of those named (05, knn)')
    .option('--all', 'show every failure, not only the first')
    .option('--out <folder>', 'also write grade.json and report.md there')
    .action(async (words: string[], options: { out?: string; all?: boolean }) =>
      (await import('./check.ts')).check(words, options),
    )
  program
    .command('hint <exercise> [property]')
    .description(
      'show the hints of a property, one more after each try; of the first that does not hold unless named',
    )
    .action(async (word: string, id?: string) => (await import('./hint.ts')).hint(word, id))
  program
    .command('show <exercise>')
    .description(
      'list what an exercise is graded by, in words: what is checked here and what after you hand in',
    )
    .action(async (word: string) => (await import('./show.ts')).show(word))
  program
    .command('list')
    .description('list the exercises')
    .action(async () => (await import('./list.ts')).list())
}
