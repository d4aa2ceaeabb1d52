import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

/** What a process has used so far, and what it is doing. */
export interface Usage {
  processorMs: number
  residentBytes: number
  /** R runs or waits for a processor, S and D wait for something else, T is stopped. */
  state: string
}

/** Undefined when that can't be told: the process is gone, or this is Windows. */
export function usageOf(pid: number): Usage | undefined {
  if (process.platform === 'win32') return undefined
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

/** Whether any thread of a process has something to do, so that it runs or waits for a processor or a disk. */
export function wantsProcessor(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return readdirSync(`/proc/${pid}/task`).some((thread) =>
      /[RD]/.test(statFields(`/proc/${pid}/task/${thread}/stat`)[0]!),
    )
  } catch {
    return false
  }
}

/** The process that a chain of starters (prlimit, bubblewrap) leads to. */
export function lastOfChain(pid: number): number {
  if (process.platform !== 'linux') return pid
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
    return child ? lastOfChain(Number(child)) : pid
  } catch {
    return pid
  }
}

function fromProc(pid: number): Usage {
  const fields = statFields(`/proc/${pid}/stat`)
  return {
    state: fields[0]!,
    processorMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    residentBytes: Number(fields[21]) * PAGE_BYTES,
  }
}

/** The fields of a stat file from the state on: the name before the last bracket may hold anything. */
function statFields(path: string): string[] {
  return readFileSync(path, 'utf8').split(') ').at(-1)!.split(' ')
}

function fromPs(pid: number): Usage {
  const line = execFileSync('ps', ['-o', 'state=,rss=,time=', '-p', String(pid)], { encoding: 'utf8' })
  const [state = '', kilobytes, time = ''] = line.trim().split(/\s+/)
  const seconds = time.split(/[-:]/).reduce((sum, part) => sum * 60 + Number(part), 0)
  return { state: state[0]!, residentBytes: Number(kilobytes) * 1024, processorMs: seconds * 1000 }
}
