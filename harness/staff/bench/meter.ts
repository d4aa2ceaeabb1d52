import { mkdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/** Counts the processor time of a process and of all that it starts, also of what is killed. */
export interface Meter {
  /** Puts a command line under the meter. */
  wrap(command: string, args: readonly string[]): [command: string, args: string[]]
  /** What was used so far, in ms. */
  readMs(): number
  close(): void
  name: string
}

/** A control group where one can be made: version 2 has one tree, version 1 has one for each thing that is counted. */
export function openMeter(): Meter {
  return group('/sys/fs/cgroup', 'cpu.stat') ?? group('/sys/fs/cgroup/cpuacct', 'cpuacct.usage') ?? waited()
}

function group(parent: string, file: string): Meter | undefined {
  const folder = join(parent, `neurograde-bench-${process.pid}`)
  try {
    mkdirSync(folder)
    const readMs = () => {
      const text = readFileSync(join(folder, file), 'utf8')
      const microseconds = /usage_usec (\d+)/.exec(text)?.[1]
      return microseconds ? Number(microseconds) / 1e3 : Number(text) / 1e6
    }
    if (Number.isNaN(readMs())) throw new Error('nothing is counted here')
    return {
      name: `a control group (${file})`,
      wrap: (command, args) => [
        'sh',
        ['-c', `echo $$ > ${folder}/cgroup.procs && exec "$0" "$@"`, command, ...args],
      ],
      readMs,
      close: () => rmdirSync(folder),
    }
  } catch {
    try {
      rmdirSync(folder)
    } catch {}
    return undefined
  }
}

/** What the kernel books on a parent when it has waited for a child: what was killed unseen is missing. */
function waited(): Meter {
  return {
    name: 'children that were waited for (wait4): killed sandboxes are missing',
    wrap: (command, args) => [command, [...args]],
    readMs: () => {
      if (process.platform !== 'linux') return Number.NaN
      const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ')
      return (Number(fields[13]) + Number(fields[14])) * 10
    },
    close: () => {},
  }
}
