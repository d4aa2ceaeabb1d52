import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

/** The memory that a process holds, in bytes; 0 when that can't be told (it is gone, or this is Windows). */
export function residentBytes(pid: number): number {
  try {
    if (process.platform === 'linux')
      return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
    if (process.platform === 'win32') return 0
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
  } catch {
    return 0
  }
}

/** The processor time of a process and its descendants, in ms; undefined where that can't be told. */
export function processorMs(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const fields = statusFields(`/proc/${pid}/stat`)
    const own = (Number(fields[11]) + Number(fields[12])) * TICK_MS
    return childrenOf(pid).reduce((sum, child) => sum + (processorMs(child) ?? 0), own)
  } catch {
    return undefined
  }
}

/** Whether a process or a descendant has something to do, so that it runs or waits for a processor or a disk. */
export function wantsProcessor(pid: number | undefined): boolean {
  if (process.platform !== 'linux' || pid === undefined) return false
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return (
      threads.some((thread) => /[RD]/.test(statusFields(`/proc/${pid}/task/${thread}/stat`)[0]!)) ||
      childrenOf(pid).some(wantsProcessor)
    )
  } catch {
    return false
  }
}

/** The fields of a stat file from the state on: the name before them stands in brackets and may hold anything. */
function statusFields(path: string): string[] {
  return readFileSync(path, 'utf8').split(') ').at(-1)!.split(' ')
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}
