import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { CourseError } from '#engine/course/course.ts'
import { addStudentCommands } from './student/commands.ts'

const program = new Command('neurograde')
  .description('Autograded exercises for an introduction to machine learning for neuroscience')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

addStudentCommands(program)
// The student's tree has no staff room.
const staff = new URL('./staff/commands.ts', import.meta.url)
if (existsSync(staff)) (await import(staff.href)).addStaffCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CourseError)) throw error
  console.error(`neurograde: ${error.message}`)
  process.exitCode = 2
}
