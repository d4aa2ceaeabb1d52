import type { Command } from 'commander'

/** `neurograde release`: the tree that students get, with the proof that it holds nothing of the answer key. */
export function addRelease(program: Command): void {
  program
    .command('release <folder>')
    .description('write the student repository and prove that nothing of the answer key is in it')
    .action(async (folder: string) => (await import('./hand-out.ts')).handOut(folder))
}
