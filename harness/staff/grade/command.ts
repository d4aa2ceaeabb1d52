import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import type { Grade } from '#engine/grading/record.ts'
import { isInActions, reportToActions } from '#engine/report/actions.ts'
import { writeReports } from '#engine/report/files.ts'
import { terminalReport } from '#engine/report/terminal.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import type { Level } from '#engine/sandbox/policy.ts'
import { prepareCourse } from '../answer-key/prepare.ts'
import { courseKey } from './course-key.ts'

interface GradeOptions {
  only?: string
  out: string
  official?: boolean
  sandbox?: Level
  repository?: string
  commit?: string
  submittedAt?: string
}

/** `neurograde grade`: one submission, visible and hidden properties. */
export function addGrade(program: Command): void {
  program
    .command('grade <folder>')
    .description('grade one submission in the sandbox and write grade.json and report.md')
    .option('--only <exercises>', 'only these exercises, by number or name: 05,12')
    .option('--out <folder>', 'where to write grade.json and report.md', 'out')
    .option('--official', 'an official grade: refused below full isolation')
    .addOption(
      new Option('--sandbox <level>', 'use this level instead of the best one').choices([
        'isolated',
        'restricted',
      ]),
    )
    .option('--repository <name>', 'written into the record')
    .option('--commit <sha>', 'written into the record')
    .option('--submitted-at <time>', 'written into the record')
    .action(async (folder: string, options: GradeOptions) => {
      const probe = await probeLevel()
      const level = options.sandbox ?? probe.level
      if (level === 'isolated' && probe.level !== 'isolated')
        return refuse(`The isolated level is not available: ${probe.because}. Mend it with: ${probe.remedy}`)
      if (options.official && level !== 'isolated')
        return refuse(
          probe.level === 'isolated'
            ? 'An official grade needs the isolated sandbox: leave --sandbox restricted out.'
            : `An official grade needs the isolated sandbox: ${probe.because}. Mend it with: ${probe.remedy}`,
        )
      if (level !== 'isolated' && probe.because)
        console.error(`The sandbox is ${level}, since ${probe.because}. For full isolation: ${probe.remedy}`)
      const words =
        options.only
          ?.split(',')
          .map((word) => word.trim())
          .filter(Boolean) ?? []
      const { course, exercises, stubs } = await prepareCourse(words)
      const submission = resolve(folder)
      const grade = await gradeSubmission({
        course,
        exercises,
        stubs,
        submission,
        level,
        tier: options.official ? 'official' : 'provisional',
        key: courseKey(course.root),
        about: about(submission, options),
      })
      if (!exercises.some(({ suite }) => existsSync(resolve(submission, suite.exercise.file))))
        console.error(
          `${folder} holds no file of any exercise (such as ${exercises[0]?.suite.exercise.file}). Is it the right folder?`,
        )
      writeReports(resolve(options.out), grade)
      console.log(terminalReport(grade))
      console.log(`\nWritten: ${resolve(options.out, 'grade.json')} and report.md`)
      if (isInActions()) await reportToActions(grade)
      process.exitCode = grade.status === 'graded' ? 0 : 3
    })
}

/** What could not be graded is no grade: exit 3 leaves the last good one in place. */
function refuse(message: string): void {
  console.error(`neurograde: ${message}`)
  process.exitCode = 3
}

function about(submission: string, { repository, commit, submittedAt }: GradeOptions): Grade['submission'] {
  return {
    id: repository ?? basename(submission),
    ...(repository ? { repository } : {}),
    ...(commit ? { commit } : {}),
    ...(submittedAt ? { submittedAt } : {}),
  }
}
