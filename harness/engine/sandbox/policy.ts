import { existsSync, openSync, realpathSync } from 'node:fs'
import { GraderFault } from '../spec/student.ts'
import { bwrapKnows } from './bubblewrap.ts'
import { privateFile } from './private-folder.ts'
import { limitArguments, systemProgram } from './prlimit.ts'
import { hasSeccompFilter, seccompFilter } from './seccomp.ts'

export { privateFolder } from './private-folder.ts'

/** How far student code is shut in. There is no level below `restricted`. */
export type Level = 'isolated' | 'restricted'

/** How a sandbox process is started. */
export interface Launch {
  command: string
  args: string[]
  /** Opens what must be handed over as file descriptor 4; a new one for each process, since it is read up. */
  openSeccomp?: () => number
}

/** The programs of the system that the walls are made of, by path; undefined where one is not installed. */
export interface Tools {
  prlimit: string | undefined
  bwrap: string | undefined
}

export interface LaunchParts {
  /** The pinned Node binary. */
  node: string
  /** The bundled program of host.ts. */
  host: string
  /** When the kernel ends the process: a net for orphans, far above what any exercise may take. */
  cpuSeconds?: number
  tools?: Tools
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

/** What this system has. */
export function systemTools(): Tools {
  return { prlimit: systemProgram('prlimit'), bwrap: systemProgram('bwrap') }
}

/**
 * The command line of a level.
 *
 * @throws GraderFault when a limit of this process is too low for it, or a program of the level is missing
 */
export function launchFor(level: Level, parts: LaunchParts): Launch {
  const { cpuSeconds = CPU_SECONDS, tools = systemTools() } = parts
  const limits = () => limitArguments({ data: MEMORY_BYTES, cpu: cpuSeconds, nofile: 64, fsize: 0, core: 0 })
  return level === 'isolated' ? isolated(parts, tools, limits) : restricted(parts, tools, limits)
}

/** New namespaces for everything, no network, an empty file system with Node and its libraries, a system call filter. */
function isolated({ node, host }: LaunchParts, { prlimit, bwrap }: Tools, limits: () => string[]): Launch {
  if (!prlimit || !bwrap) throw new GraderFault(`${bwrap ? 'prlimit' : 'bubblewrap'} is not installed.`)
  const filter = filterFile()
  return {
    command: prlimit,
    args: [
      ...limits(),
      bwrap,
      ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
      // Older ones do without: there is nothing in the environment that they are started with.
      ...(bwrapKnows(bwrap, '--clearenv') ? ['--clearenv'] : []),
      ...['--hostname', 'sandbox', '--chdir', '/'],
      ...['--ro-bind', node, '/node', ...libraries(), '--ro-bind', host, '/host.cjs'],
      ...(filter ? ['--seccomp', '4'] : []),
      '/node',
      ...nodeFlags,
      '/host.cjs',
    ],
    ...(filter ? { openSeccomp: () => openSync(filter, 'r') } : {}),
  }
}

/** Node's own permission model and limits: no files, no network, no processes, an emptied global object. */
function restricted({ node, host }: LaunchParts, { prlimit }: Tools, limits: () => string[]): Launch {
  const args = [...nodeFlags, `--allow-fs-read=${host}`, host]
  return prlimit ? { command: prlimit, args: [...limits(), node, ...args] } : { command: node, args }
}

/** Where Node's libraries lie; /usr/lib is another folder than /lib on older systems only. */
function libraries(): string[] {
  const folders = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].filter(existsSync)
  return folders
    .filter((path, i) => folders.findIndex((other) => realpathSync(other) === realpathSync(path)) === i)
    .flatMap((path) => ['--ro-bind', path, path])
}

function filterFile(): string | undefined {
  if (!hasSeccompFilter(process.arch)) return undefined
  return privateFile('seccomp.bpf', seccompFilter(process.arch), 0o600)
}
