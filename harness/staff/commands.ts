import type { Command } from 'commander'
import { addBench } from './bench/command.ts'
import { addDemo } from './demo/command.ts'
import { addGrade } from './grade/command.ts'
import { addRelease } from './release/command.ts'
import { addVerify } from './verify/command.ts'

/** The commands that only the staff repository has. */
export function addStaffCommands(program: Command): void {
  addBench(program)
  addDemo(program)
  addGrade(program)
  addRelease(program)
  addVerify(program)
}
