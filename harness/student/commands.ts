import type { Command } from 'commander'

/** The commands that a student has. */
export function addStudentCommands(_program: Command): void {}
