import { spawnSync } from 'node:child_process'
import { closeSync } from 'node:fs'
import { pinnedNode } from '../../pinned-node.js'
import { GraderFault } from '../spec/student.ts'
import { bwrapVersion } from './bubblewrap.ts'
import { hostScript } from './host-bundle.ts'
import { type Launch, type LaunchParts, type Level, launchFor, systemTools, type Tools } from './policy.ts'
import { SandboxProcess } from './process.ts'
import { INSTALL_BWRAP, INSTALL_PRLIMIT, namespaceRemedy, whyNodeFails } from './remedies.ts'

/** The best level of this machine and, when it is not the full one, why not and what would mend it. */
export interface Probe {
  level: Level
  because?: string
  remedy?: string
}

let best: Promise<Probe> | undefined
/** The process in which the best level was tried; it has run nothing, and nobody waits for its end. */
let tried: { level: Level; process: SandboxProcess } | undefined

/**
 * Tries what this machine can do, once.
 *
 * @throws GraderFault when nothing runs here at all, with what would mend it
 */
export function probeLevel(): Promise<Probe> {
  best ??= hostScript().then((host) =>
    probe({ node: sandboxNode(), host }, systemTools(), (level, process) => {
      process.keepsAwake(false)
      tried = { level, process }
    }),
  )
  return best
}

/**
 * A process of a level that has run nothing: the one in which it was tried, or a new one.
 *
 * @throws GraderFault when it does not start
 */
export async function startAt(level: Level): Promise<SandboxProcess> {
  const found = tried
  if (found?.level !== level || !found.process.isAlive) return SandboxProcess.start(await launchAt(level))
  tried = undefined
  found.process.keepsAwake(true)
  return found.process
}

/**
 * How to start a process of a level on this machine.
 *
 * @param cpuSeconds when the kernel ends the process, for the case that nobody else does
 */
export async function launchAt(level: Level, cpuSeconds?: number): Promise<Launch> {
  const parts = { node: sandboxNode(), host: await hostScript() }
  return launchFor(level, cpuSeconds === undefined ? parts : { ...parts, cpuSeconds })
}

type TakeStarted = (level: Level, process: SandboxProcess) => void

/**
 * What a machine with these tools can do, by trying it.
 *
 * @param take gets the process that came up
 */
export async function probe(
  parts: LaunchParts,
  tools: Tools,
  take: TakeStarted = (_, process) => process.kill(),
): Promise<Probe> {
  const why = whyNotIsolated(tools) ?? (await whyNotStarted('isolated', parts, tools, take))
  if (why === undefined) return { level: 'isolated' }
  // Whatever keeps the lower level from starting too leaves nothing to grade with.
  const worse = await whyNotStarted('restricted', parts, tools, take)
  if (worse) throw new GraderFault(worse.because)
  return { level: 'restricted', ...why }
}

type Why = { because: string; remedy: string }

function whyNotIsolated({ prlimit, bwrap }: Tools): Why | undefined {
  if (process.platform !== 'linux') return { because: 'full isolation needs Linux', remedy: 'grade on Linux' }
  if (!bwrap) return { because: 'bubblewrap is not installed', remedy: INSTALL_BWRAP }
  if (!prlimit) return { because: 'prlimit (of util-linux) is not installed', remedy: INSTALL_PRLIMIT }
  return undefined
}

/** @throws GraderFault when Node itself does not run, or no limits can be set: no other level mends that */
async function whyNotStarted(
  level: Level,
  parts: LaunchParts,
  tools: Tools,
  take: TakeStarted,
): Promise<Why | undefined> {
  const launch = launchFor(level, { ...parts, tools })
  try {
    take(level, await SandboxProcess.start(launch))
    return undefined
  } catch (error) {
    if (!(error instanceof GraderFault)) throw error
    const node = whyNodeFails(parts.node)
    if (node) throw new GraderFault(node)
    if (level === 'restricted') return { because: error.message, remedy: 'npm ci' }
    const said = complaintOf(launch)
    const [, option] = /unknown option (--[\w-]+)/i.exec(said) ?? []
    if (option) return tooOld(tools.bwrap!, option)
    const noNamespaces = /uid map|not permitted|Permission denied|namespace|No space left/i.test(said)
    return {
      because: `bubblewrap does not work here (${said || error.message})`,
      remedy: noNamespaces ? namespaceRemedy() : INSTALL_BWRAP,
    }
  }
}

/** The first line of what a program says that does not come up: once more, and to its end. */
function complaintOf({ command, args, openSeccomp }: Launch): string {
  const seccomp = openSeccomp?.()
  const { stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: {},
    timeout: 10_000,
    stdio: ['ignore', 'ignore', 'pipe', 'ignore', ...(seccomp === undefined ? [] : [seccomp])],
  })
  if (seccomp !== undefined) closeSync(seccomp)
  return (stderr ?? '').trim().split('\n')[0] ?? ''
}

function tooOld(bwrap: string, option: string): Why {
  const version = bwrapVersion(bwrap) ?? '(of an unknown version)'
  return {
    because: `bubblewrap ${version} is too old: it does not know ${option}, 0.5 or newer does`,
    remedy: `${INSTALL_BWRAP}, on a newer system`,
  }
}

function sandboxNode(): string {
  const node = pinnedNode()
  if (node === undefined) throw new GraderFault('The pinned Node is not installed. Run: npm ci')
  return node
}
