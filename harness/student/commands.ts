import type { Command } from 'commander'
import { addCheck } from './check.ts'
import { addHint } from './hint.ts'
import { addList } from './list.ts'

/** The commands that a student has. */
export function addStudentCommands(program: Command): void {
  addCheck(program)
  addHint(program)
  addList(program)
}
