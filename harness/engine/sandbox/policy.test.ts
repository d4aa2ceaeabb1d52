import { Buffer } from 'node:buffer'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { encode } from './codec.ts'
import { hostScript } from './host-bundle.ts'
import { launchAt, probeLevel } from './level.ts'
import { launchFor, privateFolder } from './policy.ts'
import { SandboxProcess } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const probe = await probeLevel()
const node = pinnedNode()!

/** The frame of `[0, 'ready']`. */
const head = encode([0, true, 0])
const READY = Buffer.concat([Uint8Array.of(head.length, 0, 0, 0), head]).toString('base64')

/** A program in the place of host.ts: what an attacker can do who has got out of the emptied global object. */
const escaped = `
const fs = require('node:fs')
const found = { files: [], sockets: [], env: Object.keys(process.env), read: [], wrote: [], args: process.execArgv }
for (let fd = 0; fd < 64; fd++) try {
  const stats = fs.fstatSync(fd)
  if (stats.isFile()) found.files.push(fd)
  if (stats.isSocket()) found.sockets.push(fd)
} catch {}
for (const path of ['/', '/etc/passwd', '/proc/self/environ', '/proc/1/cmdline', '/work', __filename])
  try { found.read.push([path, [...fs.readdirSync(path)]]) } catch { try { fs.readFileSync(path); found.read.push([path]) } catch {} }
for (const path of ['/x', '/tmp/x', '/dev/shm/x'])
  try { fs.writeFileSync(path, 'x'); found.wrote.push(path) } catch {}
for (const [name, run] of Object.entries({
  spawn: () => { const { error, status } = require('node:child_process').spawnSync(process.execPath, ['-v']); if (error || status) throw error },
  worker: () => new (require('node:worker_threads').Worker)('0', { eval: true }),
  addon: () => process.dlopen({ exports: {} }, '/x.node'),
  sqlite: () => new (require('node:sqlite').DatabaseSync)(':memory:'),
  eval: () => new Function('return 1')(),
})) try { run(); found.wrote.push(name) } catch {}
fs.writeSync(2, JSON.stringify(found))
fs.writeSync(3, Buffer.from('${READY}', 'base64'))
fs.readSync(3, Buffer.alloc(10))
`

describe.each(['isolated', 'restricted'] as const)('a process at the %s level', (level) => {
  const isLeftOut = level === 'isolated' && probe.level !== 'isolated'
  describe.skipIf(isLeftOut)(isLeftOut ? `(left out: ${probe.because})` : 'that got hold of Node', () => {
    let found: {
      files: number[]
      sockets: number[]
      env: string[]
      read: [string, string[]?][]
      wrote: string[]
    }
    beforeAll(async () => {
      const host = join(folder, `${level}.cjs`)
      writeFileSync(host, escaped)
      const sandbox = await SandboxProcess.start(launchFor(level, { node, host }))
      await vi.waitFor(() => expect(sandbox.complaints).toMatch(/\}$/))
      found = JSON.parse(sandbox.complaints)
      sandbox.kill()
    })

    test('holds no open file of the grader, and no socket but its own', () => {
      expect(found.files).toEqual([])
      expect(found.sockets.filter((fd) => fd > 3)).toEqual([])
    })

    test('has nothing in its environment but the time zone', () => {
      expect(found.env.filter((name) => !['PWD', 'TZ'].includes(name))).toEqual([])
    })

    test('reads no file but its own program', () => {
      const others = found.read.map(([path]) => path).filter((path) => !path.endsWith('.cjs'))
      expect(others).toEqual([])
    })

    test('writes nothing, starts nothing and makes no code from text', () => {
      expect(found.wrote).toEqual([])
    })
  })
})

describe('the files of the sandbox', () => {
  test('lie in a folder that is the own of this user and process', async () => {
    expect(privateFolder()).toBe(privateFolder())
    expect(statSync(privateFolder()).mode & 0o777).toBe(0o700)
    expect(await hostScript()).toBe(join(privateFolder(), 'host.cjs'))
    expect(statSync(await hostScript()).mode & 0o022).toBe(0)
  })

  test('the host is one script without an import of ours', async () => {
    const needed = readFileSync(await hostScript(), 'utf8').matchAll(/require\(["'](.*?)["']\)/g)
    for (const [, name] of needed) expect(name).toMatch(/^node:/)
  })
})

describe('the command line', () => {
  test('of the isolated level shuts every door, and hands the filter over anew each time', async () => {
    const { command, args, openSeccomp } = launchFor('isolated', { node, host: '/tmp/host.cjs' })
    expect(command).toMatch(/^\/.*\/prlimit$/)
    for (const flag of [
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--clearenv',
      '--permission',
      '--fsize=0',
    ])
      expect(args).toContain(flag)
    expect(args).not.toContain('--share-net')
    expect(args.filter((arg) => /^--(dev-)?bind$/.test(arg))).toEqual([])
    expect(args.filter((arg) => arg.startsWith('--allow'))).toEqual([])
    expect(openSeccomp).toBeDefined()
    expect(args.join(' ')).toContain('--seccomp 4')
  })

  test('of the restricted level allows nothing but to read the host', async () => {
    const { args } = await launchAt('restricted')
    expect(args.filter((arg) => arg.startsWith('--allow'))).toEqual([`--allow-fs-read=${await hostScript()}`])
    for (const flag of ['--permission', '--no-experimental-sqlite', '--disable-sigusr1'])
      expect(args).toContain(flag)
  })
})

test('the level of this machine is found once, with a reason and a remedy where it is not the best', async () => {
  expect(await probeLevel()).toBe(probe)
  if (probe.level === 'restricted') expect(probe.because && probe.remedy).toBeTruthy()
  else expect(existsSync('/usr/bin/bwrap') || existsSync('/bin/bwrap')).toBe(true)
})
