import type { ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { constants } from 'node:os'
import { CourseError } from '#engine/course/course-error.ts'
import { isOfTheSystem, systemTrouble, why } from '#engine/report/why.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Whatever ends this process ends all that it started, and a signal does so at once: a sandbox has no ears for it and
 * would go on. Node tells of every process that is started, whoever starts it.
 */
export function endTogether(): void {
  const children = new Set<ChildProcess>()
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess }
    children.add(child)
    child.once('exit', () => children.delete(child))
  })
  process.on('exit', () => {
    for (const child of children) child.kill('SIGKILL')
  })
  for (const signal of signals) process.on(signal, () => process.exit(128 + constants.signals[signal]))
}

/** Whoever reads the output may have seen enough (`neurograde list | head -1`): that ends nothing else. */
export function survivesClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && stream !== process.stderr)
        console.error(`neurograde: The output could not be written: ${why(error)}.`)
    })
}

/** Says why the command ends early, in words for people, and gives the exit code: README.md, "Exit codes". */
export function endedBy(error: unknown): number {
  if (error instanceof CourseError) {
    console.error(`neurograde: ${error.message}`)
    return 2
  }
  if (process.env.NEUROGRADE_DEBUG) console.error(error)
  else console.error(`neurograde: ${inWords(error)}`)
  return 3
}

function inWords(error: unknown): string {
  if (isOfTheSystem(error)) return systemTrouble(error)
  // The engine's own word for trouble of ours comes with its remedy.
  if (error instanceof Error && error.name === 'GraderFault') return error.message
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_MODULE_NOT_FOUND')
    return `Something is not installed: ${why(error)}. Run: npm ci`
  const what = error instanceof Error ? `${error.name}: ${why(error)}` : why(error)
  return `This is a fault of neurograde, not yours: ${what}. Run it again with NEUROGRADE_DEBUG=1 and report what it says; nothing that was graded before is lost.`
}
