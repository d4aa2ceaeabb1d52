/** Why the sandbox does not start on a machine, and what mends it: read off the machine, not guessed. */
import { spawnSync } from 'node:child_process'
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, readSync } from 'node:fs'

export const INSTALL_BWRAP = 'sudo apt-get update && sudo apt-get install -y bubblewrap'
export const INSTALL_PRLIMIT = 'sudo apt-get update && sudo apt-get install -y util-linux'

/** Why a Node binary does not run, and what to do; undefined when it runs. */
export function whyNodeFails(node: string): string | undefined {
  const { error, status, stderr } = spawnSync(node, ['--version'], {
    encoding: 'utf8',
    env: {},
    timeout: 60_000,
  })
  if (!error && status === 0) return undefined
  const name = `The pinned Node (${node})`
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'EACCES')
    return isExecutable(node)
      ? `${name} may not be run: its disk is mounted with noexec. Move the project to another one.`
      : `${name} may not be run. Run: chmod +x ${node}`
  if (code === 'ENOENT' && existsSync(node))
    return `${name} needs glibc, which is not here (Alpine and other systems with musl): use Debian or Ubuntu.`
  if (code === 'ENOENT') return `${name} is gone. Run: npm ci`
  if (code === 'ENOEXEC' || isForAnotherProcessor(node))
    return `${name} is no program for this processor (${process.arch}). Run npm ci on this machine.`
  const [, library] = /loading shared libraries: ([^\s:]+)/.exec(stderr ?? '') ?? []
  if (library)
    return `${name} needs ${library}, which is not installed. Run: sudo apt-get install -y libatomic1 libstdc++6`
  const [, glibc] = /version `(GLIBC\w*_[\d.]+)' not found/.exec(stderr ?? '') ?? []
  if (glibc) return `${name} needs ${glibc}: this system is too old for it.`
  const said = (stderr ?? '').trim().split('\n')[0] || (error?.message ?? `it ended with code ${status}`)
  return `${name} does not run (${said}). Run: npm ci`
}

/**
 * What mends a machine that does not let bubblewrap make namespaces.
 *
 * @param root where the file system of the machine begins
 */
export function namespaceRemedy(root = '/'): string {
  const setting = (name: string) => textOf(`${root}proc/sys/${name}`).trim()
  if (setting('user/max_user_namespaces') === '0') return 'sudo sysctl -w user.max_user_namespaces=15000'
  if (setting('kernel/unprivileged_userns_clone') === '0')
    return 'sudo sysctl -w kernel.unprivileged_userns_clone=1'
  const isContainer =
    existsSync(`${root}.dockerenv`) ||
    existsSync(`${root}run/.containerenv`) ||
    /docker|kubepods|containerd|lxc/.test(textOf(`${root}proc/1/cgroup`))
  if (isContainer)
    return 'start the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined (devcontainer.json: "runArgs": ["--security-opt=seccomp=unconfined", "--security-opt=apparmor=unconfined"])'
  return 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
}

/** The header of a Linux program says so; the C library hands what it can not start to the shell instead. */
function isForAnotherProcessor(path: string): boolean {
  const header = Buffer.alloc(20)
  const file = openSync(path, 'r')
  readSync(file, header)
  closeSync(file)
  const machine = { x64: 62, arm64: 183 }[process.arch as string]
  return (
    header.toString('latin1', 1, 4) === 'ELF' && machine !== undefined && header.readUInt16LE(18) !== machine
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
