import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
    // The command name stands in brackets and may hold spaces: fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    const own = (Number(fields[11]) + Number(fields[12])) * TICK_MS
    return children.reduce((sum, child) => sum + (processorMs(Number(child)) ?? 0), own)
  } catch {
    return undefined
  }
}
