import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import { pinnedNode } from '../../pinned-node.js'
import { GraderFault } from '../spec/student.ts'
import { askBundler, bundlerPid } from './bundler-process.ts'
import { systemProgram } from './prlimit.ts'
import { usageOf } from './usage.ts'

const isLinux = process.platform === 'linux'
const folder = mkdtempSync(join(tmpdir(), 'neurograde-bundler-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const entry = 'exercises/05-regression-loss/regression-loss.ts'

const requestFor = (source: string) => {
  const submission = mkdtempSync(join(folder, 'submission-'))
  mkdirSync(dirname(join(submission, entry)), { recursive: true })
  writeFileSync(join(submission, entry), source)
  return { submission, entry, projectRoot }
}

const plain = 'export const f = 1'
/** Constants that double: each is as long as all before it together. */
const strings = (n: number) =>
  `const a0 = '${'x'.repeat(16)}'\n${counted(n, (i) => `const a${i + 1} = a${i} + a${i}`)}\nexport const f = a${n}`
const templates = (n: number) => strings(n).replace(/(a\d+) \+ (a\d+)/g, (_, a, b) => `\`\${${a}}\${${b}}\``)
const enums = (n: number) =>
  `enum E { a0 = '${'x'.repeat(16)}',\n${counted(n, (i) => `a${i + 1} = a${i} + a${i},`)} }\nexport const f = E.a${n}`

function counted(n: number, line: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => line(i)).join('\n')
}

/** Legal, and about a second of work: there is time to do something to the process. */
const slow = () => askBundler(requestFor(strings(20)))

async function troubleOf(source: string): Promise<string> {
  const answer = await askBundler(requestFor(source))
  if (!('trouble' in answer)) throw new Error(`no trouble: ${answer.data.code.length} characters`)
  expect(answer.trouble).toMatchObject({ kind: 'not-loaded', file: entry })
  return answer.trouble.message
}

/** Does something to every process that bundles, as soon as it is there, until the answer has come. */
async function throughout<T>(answer: Promise<T>, act: (pid: number) => void): Promise<T | Error> {
  const timer = setInterval(() => {
    const pid = bundlerPid()
    if (pid !== undefined) act(pid)
  }, 30)
  const result = await answer.catch((error: Error) => error)
  clearInterval(timer)
  return result
}

beforeAll(() => askBundler(requestFor(plain)))

describe('what the process suffers from outside', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'a %s between requests is no matter',
    async (signal) => {
      process.kill(bundlerPid()!, signal)
      expect(await askBundler(requestFor(plain))).toHaveProperty('data')
    },
  )

  test.skipIf(!isLinux).each(['SIGKILL', 'SIGTERM'] as const)('a %s costs a second try', async (signal) => {
    const before = bundlerPid()!
    const answer = slow()
    await wait(100)
    process.kill(before, signal)
    expect(await answer).toHaveProperty('data')
    expect(bundlerPid()).not.toBe(before)
  })

  test.skipIf(!isLinux)('ending it each time is a fault of ours', async () => {
    const result = await throughout(slow(), (pid) => process.kill(pid, 'SIGKILL'))
    expect(result).toBeInstanceOf(GraderFault)
    expect((result as Error).message).toBe('The bundler failed twice: it was ended by SIGKILL.')
  })

  test.skipIf(!isLinux)('stopping it costs a second try', async () => {
    process.kill(bundlerPid() ?? (await pidOfNew()), 'SIGSTOP')
    expect(await slow()).toHaveProperty('data')
  })

  test.skipIf(!isLinux)('stopping it each time is a fault of ours', async () => {
    const result = await throughout(slow(), (pid) => process.kill(pid, 'SIGSTOP'))
    expect(result).toEqual(new GraderFault('The bundler failed twice: it stood still.'))
  })

  test.skipIf(!isLinux)('a small share of a processor is waited for', async () => {
    let looks = 0
    const result = await throughout(askBundler(requestFor(strings(17))), (pid) =>
      process.kill(pid, looks++ % 20 === 0 ? 'SIGCONT' : 'SIGSTOP'),
    )
    process.kill(bundlerPid()!, 'SIGCONT')
    expect(result).toHaveProperty('data')
  })

  const isRoot = process.getuid?.() === 0
  test.skipIf(!isLinux || !isRoot || !systemProgram('setpriv'))(
    'having no processes left is a fault of ours',
    () => {
      const request = requestFor(plain)
      for (const open of [folder, request.submission]) chmodSync(open, 0o755)
      const program = `import { askBundler } from ${JSON.stringify(import.meta.resolve('./bundler-process.ts'))}
      console.log(await askBundler(${JSON.stringify(request)}).catch((error) => error.name + ': ' + error.message))
      process.exit()`
      const node = [pinnedNode()!, '--no-warnings', '--input-type=module-typescript', '-e', program]
      // Counted for all processes of a user: one who has no other.
      const nobody = ['--reuid=61234', '--clear-groups', systemProgram('prlimit')!, '--nproc=12']
      const said = execFileSync(systemProgram('setpriv')!, [...nobody, ...node], {
        encoding: 'utf8',
        cwd: '/',
      })
      expect(said).toMatch(/^GraderFault: The bundler failed twice: The bundler did not start/)
    },
  )
})

describe('what a file takes', () => {
  test.skipIf(!isLinux).each([
    ['strings', strings(26)],
    ['strings in templates', templates(28)],
    ['an enum', enums(26)],
    ['strings without end', strings(4000)],
  ])('more memory than there may be, with %s that double', async (_, source) => {
    expect(await troubleOf(source)).toBe('This file can not be bundled: it takes more than 768 MB of memory.')
    expect(await askBundler(requestFor(plain))).toHaveProperty('data')
  })

  test.skipIf(!isLinux)('more processor time than there may be', async () => {
    const source = `${strings(20)}\n${counted(7500, (i) => `export const q${i} = a20 === a20`)}`
    expect(await troubleOf(source)).toBe(
      'This file can not be bundled: it takes more than 10 s of processor time.',
    )
  })

  test('more code than the sandbox takes', async () => {
    expect(await troubleOf(enums(17))).toBe(
      'This file can not be bundled: written out in full, its constants take more than 4 MB.',
    )
  })

  test('more stack than there is', async () => {
    const [deep, next] = [
      troubleOf(`export const f = ${'['.repeat(1e5)}${']'.repeat(1e5)}`),
      askBundler(requestFor(plain)),
    ]
    expect(await deep).toBe('This file can not be read: it is nested too deeply.')
    expect(await next).toHaveProperty('data')
  })

  test('constants that double a little are fine, and so is a megabyte of code', async () => {
    expect(await askBundler(requestFor(strings(10)))).toHaveProperty('data')
    const request = requestFor(counted(4, (n) => `export * from './p${n}.ts'`))
    for (const n of [0, 1, 2, 3]) {
      const lines = counted(
        3000,
        (i) => `export function g${n}_${i}(a: number[]): number { return a[${i}]! * 2 }`,
      )
      writeFileSync(join(request.submission, dirname(entry), `p${n}.ts`), lines)
    }
    expect(await askBundler(request)).toHaveProperty('data')
  })
})

describe.skipIf(!isLinux)('the process', () => {
  test('has nothing of our environment, and limits', async () => {
    process.env.NEUROGRADE_SECRET = 'hidden'
    process.kill(bundlerPid() ?? (await pidOfNew()), 'SIGKILL')
    const pid = await pidOfNew()
    delete process.env.NEUROGRADE_SECRET
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
    expect(
      names.filter((name) => !/^(RAYON|ROLLDOWN|UV|MIMALLOC|NODE_CHANNEL|NODE_COMPILE)_/.test(name)),
    ).toEqual([])
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8')
    expect(limits).toMatch(/Max data size +2684354560/)
    expect(limits).toMatch(/Max file size +67108864/)
    expect(limits).toMatch(/Max cpu time +\d+/)
  })

  test('stays up from one request to the next', async () => {
    const pid = await pidOfNew()
    await askBundler(requestFor(plain))
    expect(bundlerPid()).toBe(pid)
  })

  test.each([
    ['ends', plain, 'process.exit()'],
    ['is killed', plain, "process.kill(process.pid, 'SIGKILL')"],
    ['is killed while a file is bundled', strings(22), "process.kill(process.pid, 'SIGKILL')"],
  ])('ends when the grader %s', async (_, source, end) => {
    const program = `import { askBundler, bundlerPid } from ${JSON.stringify(import.meta.resolve('./bundler-process.ts'))}
      await askBundler(${JSON.stringify(requestFor(plain))})
      console.log(bundlerPid())
      askBundler(${JSON.stringify(requestFor(source))})
      setTimeout(() => ${end}, 100)`
    const grader = spawn(pinnedNode()!, ['--no-warnings', '--input-type=module-typescript', '-e', program])
    let said = ''
    grader.stdout.on('data', (chunk) => {
      said += chunk
    })
    await once(grader, 'close')
    const pid = Number(said)
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => usageOf(pid), { timeout: 5000 }).toBeUndefined()
  })
})

/** The process that bundles, started if there was none. */
async function pidOfNew(): Promise<number> {
  await askBundler(requestFor(plain))
  return bundlerPid()!
}
