import { existsSync } from 'node:fs'
import { pinnedNode } from '../../pinned-node.js'
import { GraderFault } from '../spec/student.ts'
import { hostScript } from './host-bundle.ts'
import { type Launch, type Level, launchFor } from './policy.ts'
import { SandboxProcess } from './process.ts'

/** The best level of this machine and, when it is not the full one, why not and what would mend it. */
export interface Probe {
  level: Level
  because?: string
  remedy?: string
}

let best: Promise<Probe> | undefined

/** Tries what this machine can do, once. */
export function probeLevel(): Promise<Probe> {
  best ??= probe()
  return best
}

/** How to start a process of a level on this machine. */
export async function launchAt(level: Level): Promise<Launch> {
  return launchFor(level, { node: sandboxNode(), host: await hostScript() })
}

async function probe(): Promise<Probe> {
  if (process.platform !== 'linux')
    return { level: 'restricted', because: 'full isolation needs Linux', remedy: 'grade on Linux' }
  const install = 'sudo apt-get update && sudo apt-get install -y bubblewrap'
  if (!['/usr/bin/bwrap', '/bin/bwrap'].some(existsSync))
    return { level: 'restricted', because: 'bubblewrap is not installed', remedy: install }
  try {
    const sandbox = await SandboxProcess.start(await launchAt('isolated'))
    sandbox.kill()
    return { level: 'isolated' }
  } catch (error) {
    if (!(error instanceof GraderFault)) throw error
    const noNamespaces = /uid map|Operation not permitted|Permission denied|namespace/i.test(error.message)
    return {
      level: 'restricted',
      because: `bubblewrap does not work here (${error.message})`,
      remedy: noNamespaces ? 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0' : install,
    }
  }
}

function sandboxNode(): string {
  const node = pinnedNode()
  if (node === undefined) throw new GraderFault('The pinned Node is not installed. Run: npm ci')
  return node
}
