import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { GraderFault, StudentTrouble, type Trouble } from '../spec/student.ts'
import { MAX_BYTES } from './codec.ts'
import type { Launch } from './policy.ts'
import { SandboxProcess } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let programs = 0
// As plain JavaScript, since a process that has to strip types takes ten times as long to start.
const codec = stripTypeScriptTypes(readFileSync(new URL('./codec.ts', import.meta.url), 'utf8'))
writeFileSync(join(folder, 'codec.mjs'), codec)

/** A program that says it is ready, and does as it is told when the first request has come. */
function rogue(then: string, first = 'say(0, "ready")'): Launch {
  const path = join(folder, `rogue-${programs++}.mjs`)
  writeFileSync(
    path,
    `import { readSync, writeSync, closeSync } from 'node:fs'
     import { encode } from './codec.mjs'
     const send = (bytes) => { for (let n = 0; n < bytes.length; ) n += writeSync(3, bytes, n) }
     const header = (n) => new Uint8Array(new Uint32Array([n]).buffer)
     const say = (...message) => { const body = encode(message); send(Buffer.concat([header(body.length), body])) }
     const wait = () => readSync(3, new Uint8Array(1e6))
     ${first}
     wait()
     ${then}
     wait()`,
  )
  return { command: pinnedNode()!, args: [path] }
}

/** What becomes of a call of a program; `after` is done while the process is still there. */
async function call(launch: Launch, timeoutMs = 5000): Promise<unknown> {
  const sandbox = await SandboxProcess.start(launch)
  try {
    return await sandbox.request(['batch', [['f', [1]]]], timeoutMs)
  } finally {
    sandbox.kill()
  }
}

async function troubleOf(calling: Promise<unknown>): Promise<Trouble> {
  const error = await calling.then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof StudentTrouble)) throw error
  return error.trouble
}

test('a proper reply is passed on', async () => {
  expect(await call(rogue('say(1, "ok", [Number.NaN, -0])'))).toEqual(['ok', [Number.NaN, -0]])
})

test('a reply in small pieces is put together', async () => {
  const pieces = `const body = encode([1, 'ok', 'text'])
    for (const byte of [...header(body.length), ...body]) send(Uint8Array.of(byte))`
  expect(await call(rogue(pieces))).toEqual(['ok', 'text'])
})

/** Long enough that what comes before and after does not arrive in one piece. */
const SLEEP = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)'

describe('a process that answers in another way has crashed', () => {
  test.each([
    ['a wrong id', 'say(2, "ok", 1)', 'bytes that are no reply'],
    ['the id as a text', 'say("1", "ok", 1)', 'bytes that are no reply'],
    ['a reply of no kind that exists', 'say(1, "pass", 1)', 'bytes that are no reply'],
    ['a refusal without words', 'say(1, "refused", { toString: 1, valueOf: 1 })', 'bytes that are no reply'],
    [
      'a value that is no reply',
      'const b = encode({ 0: 1, 1: "ok" }); send(header(b.length)); send(b)',
      'bytes that are no reply',
    ],
    ['an empty frame', 'send(header(0))', 'bytes that are no reply'],
    [
      'garbage of the right length',
      'send(header(8)); send(new Uint8Array(8).fill(200))',
      'bytes that are no reply',
    ],
    ['a frame that is too large', `send(header(${MAX_BYTES + 1}))`, 'a frame that is too large'],
    ['the largest header of all', 'send(header(0xffffffff))', 'a frame that is too large'],
    [
      'two replies at once',
      'const b = encode([1, "ok", 1]); const f = Buffer.concat([header(b.length), b]); send(Buffer.concat([f, f]))',
      'more than one reply',
    ],
    [
      'a byte behind the reply',
      'const b = encode([1, "ok", 1]); send(Buffer.concat([header(b.length), b, b]))',
      'more than one reply',
    ],
    [
      'half a frame and an end',
      'send(header(100)); send(new Uint8Array(50)); process.exit(0)',
      'it ended with code 0',
    ],
    ['half a header and an end', 'send(new Uint8Array(2)); process.exit(3)', 'it ended with code 3'],
    ['nothing but an end', 'process.exit(0)', 'it ended with code 0'],
    ['a signal to itself', 'process.kill(process.pid, "SIGKILL")', 'it was stopped by SIGKILL'],
    ['an error', 'throw new Error("x")', 'it ended with code 1'],
    ['a flood on stdout', 'for (;;) writeSync(1, "x".repeat(65536))', 'it printed more than 4 MB'],
    ['a flood on stderr', 'for (;;) writeSync(2, "x".repeat(65536))', 'it printed more than 4 MB'],
    ['a flood on the channel', 'for (;;) send(new Uint8Array(65536))', 'reply'],
  ])('%s', async (_, then, why) => {
    const trouble = await troubleOf(call(rogue(then)))
    expect(trouble.kind).toBe('crashed')
    expect(trouble.message).toContain(why)
  })

  test('an answer to a question that nobody has asked yet', async () => {
    const sandbox = await SandboxProcess.start(rogue('', `say(0, "ready"); ${SLEEP}; say(1, "ok", "early")`))
    await expect.poll(() => sandbox.isAlive).toBe(false)
    expect((await troubleOf(sandbox.request(['batch', [['f', []]]], 1000))).message).toContain(
      'nobody asked for',
    )
  })

  test('an answer to the next question after the answer to this one', async () => {
    const sandbox = await SandboxProcess.start(rogue(`say(1, "ok", 1); ${SLEEP}; say(2, "ok", 2)`))
    const first = await sandbox.request(['batch', [['f', []]]], 1000).catch((error: unknown) => error)
    expect(first instanceof StudentTrouble || (Array.isArray(first) && first[1] === 1)).toBe(true)
    await expect.poll(() => sandbox.isAlive).toBe(false)
    expect((await troubleOf(sandbox.request(['batch', [['f', []]]], 1000))).kind).toBe('crashed')
  })
})

describe('a process that takes too long', () => {
  test.each([
    ['says nothing', ''],
    ['says half a frame', 'send(header(100)); send(new Uint8Array(50))'],
    [
      'closes the channel and waits',
      'closeSync(3); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
    ],
    [
      'goes on printing',
      'for (;;) { console.log(1); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5) }',
    ],
  ])('%s, and is given up long before a busy one would be', async (_, then) => {
    const start = performance.now()
    expect((await troubleOf(call(rogue(then), 500))).kind).toMatch(/timeout|crashed/)
    expect(performance.now() - start).toBeLessThan(4900)
  })

  test('computes without end, and is given up', async () => {
    expect((await troubleOf(call(rogue('for (;;) {}'), 300))).kind).toBe('timeout')
  })

  test('is not given up while its answer lies there unread', async () => {
    const sandbox = await SandboxProcess.start(rogue('say(1, "ok", 1)'))
    const reply = sandbox.request(['batch', [['f', []]]], 50)
    await new Promise((resolve) => setImmediate(resolve))
    for (const start = performance.now(); performance.now() - start < 300; );
    expect(await reply).toEqual(['ok', 1])
    sandbox.kill()
  })
})

describe('a process that does not come up is the fault of the grader', () => {
  test.each([
    ['it ends at once', rogue('', 'process.exit(1)')],
    ['it says something else', rogue('', 'say(0, "ok", 1)')],
    ['it says what is no frame', rogue('', 'send(new Uint8Array(100).fill(200))')],
    ['there is no such program', { command: '/nonexistent/program', args: [] }],
    ['it can not even be asked for', { command: 'no\0program', args: [] }],
  ])('%s', async (_, launch) => {
    await expect(SandboxProcess.start(launch)).rejects.toThrow(GraderFault)
    await expect(SandboxProcess.start(launch)).rejects.toThrow('The sandbox did not start: ')
  })

  test('with the first line of what it complained of', async () => {
    const launch = rogue(
      '',
      'writeSync(2, "bwrap: setting up uid map: Permission denied\\nmore\\n"); process.exit(1)',
    )
    await expect(SandboxProcess.start(launch)).rejects.toThrow(/uid map: Permission denied$/)
  })
})

test('output is what came on stdout, whole characters of it, 64 kB at most', async () => {
  const sandbox = await SandboxProcess.start(
    rogue(
      'const b = Buffer.from("é".repeat(50000)); for (let i = 0; i < b.length; i += 999) writeSync(1, b.subarray(i, i + 999)); writeSync(2, "noise"); say(1, "ok", 1)',
    ),
  )
  await sandbox.request(['batch', [['f', []]]], 5000)
  await expect.poll(() => sandbox.output.length).toBe(50000)
  expect(sandbox.output).toBe('é'.repeat(50000))
  sandbox.kill()
})

test('a request to a process that is gone says so', async () => {
  const sandbox = await SandboxProcess.start(rogue(''))
  sandbox.kill()
  sandbox.kill()
  expect((await troubleOf(sandbox.request(['batch', [['f', []]]], 1000))).kind).toBe('crashed')
})

test('arguments that are too large to send are no fault of the grader, and harm nothing', async () => {
  const sandbox = await SandboxProcess.start(rogue('say(2, "ok", 1)'))
  const trouble = await troubleOf(sandbox.request(['batch', [['f', [new Array(2e6).fill(1)]]]], 1000))
  expect(trouble).toMatchObject({ kind: 'bad-result', message: expect.stringContaining('too large') })
  expect(await sandbox.request(['batch', [['f', [1]]]], 5000)).toEqual(['ok', 1])
  sandbox.kill()
})
