import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { GraderFault } from '../spec/student.ts'
import { hostScript } from './host-bundle.ts'
import { probe, probeLevel } from './level.ts'
import { launchFor, systemTools } from './policy.ts'
import { limitArguments, systemProgram } from './prlimit.ts'
import { namespaceRemedy } from './remedies.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-level-'))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const isLinux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0
const isIsolated = (await probeLevel()).level === 'isolated'
const node = pinnedNode()!
const parts = { node, host: await hostScript() }
const tools = systemTools()

/** A program in the place of bubblewrap. */
function bwrapThat(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

/** Node with other bytes in the place of some of its own. */
function nodeWith(name: string, from: string | number, to: string | number): string {
  const bytes = readFileSync(node)
  const at = typeof from === 'number' ? from : bytes.indexOf(from)
  expect(at).toBeGreaterThan(0)
  if (typeof to === 'number') bytes[at] = to
  else bytes.write(to, at, 'latin1')
  writeFileSync(join(folder, name), bytes, { mode: 0o755 })
  return join(folder, name)
}

describe.skipIf(!isLinux)('what is missing here', () => {
  test('bubblewrap', async () => {
    expect(await probe(parts, { ...tools, bwrap: undefined })).toEqual({
      level: 'restricted',
      because: 'bubblewrap is not installed',
      remedy: expect.stringContaining('install -y bubblewrap'),
    })
  })

  test('prlimit', async () => {
    const bwrap = bwrapThat('bwrap-any', 'exit 1')
    expect(await probe(parts, { bwrap, prlimit: undefined })).toEqual({
      level: 'restricted',
      because: 'prlimit (of util-linux) is not installed',
      remedy: expect.stringContaining('install -y util-linux'),
    })
  })
})

describe.skipIf(!isLinux)('a bubblewrap', () => {
  test.skipIf(!isIsolated)('of 0.4, which does not know --clearenv, does', async () => {
    const bwrap = bwrapThat(
      'bwrap-0.4',
      `[ "$1" = --version ] && { echo 'bubblewrap 0.4.1'; exit; }
       case " $* " in *' --clearenv '*) echo 'bwrap: Unknown option --clearenv' >&2; exit 1;; esac
       exec ${tools.bwrap} "$@"`,
    )
    expect(await probe(parts, { ...tools, bwrap })).toEqual({ level: 'isolated' })
    const { args } = launchFor('isolated', { ...parts, tools: { ...tools, bwrap } })
    expect(args).not.toContain('--clearenv')
  })

  test('that does not know what nothing replaces is too old', async () => {
    const bwrap = bwrapThat(
      'bwrap-0.1',
      `[ "$1" = --version ] && { echo 'bubblewrap 0.1.6'; exit; }
       echo 'bwrap: Unknown option --die-with-parent' >&2; exit 1`,
    )
    expect(await probe(parts, { ...tools, bwrap })).toEqual({
      level: 'restricted',
      because: 'bubblewrap 0.1.6 is too old: it does not know --die-with-parent, 0.5 or newer does',
      remedy: expect.stringContaining('newer system'),
    })
  })

  test.each([
    'setting up uid map: Permission denied',
    'No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.',
    'Creating new namespace failed: Operation not permitted',
    'Creating new namespace failed: No space left on device',
  ])('that says %j leads to what mends namespaces', async (says) => {
    const bwrap = bwrapThat(`bwrap-${says.length}`, `echo 'bwrap: ${says}' >&2; exit 1`)
    const { level, because, remedy } = await probe(parts, { ...tools, bwrap })
    expect([level, remedy]).toEqual(['restricted', namespaceRemedy()])
    expect(because).toContain(says)
  })
})

test.skipIf(!isIsolated || !isRoot || !systemProgram('unshare'))(
  'where the kernel makes no namespaces, the setting is named',
  () => {
    const program = `import { probeLevel } from ${JSON.stringify(import.meta.resolve('./level.ts'))}
      console.log(JSON.stringify(await probeLevel())); process.exit()`
    const script = `echo 0 > /proc/sys/user/max_user_namespaces
      exec setpriv --securebits=+noroot --inh-caps=-all --bounding-set=-all "$@"`
    const inside = [node, '--no-warnings', '--input-type=module-typescript', '-e', program]
    const unshare = ['--user', '--map-root-user', 'sh', '-c', script, 'sh', ...inside]
    const said = execFileSync(systemProgram('unshare')!, unshare, { encoding: 'utf8' })
    expect(JSON.parse(said)).toEqual({
      level: 'restricted',
      because: expect.stringContaining('bubblewrap does not work here'),
      remedy: 'sudo sysctl -w user.max_user_namespaces=15000',
    })
  },
)

describe('what mends namespaces is read off the machine', () => {
  test.each<[string, Record<string, string>, string]>([
    ['none allowed', { 'proc/sys/user/max_user_namespaces': '0\n' }, 'user.max_user_namespaces=15000'],
    ['root only', { 'proc/sys/kernel/unprivileged_userns_clone': '0\n' }, 'unprivileged_userns_clone=1'],
    ['Docker', { '.dockerenv': '' }, '--security-opt seccomp=unconfined'],
    ['Podman', { 'run/.containerenv': '' }, '--security-opt seccomp=unconfined'],
    ['Kubernetes', { 'proc/1/cgroup': '0::/kubepods/x\n' }, '--security-opt seccomp=unconfined'],
    [
      'Ubuntu 24.04',
      { 'proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' },
      'apparmor_restrict_unprivileged_userns=0',
    ],
  ])('%s', (name, files, remedy) => {
    const root = `${join(folder, name)}/`
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    expect(namespaceRemedy(root)).toContain(remedy)
  })
})

describe.skipIf(!isLinux)('a Node that does not run is refused with what mends it', () => {
  const isX64 = process.arch === 'x64'
  test.skipIf(!isX64).each<[string, () => string, RegExp]>([
    [
      'it may not be run',
      () => {
        copyFileSync(node, join(folder, 'node-x'))
        chmodSync(join(folder, 'node-x'), 0o644)
        return join(folder, 'node-x')
      },
      /may not be run\. Run: chmod \+x/,
    ],
    [
      'its loader is missing',
      () => nodeWith('node-musl', 'ld-linux-x86-64', 'ld-linux-x86-xx'),
      /needs glibc/,
    ],
    [
      'a library is missing',
      () => nodeWith('node-lib', 'libpthread.so.0', 'libpthreax.so.0'),
      /needs libpthreax/,
    ],
    ['it is for another processor', () => nodeWith('node-arm', 18, 183), /no program for this processor/],
    ['it is gone', () => join(folder, 'nothing'), /is gone\. Run: npm ci/],
    [
      'it is broken',
      () => bwrapThat('node-broken', 'echo broken >&2; exit 3'),
      /does not run \(broken\)\. Run: npm ci/,
    ],
  ])('%s', async (_, make, words) => {
    const broken = { ...parts, node: make() }
    for (const some of [tools, { ...tools, bwrap: undefined }]) {
      const error = await probe(broken, some).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(GraderFault)
      expect((error as Error).message).toMatch(words)
    }
  })
})

describe('hard limits', () => {
  const wanted = { data: 2 ** 30, cpu: 120, nofile: 64, fsize: 0, core: 0 } as const

  test('that are lower than ours take their place', () => {
    expect(limitArguments(wanted, { data: 900e6, cpu: 60, core: 0 })).toEqual([
      '--data=900000000',
      '--cpu=60',
      '--nofile=64',
      '--fsize=0',
      '--core=0',
    ])
  })

  test.each([
    ['memory', { data: 500e6 }, 'The hard limit on the memory of a process (data) is 500000000 here'],
    ['processor time', { cpu: 1 }, 'The hard limit on the processor time of a process (cpu) is 1 here'],
    ['open files', { nofile: 10 }, 'The hard limit on open files (nofile) is 10 here'],
  ])('of %s that are too low are refused', (_, hard, words) => {
    expect(() => limitArguments(wanted, hard)).toThrow(GraderFault)
    expect(() => limitArguments(wanted, hard)).toThrow(words)
  })

  test.skipIf(!isIsolated || !isRoot || !systemProgram('setpriv')).each([
    ['--cpu=60', '--nofile=48', '{"level":"isolated"}'],
    [
      '--cpu=3',
      '--nofile=1000',
      'GraderFault The hard limit on the processor time of a process (cpu) is 3 here',
    ],
    ['--cpu=60', '--nofile=30', 'GraderFault The hard limit on open files (nofile) is 30 here'],
  ])('of %s and %s, for one who is not the root', (cpu, nofile, says) => {
    const program = `import { probeLevel } from ${JSON.stringify(import.meta.resolve('./level.ts'))}
      console.log(await probeLevel().then(JSON.stringify, (error) => error.name + ' ' + error.message)); process.exit()`
    const nobody = [cpu, nofile, systemProgram('setpriv')!, '--reuid=61235', '--clear-groups']
    const inside = [node, '--no-warnings', '--input-type=module-typescript', '-e', program]
    const said = execFileSync(systemProgram('prlimit')!, [...nobody, ...inside], {
      encoding: 'utf8',
      cwd: '/',
    })
    expect(said).toContain(says)
  })
})

test('the net for orphans is as wide as asked for', () => {
  const { args } = launchFor('restricted', { ...parts, cpuSeconds: 777 })
  if (tools.prlimit) expect(args).toContain('--cpu=777')
})
