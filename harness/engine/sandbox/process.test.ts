import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { resultLimits, TooLarge } from '../spec/plain-data.ts'
import { GraderFault } from '../spec/student.ts'
import { ProcessEnded } from './ending.ts'
import type { Launch } from './policy.ts'
import { SandboxProcess } from './process.ts'
import type { Result } from './protocol.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let programs = 0
// As plain JavaScript, since a process that has to strip types takes ten times as long to start.
for (const [name, path] of [
  ['codec', './codec.ts'],
  ['plain-data', '../spec/plain-data.ts'],
])
  writeFileSync(
    join(folder, `${name}.mjs`),
    stripTypeScriptTypes(readFileSync(new URL(path!, import.meta.url), 'utf8')).replace(
      '../spec/plain-data.ts',
      './plain-data.mjs',
    ),
  )

/** A program that says it is ready, and does as it is told when the first request has come. */
function rogue(then: string, first = 'head(0)'): Launch {
  const path = join(folder, `rogue-${programs++}.mjs`)
  writeFileSync(
    path,
    `import { readSync, writeSync, closeSync } from 'node:fs'
     import { encode } from './codec.mjs'
     const send = (bytes) => { for (let n = 0; n < bytes.length; ) n += writeSync(3, bytes, n) }
     const header = (n) => new Uint8Array(new Uint32Array([n]).buffer)
     const framed = (...values) => { const body = Buffer.concat(values.map((value) => encode(value))); return Buffer.concat([header(body.length), body]) }
     const head = (id) => send(framed([id, true, 0]))
     const ok = (value) => ['ok', value, '', undefined]
     const say = (id, ...results) => send(framed([id, true, results.length], ...results))
     const wait = () => readSync(3, new Uint8Array(1e6))
     ${first}
     wait()
     ${then}
     wait()`,
  )
  return { command: pinnedNode()!, args: [path] }
}

/** Asks a process something that has two results at most. */
async function ask(sandbox: SandboxProcess, limitMs = 5000): Promise<Result[]> {
  const results = await sandbox.request((writer) => writer.write('batch', resultLimits), 2, limitMs)
  return results.map(({ result }) => result)
}

async function call(launch: Launch, limitMs?: number): Promise<Result[]> {
  const sandbox = await SandboxProcess.start(launch)
  try {
    return await ask(sandbox, limitMs)
  } finally {
    sandbox.kill()
  }
}

async function endingOf(calling: Promise<unknown>): Promise<ProcessEnded> {
  const error = await calling.then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProcessEnded)) throw error
  return error
}

test('a proper reply is passed on', async () => {
  expect(await call(rogue('say(1, ok([Number.NaN, -0]))'))).toEqual([['ok', [Number.NaN, -0], '', undefined]])
})

test('a reply in small pieces, and in parts, is put together', async () => {
  const pieces = `for (const byte of [...framed([1, false, 1], ok('one')), ...framed([1, true, 1], ok('two'))])
    send(Uint8Array.of(byte))`
  expect((await call(rogue(pieces))).map(([, value]) => value)).toEqual(['one', 'two'])
})

/** Long enough that what comes before and after does not arrive in one piece. */
const SLEEP = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)'

describe('a process that answers in another way has crashed', () => {
  test.each([
    ['a wrong id', 'say(2, ok(1))', 'bytes that are no reply'],
    ['the id as a text', 'say("1", ok(1))', 'bytes that are no reply'],
    ['a result of no kind that exists', 'say(1, ["pass", 1, "", undefined])', 'bytes that are no reply'],
    ['a result without what was printed', 'say(1, ["ok", 1])', 'bytes that are no reply'],
    ['a refusal without words', 'say(1, ["refused", { toString: 1 }, ""])', 'bytes that are no reply'],
    ['more results than calls', 'say(1, ok(1), ok(2), ok(3))', 'bytes that are no reply'],
    ['no result at all', 'head(1)', 'bytes that are no reply'],
    ['fewer results than it announces', 'send(framed([1, true, 2], ok(1)))', 'bytes that are no reply'],
    ['a value that is no head', 'send(framed({ 0: 1, 1: true, 2: 0 }))', 'bytes that are no reply'],
    ['an empty frame', 'send(header(0))', 'bytes that are no reply'],
    [
      'garbage of the right length',
      'send(header(8)); send(new Uint8Array(8).fill(200))',
      'bytes that are no reply',
    ],
    ['a frame that is too large', `send(header(${4 * resultLimits.bytes}))`, 'a frame that is too large'],
    ['the largest header of all', 'send(header(0xffffffff))', 'a frame that is too large'],
    [
      'two replies at once',
      'const f = framed([1, true, 1], ok(1)); send(Buffer.concat([f, f]))',
      'nobody asked for',
    ],
    [
      'a byte behind the reply',
      'send(Buffer.concat([framed([1, true, 1], ok(1)), header(1)]))',
      'nobody asked for',
    ],
    [
      'half a frame and an end',
      'send(header(100)); send(new Uint8Array(50)); process.exit(0)',
      'it ended with code 0',
    ],
    ['half a header and an end', 'send(new Uint8Array(2)); process.exit(3)', 'it ended with code 3'],
    ['nothing but an end', 'process.exit(0)', 'it ended with code 0'],
    ['a signal to itself', 'process.kill(process.pid, "SIGKILL")', 'it was stopped by SIGKILL'],
    ['an abort', 'process.abort()', 'it was stopped by SIGABRT'],
    [
      'a channel that is closed',
      'closeSync(3); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
      'it closed its channel',
    ],
    ['an error', 'throw new Error("x")', 'it ended with code 1'],
    ['a flood on the channel', 'for (;;) send(new Uint8Array(65536))', 'no reply'],
  ])('%s', async (_, then, why) => {
    // Two replies at once may be taken for one reply and a process that broke down after it.
    const sandbox = await SandboxProcess.start(rogue(then))
    const ending = await endingOf(ask(sandbox).then(() => ask(sandbox)))
    expect(ending.message).toContain(why)
    expect(ending.why).toBe(
      then.includes('SIGKILL') ? 'outside' : /ended|stopped/.test(why) ? 'itself' : 'protocol',
    )
  })

  test('an answer to a question that nobody has asked yet', async () => {
    const sandbox = await SandboxProcess.start(rogue('', `head(0); ${SLEEP}; say(1, ok("early"))`))
    await expect.poll(() => sandbox.isAlive).toBe(false)
    expect((await endingOf(ask(sandbox))).message).toContain('nobody asked for')
  })

  test('an answer to the next question after the answer to this one', async () => {
    const sandbox = await SandboxProcess.start(rogue(`say(1, ok(1)); ${SLEEP}; say(2, ok(2))`))
    await ask(sandbox)
    await expect.poll(() => sandbox.isAlive).toBe(false)
    expect((await endingOf(ask(sandbox))).why).toBe('protocol')
  })
})

describe('time', () => {
  test('is up for a process that computes without end, with the results that came before', async () => {
    const sandbox = await SandboxProcess.start(rogue('send(framed([1, false, 1], ok(1))); for (;;) {}'))
    expect((await endingOf(ask(sandbox, 300))).why).toBe('timeout')
    expect(sandbox.partly.map(({ result }) => result[1])).toEqual([1])
  })

  test('is counted anew with each result', async () => {
    const work = 'const till = Date.now() + 250; while (Date.now() < till);'
    const parts = `{ ${work} } send(framed([1, false, 1], ok(1))); { ${work} } say(1, ok(2))`
    expect((await call(rogue(parts), 400)).length).toBe(2)
  })

  test('does not run while a process waits, and one that goes on waiting is given up', {
    timeout: 60_000,
  }, async () => {
    const nap = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)'
    expect(await call(rogue(`${nap}; say(1, ok(1))`), 300)).toHaveLength(1)
    expect((await endingOf(call(rogue(''), 300))).message).toBe('it stopped answering')
  })

  test('is not up while an answer lies there unread', async () => {
    const sandbox = await SandboxProcess.start(rogue('say(1, ok(1))'))
    const reply = ask(sandbox, 50)
    await new Promise((resolve) => setImmediate(resolve))
    for (const start = performance.now(); performance.now() - start < 300; );
    expect(await reply).toHaveLength(1)
    sandbox.kill()
  })

  test('of the exercise may be up too', async () => {
    const sandbox = await SandboxProcess.start(rogue('for (;;) {}'))
    let left = 300
    const asked = sandbox.request(
      (writer) => writer.write('batch', resultLimits),
      1,
      60_000,
      (ms) => {
        left -= ms
        return left > 0
      },
    )
    expect((await endingOf(asked)).message).toContain('of the exercise')
  })
})

test('memory is watched', async () => {
  const bomb = 'const kept = []; for (;;) kept.push(Buffer.alloc(16 * 2 ** 20, 1))'
  expect((await endingOf(call(rogue(bomb)))).why).toBe('memory')
})

describe('a process that does not come up is the fault of the grader', () => {
  test.each([
    ['it ends at once', rogue('', 'process.exit(1)')],
    ['it says something else', rogue('', 'say(0, ok(1))')],
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

test('a request to a process that is gone says so', async () => {
  const sandbox = await SandboxProcess.start(rogue(''))
  sandbox.kill()
  sandbox.kill()
  expect((await endingOf(ask(sandbox))).message).toBe('it was stopped')
})

test('a value that is too large to send harms nothing', async () => {
  const sandbox = await SandboxProcess.start(rogue('say(2, ok(1))'))
  const large = new Array(2e6).fill(1)
  expect(() => sandbox.request((writer) => writer.write(large, resultLimits), 1, 1000)).toThrow(TooLarge)
  expect(await ask(sandbox)).toHaveLength(1)
  sandbox.kill()
})
