import { why } from './why.ts'

/** One step of reporting. Each stands for itself: when one fails, the rest goes on. */
export interface Step {
  /** What is told, to begin a sentence with. */
  what: string
  /** Where to. */
  where: string
  /** What to do when it fails, as a sentence. */
  remedy: string
  run(): unknown
}

/** Takes a step. When it fails, one line says what, where, why and what to do, and the result is false. */
export async function taken({ what, where, remedy, run }: Step): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    console.error(`neurograde: ${what} could not be written to ${where}: ${why(error)}. ${remedy}`)
    return false
  }
}

/** Prints a text. Unlike `console.log` it fails when there is no room for it. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
