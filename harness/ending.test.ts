import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CourseError } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { endedBy } from './ending.ts'
import { pinnedNode } from './pinned-node.js'

const pinned = pinnedNode()!
const launcher = join(projectRoot, 'harness', 'neurograde.js')
const isLinux = process.platform === 'linux'
let folder: string
/** A Node that is not the pinned one, as far as the launcher can tell. */
let otherNode: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-ending-'))
  otherNode = join(folder, 'node')
  cpSync(pinned, otherNode)
})

afterAll(() => rmSync(folder, { recursive: true }))

describe.runIf(isLinux)('a signal while a loop without end is graded', () => {
  const loop = 'export function mse() { for (;;) {} }\nexport const mae = mse\n'
  const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }

  beforeAll(() => {
    const file = join(folder, 'loop', 'exercises', '05-regression-loss', 'regression-loss.ts')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, loop)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends the command, the pinned Node, the bundler and the sandbox at once',
    async (signal) => {
      for (const node of [otherNode, pinned]) {
        const mark = mkdtempSync(join(folder, 'tmp-'))
        const args = [launcher, 'grade', 'loop', '--only', '05', '--sandbox', 'restricted', '--out', 'never']
        const child = spawn(node, args, {
          cwd: folder,
          env: { ...process.env, TMPDIR: mark, NEUROGRADE_COURSE_KEY: 'the key of the ending tests' },
          stdio: 'ignore',
        })
        let family: Running[] = []
        await until(() => {
          family = descendants(child)
          const has = (part: string) => family.some(({ command }) => command.includes(part))
          return has('sandbox/bundler') && has(mark)
        })
        child.kill(signal)
        const [code] = await once(child, 'exit')
        expect(code).toBe(128 + numbers[signal])
        await until(() => family.every(({ pid }) => !isAlive(pid)))
        expect(commandsWith(mark)).toEqual([])
        expect(readdirSync(mark), 'files were left').toEqual([])
        expect(readdirSync(folder)).not.toContain('never')
      }
    },
  )
})

describe('a pinned Node that can not be run is one sentence with the remedy', () => {
  /** The launcher in a tree of its own, with a file in the place of the pinned Node. */
  function launch(name: string, binary: (path: string) => void) {
    const tree = join(folder, name)
    for (const file of ['neurograde.js', 'pinned-node.js', 'compile-cache.js'])
      cpSync(join(projectRoot, 'harness', file), join(tree, 'harness', file))
    writeFileSync(join(tree, 'package.json'), '{ "type": "module" }')
    const path = join(tree, pinned.slice(pinned.indexOf('node_modules')))
    mkdirSync(dirname(path), { recursive: true })
    binary(path)
    const { status, stderr } = spawnSync(otherNode, [join(tree, 'harness', 'neurograde.js'), 'list'], {
      encoding: 'utf8',
    })
    return { status, stderr: stderr.replace(path, '<path>') }
  }
  const header = (machine: number) => {
    const bytes = Buffer.alloc(64)
    bytes.write('\x7fELF', 'latin1')
    bytes.writeUInt16LE(machine, 18)
    return bytes
  }

  test.runIf(isLinux).each<[string, (path: string) => void, string]>([
    ['missing', () => {}, 'is not installed here'],
    [
      'not executable',
      (path) => [writeFileSync(path, header(62)), chmodSync(path, 0o644)],
      'may not be executed (<path>)',
    ],
    ['half installed', (path) => writeFileSync(path, '', { mode: 0o755 }), 'is no program (<path>)'],
    [
      'a script',
      (path) => writeFileSync(path, '#!/bin/sh\n echo hello there\n', { mode: 0o755 }),
      'is no program (<path>)',
    ],
    [
      'for another machine',
      (path) => writeFileSync(path, header(8), { mode: 0o755 }),
      'is for another kind of machine (<path>)',
    ],
  ])('%s', (name, binary, why) => {
    expect(launch(name, binary)).toEqual({
      status: 3,
      stderr: `neurograde: the pinned Node ${why}. Run: npm ci\n`,
    })
  })
})

describe('what the operating system refuses has no stack of ours', () => {
  test.runIf(isLinux)('a TMPDIR that can not be written is done without', () => {
    const { status, stderr, stdout } = spawnSync(pinned, [launcher, 'check', '05'], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: '/dev/null/x' },
    })
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stdout).toContain('05-regression-loss')
    expect(status).toBe(1)
  })

  test.runIf(isLinux)('nobody reads the output any more', () => {
    for (const node of [otherNode, pinned]) {
      const command = `"${node}" "${launcher}" list; echo "ended with $?" >&2`
      const { stderr } = spawnSync('sh', ['-c', `{ ${command}; } | true`], { encoding: 'utf8' })
      expect(stderr).toBe('ended with 0\n')
    }
  })
})

describe('the exit code and the words', () => {
  const ended = (error: unknown) => {
    const said: unknown[] = []
    const spy = vi.spyOn(console, 'error').mockImplementation((line) => said.push(line))
    const code = endedBy(error)
    spy.mockRestore()
    return [code, ...said]
  }

  test('of wrong usage are 2 and what to do', () => {
    expect(ended(new CourseError('There is no exercise "99".'))).toEqual([
      2,
      'neurograde: There is no exercise "99".',
    ])
  })

  test('of a bug are 3 and one line, and all of it for whoever asks', () => {
    const bug = new TypeError('x is not a function\n    at somewhere')
    const [code, line] = ended(bug)
    expect(code).toBe(3)
    expect(line).toMatch(
      /^neurograde: This is a fault of neurograde, not yours: TypeError: x is not a function\. .*NEUROGRADE_DEBUG=1/,
    )
    vi.stubEnv('NEUROGRADE_DEBUG', '1')
    expect(ended(bug)).toEqual([3, bug])
    vi.unstubAllEnvs()
  })

  test('of packages that are missing are 3 and how to get them', () => {
    const missing = Object.assign(new Error("Cannot find package 'zod' imported from x"), {
      code: 'ERR_MODULE_NOT_FOUND',
    })
    expect(ended(missing)).toEqual([
      3,
      "neurograde: Something is not installed: Cannot find package 'zod' imported from x. Run: npm ci",
    ])
  })
})

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 600) throw new Error('it did not come to that')
    await wait(50)
  }
}

interface Running {
  pid: number
  parent: number
  command: string
}

/** What runs on this machine, without what has ended and waits to be noticed. */
function running(): Running[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, state = 'Z', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
      return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
    })
}

function descendants({ pid }: ChildProcess): Running[] {
  const all = running()
  const below = (parent: number): Running[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)])
  return below(pid!)
}

function isAlive(pid: number): boolean {
  return running().some((process) => process.pid === pid)
}

/** Sandboxes that were started from a folder. */
function commandsWith(mark: string): string[] {
  return running().flatMap(({ command }) => (command.includes(mark) ? [command] : []))
}
