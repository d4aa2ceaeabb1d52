import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { suiteDigest } from '#engine/grading/digests.ts'
import { gradeSubmission, type PreparedExercise } from '#engine/grading/grade-submission.ts'
import { PRACTICE_KEY } from '#engine/grading/seeds.ts'
import { assembleSuite, loadVisible } from '#engine/grading/suite.ts'
import { isInActions, reportToActions } from '#engine/report/actions.ts'
import { writeReports } from '#engine/report/files.ts'
import { terminalReport } from '#engine/report/terminal.ts'
import { probeLevel } from '#engine/sandbox/level.ts'

/** `neurograde check`: the visible properties of this repository, by the engine and in the words of the grader. */
export function addCheck(program: Command): void {
  program
    .command('check [exercise...]')
    .description('check the visible properties of all exercises, or of those named (05, knn)')
    .option('--out <folder>', 'also write grade.json and report.md there')
    .action(async (words: string[], { out }: { out?: string }) => {
      const course = loadCourse(projectRoot)
      const exercises = await Promise.all(
        selectExercises(course, words).map(async (exercise): Promise<PreparedExercise> => {
          const suite = assembleSuite(exercise, await loadVisible(exercise))
          return { suite, suiteDigest: suiteDigest(course, exercise, []) }
        }),
      )
      const { level } = await probeLevel()
      const grade = await gradeSubmission({
        course,
        exercises,
        submission: course.root,
        about: { id: process.env.GITHUB_REPOSITORY ?? basename(course.root), ...commit() },
        tier: 'provisional',
        level,
        key: PRACTICE_KEY,
        stubs: handedOut(course.root),
      })
      if (out) writeReports(resolve(out), grade)
      console.log(terminalReport(grade))
      if (isInActions()) await reportToActions(grade)
      const allPass = grade.exercises.every(({ status }) => status === 'pass')
      process.exitCode = grade.status === 'ungraded' ? 3 : allPass ? 0 : 1
    })
}

function commit(): { commit?: string } {
  return process.env.GITHUB_SHA ? { commit: process.env.GITHUB_SHA } : {}
}

/** Digests of the stubs, which `release` wrote beside the exercises. */
function handedOut(root: string): Record<string, string> {
  const path = join(root, 'exercises', 'stubs.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}
