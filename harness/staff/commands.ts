import type { Command } from 'commander'
import { addVerify } from './verify/command.ts'

/** The commands that only the staff repository has. */
export function addStaffCommands(program: Command): void {
  addVerify(program)
}
