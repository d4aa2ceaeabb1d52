import { type Command, Option } from 'commander'
import type { GradeOptions } from './grade.ts'

/** `neurograde grade`: one submission, visible and hidden properties. */
export function addGrade(program: Command): void {
  program
    .command('grade <folder>')
    .description('grade one submission in the sandbox and write grade.json and report.md')
    .option('--only <exercises>', 'only these exercises, by number or name: 05,12')
    .option(
      '--out <folder>',
      'where to write grade.json and report.md: a folder for each submission, refused when it holds the record of ' +
        'another one (default: out/<repository or folder>, with @<commit> where one is given)',
    )
    .option('--official', 'an official grade: refused below full isolation and without a course key')
    .addOption(
      new Option('--sandbox <level>', 'use this level instead of the best one').choices([
        'isolated',
        'restricted',
      ]),
    )
    .option('--repository <name>', 'owner/name, written into the record')
    .option('--commit <sha>', 'the whole hash, written into the record')
    .option('--submitted-at <time>', 'written into the record, such as 2026-11-22T14:32:05+01:00')
    .action(async (folder: string, options: GradeOptions) =>
      (await import('./grade.ts')).gradeFolder(folder, options),
    )
}
