import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openMeter } from './meter.ts'

/** What a piece of work took. */
export interface Taken {
  wallMs: number
  processorMs: number
  residentBytes: number
}

/** A worker that has everything loaded and waits to be told to work. */
export interface Worker {
  work(): Promise<Taken>
  close(): Promise<void>
}

/** Starts a worker under a meter of its own. */
export async function startWorker(way: string, submission: string): Promise<Worker> {
  const meter = openMeter()
  const program = fileURLToPath(new URL('./worker.ts', import.meta.url))
  const [command, args] = meter.wrap(process.execPath, ['--no-warnings', program, way, submission])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the worker for "${way}" ended early`)
    return value
  }
  await next()
  return {
    work: async () => {
      const [start, before] = [performance.now(), meter.readMs()]
      child.stdin.write('work\n')
      const residentBytes = Number((await next()).split(' ')[1])
      return { wallMs: performance.now() - start, processorMs: meter.readMs() - before, residentBytes }
    },
    close: async () => {
      child.stdin.end()
      await ended(child)
      meter.close()
    },
  }
}

/** The same suites as vitest runs them, started for this submission alone. */
export async function underVitest(root: string, submission: string): Promise<Taken> {
  const meter = openMeter()
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const [command, args] = meter.wrap(process.execPath, [vitest, 'run', 'exercises', 'solutions'])
  const [start, before] = [performance.now(), meter.readMs()]
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, SUBMISSION: submission },
    stdio: 'ignore',
  })
  if ((await ended(child)) !== 0) throw new Error('the suites do not pass under vitest')
  const taken = { wallMs: performance.now() - start, processorMs: meter.readMs() - before, residentBytes: 0 }
  meter.close()
  return taken
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve))
}
