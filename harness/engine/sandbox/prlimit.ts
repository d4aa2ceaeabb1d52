import { existsSync, readFileSync } from 'node:fs'
import { GraderFault } from '../spec/student.ts'

/** Limits of a process, in bytes, seconds and open files. */
export interface Limits {
  data: number
  cpu: number
  nofile: number
  /** How large a file may be written. */
  fsize?: number
  core?: 0
  stack?: number
}

/** What a limit is called in /proc, what it limits, and below what nothing starts. */
const known = {
  data: { row: 'Max data size', what: 'the memory of a process (data)', least: 768 * 1024 * 1024 },
  cpu: { row: 'Max cpu time', what: 'the processor time of a process (cpu)', least: 5 },
  nofile: { row: 'Max open files', what: 'open files (nofile)', least: 32 },
  stack: { row: 'Max stack size', what: 'the stack of a process (stack)', least: 1024 * 1024 },
  fsize: { row: 'Max file size', what: 'the size of files (fsize)', least: 0 },
  core: { row: 'Max core file size', what: 'core files (core)', least: 0 },
} as const

const folders = ['/usr/bin', '/bin', '/usr/local/bin', '/run/current-system/sw/bin']

/** Where a program of the system lies; undefined where it is not installed. */
export function systemProgram(name: string): string | undefined {
  return folders.map((folder) => `${folder}/${name}`).find(existsSync)
}

/**
 * The arguments of prlimit. Nobody may go above a hard limit of this process, so a lower one takes the place
 * of ours.
 *
 * @throws GraderFault when a hard limit is too low for anything to start
 */
export function limitArguments(limits: Limits, hard: Partial<Limits> = hardLimits()): string[] {
  return Object.entries(limits).map(([name, wanted]) => {
    const { what, least } = known[name as keyof Limits]
    const limit = Math.min(wanted, hard[name as keyof Limits] ?? Number.POSITIVE_INFINITY)
    if (limit < Math.min(least, wanted))
      throw new GraderFault(
        `The hard limit on ${what} is ${limit} here, and no sandbox starts below ${least}. Raise it: ulimit -H, LimitNOFILE= and the like of a service, or /etc/security/limits.conf.`,
      )
    return `--${name}=${limit}`
  })
}

/** The limits of this process that it can not raise; nothing where that can't be told. */
function hardLimits(): Partial<Limits> {
  let text: string
  try {
    text = readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return {}
  }
  const found = Object.entries(known).flatMap(([name, { row }]) => {
    const [, hard] = new RegExp(`^${row} +\\S+ +(\\d+)`, 'm').exec(text) ?? []
    return hard === undefined ? [] : [[name, Number(hard)]]
  })
  return Object.fromEntries(found)
}
