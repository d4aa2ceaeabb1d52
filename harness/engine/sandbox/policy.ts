import { existsSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasSeccompFilter, seccompFilter } from './seccomp.ts'

/** How far student code is shut in. There is no level below `restricted`. */
export type Level = 'isolated' | 'restricted'

/** How a sandbox process is started. */
export interface Launch {
  command: string
  args: string[]
  /** Opens what must be handed over as file descriptor 4; a new one for each process, since it is read up. */
  openSeccomp?: () => number
}

const MEMORY_BYTES = 1024 * 1024 * 1024
const CPU_SECONDS = 120

const nodeFlags = [
  '--max-old-space-size=256',
  '--stack-size=900',
  '--disable-sigusr1',
  '--permission',
  '--no-experimental-sqlite',
  '--disallow-code-generation-from-strings',
  '--no-warnings',
]

const limits = [`--data=${MEMORY_BYTES}`, `--cpu=${CPU_SECONDS}`, '--fsize=0', '--core=0', '--nofile=64']

/**
 * The command line of a level.
 *
 * @param node the pinned Node binary
 * @param host the bundled program of host.ts
 */
export function launchFor(level: Level, { node, host }: { node: string; host: string }): Launch {
  return level === 'isolated' ? isolated(node, host) : restricted(node, host)
}

/** New namespaces for everything, no network, an empty file system with Node and its libraries, a system call filter. */
function isolated(node: string, host: string): Launch {
  const filter = filterFile()
  const libraries = ['/lib', '/lib64'].filter(existsSync).flatMap((path) => ['--ro-bind', path, path])
  return {
    command: 'prlimit',
    args: [
      ...limits,
      'bwrap',
      ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
      ...['--hostname', 'sandbox', '--chdir', '/'],
      ...['--ro-bind', node, '/node', ...libraries, '--ro-bind', host, '/host.cjs'],
      ...(filter ? ['--seccomp', '4'] : []),
      '/node',
      ...nodeFlags,
      '/host.cjs',
    ],
    ...(filter ? { openSeccomp: () => openSync(filter, 'r') } : {}),
  }
}

/** Node's own permission model and limits: no files, no network, no processes, an emptied global object. */
function restricted(node: string, host: string): Launch {
  const args = [...nodeFlags, `--allow-fs-read=${host}`, host]
  const hasPrlimit = existsSync('/usr/bin/prlimit')
  return hasPrlimit
    ? { command: '/usr/bin/prlimit', args: [...limits, node, ...args] }
    : { command: node, args }
}

let folder: string | undefined

/** A private folder of this process for files that the sandbox needs. */
export function privateFolder(): string {
  if (folder === undefined || !existsSync(folder)) {
    mkdirSync(tmpdir(), { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'neurograde-'))
  }
  return folder
}

function filterFile(): string | undefined {
  if (!hasSeccompFilter(process.arch)) return undefined
  const path = join(privateFolder(), 'seccomp.bpf')
  if (!existsSync(path)) writeFileSync(path, seccompFilter(process.arch), { mode: 0o600 })
  return path
}
