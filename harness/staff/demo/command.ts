import type { Command } from 'commander'

/** `neurograde demo`: a simulated class, graded for real. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('make a simulated class of 12 students and grade all of them in the sandbox')
    .option('--seed <word>', 'which class', 'demo')
    .option('--out <folder>', 'where submissions and reports go; a temporary folder unless given')
    .action(async (options: { seed: string; out?: string }) => (await import('./demo.ts')).demo(options))
}
