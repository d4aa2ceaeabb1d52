import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** What a command did, and what it cost. */
export interface Measured {
  code: number | null
  /** Both channels, one behind the other. */
  said: string
  wallMs: number
  /** Processor time of the command and of all that it started. */
  processorMs: number
  /** The most memory that the grader itself had at a time. */
  graderBytes: number
  /** Processes of its that were still there two seconds after its end. */
  left: number[]
}

const LOOK_EVERY_MS = 50
const TICK_MS = 10
const PATIENCE_MS = 2000

/**
 * Runs a command and looks at its processes until it ends. Processes inside bubblewrap are not waited for by the
 * grader, so no account of the operating system holds all: each is looked at while it lives. (Linux only: elsewhere
 * the command runs, and nothing is measured.)
 */
export async function measured(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Measured> {
  const began = performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const seen = new Map<number, { startedAt: string; processorMs: number }>()
  let graderBytes = 0
  const look = () => {
    for (const pid of withDescendants(child.pid ?? 0)) {
      const fields = fieldsOf(pid)
      if (!fields) continue
      seen.set(pid, {
        startedAt: fields[19]!,
        processorMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      })
      graderBytes = Math.max(graderBytes, peakOfGrader(pid))
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).finally(() => clearInterval(timer))
  const wallMs = performance.now() - began
  const isLeft = () =>
    [...seen].filter(([pid, { startedAt }]) => isRunning(pid, startedAt)).map(([pid]) => pid)
  for (let waited = 0; waited < PATIENCE_MS && isLeft().length > 0; waited += LOOK_EVERY_MS)
    await wait(LOOK_EVERY_MS)
  const processorMs = [...seen.values()].reduce((sum, one) => sum + one.processorMs, 0)
  return { code, said, wallMs, processorMs, graderBytes, left: isLeft() }
}

function withDescendants(pid: number): number[] {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(withDescendants)]
}

/** The fields of a stat file from the state on: the name before the last bracket may hold anything. */
function fieldsOf(pid: number): string[] | undefined {
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ')
  return fields.length > 20 ? fields : undefined
}

function isRunning(pid: number, startedAt: string): boolean {
  const fields = fieldsOf(pid)
  return fields !== undefined && fields[19] === startedAt && fields[0] !== 'Z'
}

function peakOfGrader(pid: number): number {
  if (!/neurograde\.js/.test(textOf(`/proc/${pid}/cmdline`))) return 0
  return Number(/VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
