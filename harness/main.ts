import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { endedBy, endTogether, survivesClosedOutput } from './ending.ts'
import { addStudentCommands } from './student/commands.ts'

endTogether()
survivesClosedOutput()
process.on('uncaughtException', (error) => process.exit(endedBy(error)))

const program = new Command('neurograde')
  .description('Autograded exercises for an introduction to machine learning for neuroscience')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

try {
  addStudentCommands(program)
  // The student's tree has no staff room.
  const staff = new URL('./staff/commands.ts', import.meta.url)
  const asked = process.argv.slice(2).find((word) => !word.startsWith('-'))
  if (existsSync(staff)) await (await import(staff.href)).addStaffCommands(program, asked)
  await program.parseAsync()
} catch (error) {
  process.exitCode = endedBy(error)
}
