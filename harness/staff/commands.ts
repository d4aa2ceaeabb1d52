import type { Command } from 'commander'
import { addDemo } from './demo/command.ts'
import { addGrade } from './grade/command.ts'
import { addRelease } from './release/command.ts'

/**
 * The commands that only the staff repository has. What they do is loaded when it is asked for: most of it takes
 * its time.
 *
 * @param asked the first word of the command line
 */
export async function addStaffCommands(program: Command, asked: string | undefined): Promise<void> {
  addDemo(program)
  addGrade(program)
  addRelease(program)
  // These bring all that they need along, so that they wait until no other command is meant.
  if (program.commands.some((command) => command.name() === asked)) return
  const [{ addBench }, { addMutants }, { addVerify }] = await Promise.all([
    import('./bench/command.ts'),
    import('./mutants/command.ts'),
    import('./verify/command.ts'),
  ])
  addBench(program)
  addMutants(program)
  addVerify(program)
}
