import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import {
  value as constant,
  entry as entryOf,
  round,
  type Session,
  session,
  step,
  take,
  the,
} from '../spec/session.ts'
import { GraderFault, StudentTrouble, type Trouble } from '../spec/student.ts'
import { ProcessorBudget } from './budget.ts'
import { type Bundle, bundle } from './bundle.ts'
import { probeLevel } from './level.ts'
import { type Level, privateFolder } from './policy.ts'
import { SandboxPool } from './pool.ts'
import { Sandbox } from './transport.ts'
import { lastOfChain } from './usage.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-transport-'))
const entry = 'exercises/05-regression-loss/regression-loss.ts'
const probe = await probeLevel()
const opened: { close(): void }[] = []
afterEach(() => {
  for (const sandbox of opened.splice(0)) sandbox.close()
})

/** A sandbox with a pool and a budget of its own; calls give the value alone. */
function alone(code: Bundle, level: Level, timeoutMs: number, budgetMs = 60_000) {
  const pool = new SandboxPool(level)
  const account = new ProcessorBudget(budgetMs, ['x']).account('x', budgetMs)
  const sandbox = new Sandbox(code, { pool, account, limitMs: () => timeoutMs })
  const call = async (fn: string, args: readonly unknown[]) => (await sandbox.call(fn, args)).value
  const closed = {
    sandbox,
    call,
    many: (fn: string, argsList: readonly unknown[][]) =>
      Promise.all(argsList.map((args) => call(fn, args).catch((error: unknown) => error))),
    close: () => {
      sandbox.close()
      pool.close()
    },
  }
  opened.push(closed)
  return closed
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function troubleOf(calling: Promise<unknown>): Promise<Trouble> {
  const error = await calling.then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof StudentTrouble)) throw error
  return error.trouble
}

for (const level of ['isolated', 'restricted'] as const) {
  const isLeftOut = level === 'isolated' && probe.level !== 'isolated'
  describe.skipIf(isLeftOut)(
    `at the ${level} level${isLeftOut ? ` (left out: ${probe.because})` : ''}`,
    () => {
      async function student(source: string, timeoutMs = 5000, budgetMs = 60_000) {
        const submission = mkdtempSync(join(folder, 'submission-'))
        mkdirSync(dirname(join(submission, entry)), { recursive: true })
        writeFileSync(join(submission, entry), source)
        return alone(await bundle({ submission, entry, projectRoot }), level, timeoutMs, budgetMs)
      }
      /** What an expression is inside of the sandbox. */
      const inside = async (expression: string): Promise<unknown> =>
        (await student(`declare const x: never\nexport const f = () => ${expression}`)).call('f', [])

      describe('a call', () => {
        test('gives what the function returns, to the last bit', async () => {
          const odd = [Number.NaN, -0, Number.NEGATIVE_INFINITY, 5e-324, 0.1 + 0.2, undefined, null, '\ud800']
          const sandbox = await student('export const f = (a: number, b: unknown) => [a, b]')
          expect(await sandbox.call('f', [-0, { odd }])).toEqual([-0, { odd }])
        })

        test('has no this', async () => {
          const sandbox = await student('export function f(this: unknown) { return typeof this }')
          expect(await sandbox.call('f', [])).toBe('undefined')
        })

        test('that throws is told with name, code, message and the line of the file', async () => {
          const sandbox = await student(
            "import { MLError } from '#kit'\n\ntype T = number\nexport const f = (): T => {\n  throw new MLError('EMPTY', 'no samples')\n}",
          )
          expect(await troubleOf(sandbox.call('f', []))).toMatchObject({
            kind: 'threw',
            fn: 'f',
            code: 'EMPTY',
            message: 'no samples',
            file: entry,
            line: 5,
          })
        })

        test.each([
          ['a text', "'why'", 'why'],
          ['nothing', 'undefined', 'undefined'],
          ['a number', '3', 'number'],
          ['what can not be read', 'new Proxy({}, { get() { throw 1 } })', ''],
          ['an object with odd fields', '{ message: 3, code: {}, name: null }', ''],
        ])('that throws %s is told as far as it can be', async (_, thrown, message) => {
          const sandbox = await student(`export const f = () => { throw ${thrown} }`)
          expect(await troubleOf(sandbox.call('f', []))).toMatchObject({ kind: 'threw', message })
        })

        test('can not make its message longer by patching the language', async () => {
          const sandbox = await student(
            "export const f = () => { String.prototype.slice = function () { return this.valueOf() }\n throw new Error('x'.repeat(1e6)) }",
          )
          expect((await troubleOf(sandbox.call('f', []))).message).toBe('x'.repeat(2000))
        })

        test('of what is missing, or is no function', async () => {
          const sandbox = await student('export const n = 1\nexport default 1')
          expect(await troubleOf(sandbox.call('f', []))).toMatchObject({
            kind: 'no-export',
            message: 'f is not exported.',
          })
          expect((await troubleOf(sandbox.call('n', []))).message).toBe(
            'n is exported, but it is not a function.',
          )
          expect((await troubleOf(sandbox.call('toString', []))).kind).toBe('no-export')
        })

        test('that returns a Promise is told so', async () => {
          const sandbox = await student('export const f = async () => 1')
          expect(await sandbox.call('f', [])).toMatchObject({
            opaque: expect.stringContaining('remove async'),
          })
        })

        test('that returns too much is refused', async () => {
          const sandbox = await student('export const f = (n: number) => new Array(n).fill(1)')
          expect(await troubleOf(sandbox.call('f', [2e6]))).toMatchObject({ kind: 'bad-result', fn: 'f' })
          expect(await sandbox.call('f', [2])).toEqual([1, 1])
        })

        test('that returns what can not be read is refused', async () => {
          const sandbox = await student('export const f = () => ({ get a() { throw 1 } })')
          expect((await troubleOf(sandbox.call('f', []))).message).toContain('it can not be read')
        })
      })

      test('calls at the same time wait for one another, in one process', async () => {
        const sandbox = await student('let n = 0\nexport const f = () => n++\nexport const g = () => n++')
        const calls = [sandbox.call('f', []), sandbox.call('g', []), sandbox.many('f', [[], []])]
        expect(await Promise.all(calls)).toEqual([0, 1, [2, 3]])
      })

      describe('many', () => {
        test('calls in order over any number of batches, and a throw is one of the results', async () => {
          const sandbox = await student(
            "export const f = (n: number) => { if (n === 300) throw new Error('here'); return 2 * n }",
          )
          const results = await sandbox.many(
            'f',
            Array.from({ length: 600 }, (_, n) => [n]),
          )
          expect(results.length).toBe(600)
          expect(results[599]).toBe(1198)
          expect(results[300]).toBeInstanceOf(StudentTrouble)
          expect((results[300] as StudentTrouble).trouble).toMatchObject({
            kind: 'threw',
            message: 'here',
            line: 1,
          })
        })

        test('of nothing is nothing', async () => {
          expect(await (await student('export const f = () => 1')).many('f', [])).toEqual([])
        })

        test('goes one by one when results or arguments are too large only together', async () => {
          const sandbox = await student(
            'export const f = (n: number, x: number[] = []) => new Array(n).fill(x.length)',
          )
          const results = (await sandbox.many('f', Array(5).fill([300_000]))) as number[][]
          expect(results.map(({ length }) => length)).toEqual(Array(5).fill(300_000))
          const rows = new Array(300_000).fill(1)
          expect(await sandbox.many('f', Array(5).fill([1, rows]))).toEqual(Array(5).fill([300_000]))
        })
      })

      describe('a watched call', () => {
        test('tells what the arguments are afterwards, where they are others', async () => {
          const { sandbox } = await student(
            'export const f = (x: number[]) => { x.push(9); return 0 }\nexport const g = (x: number[]) => [...x, NaN]',
          )
          expect((await sandbox.call('f', [[1, 2]], true)).argsAfter).toEqual([[1, 2, 9]])
          const large = new Array(1000).fill(1)
          expect((await sandbox.call('f', [large])).argsAfter).toBeUndefined()
          expect((await sandbox.call('f', [large], true)).argsAfter).toEqual([[...large, 9]])
          expect((await sandbox.call('g', [[1, Number.NaN, -0]], true)).argsAfter).toBeUndefined()
        })

        test('overwrites a result that is kept', async () => {
          const { sandbox } = await student('const kept = [1]\nexport const f = () => kept')
          expect((await sandbox.call('f', [], true)).value).toEqual([1])
          expect((await sandbox.call('f', [])).value).toEqual([2])
        })

        test('can not be told from any other: by its stack, by what is written where, by a changed language', async () => {
          const { sandbox } = await student(`
            let spied = 0
            for (const name of ['keys', 'entries', 'values', 'is'] as const) Object[name] = () => { spied++; return [] as never }
            Array.prototype.map = Array.prototype.every = function () { spied++; return this as never }
            Reflect.set = Reflect.defineProperty = () => { spied++; return true }
            const kept = { get a() { return 1 }, set a(v) { spied++ }, b: [1], c: new Proxy([1], { set: () => { spied++; return true } }) }
            export const f = () => new Error('x').stack
            export const g = () => kept
            export const told = () => spied`)
          const stacks = [await sandbox.call('f', [], true), await sandbox.call('f', [])]
          expect(stacks[0]!.value).toBe(stacks[1]!.value)
          await sandbox.call('g', [], true)
          expect((await sandbox.call('g', [])).value).toMatchObject({ a: 1, b: [2] })
          expect((await sandbox.call('told', [])).value).toBe(0)
        })
      })

      test('a call that is not watched gives a function away too, while its arguments are small', async () => {
        const { sandbox } = await student(
          'let n = 0\nexport const f = (x: number[]) => { if (n++ < 2) x.push(9); return 0 }',
        )
        await sandbox.call('f', [[1]])
        expect([...sandbox.spoilt]).toEqual([['f', { args: [[1]], argsAfter: [[1, 9]] }]])
      })

      describe('a session', () => {
        const added = (parts: Partial<Session> = {}) =>
          session({
            tables: { x: [1, 2, 3] },
            first: [take('sum', constant(0))],
            rounds: 3,
            each: [step('add', [the('sum'), entryOf('x', round)], 'sum')],
            keep: [the('sum')],
            ...parts,
          })
        const kept = async (source: string, parts?: Partial<Session>) =>
          (await (await student(source)).sandbox.play(added(parts))).value

        test('is played in one trip, and what is kept comes back', async () => {
          expect(await kept('export const add = (a: number, b: number) => a + b')).toEqual([[1, 3, 6]])
        })

        test('in which the code throws says which function did, and the next one is played', async () => {
          const { sandbox } = await student(
            "let n = 0\nexport const add = (a: number, b: number) => {\n  if (n++ < 1) throw new Error('here')\n  return a + b\n}",
          )
          expect(await troubleOf(sandbox.play(added()))).toMatchObject({
            kind: 'threw',
            fn: 'add',
            message: 'here',
            line: 3,
          })
          expect((await sandbox.play(added())).value).toEqual([[1, 3, 6]])
        })

        test("in which a result can not be sent, or leads nowhere, is the student's bad result", async () => {
          for (const body of ['new Array(2e6).fill(1)', 'Number.NaN'])
            expect(
              await troubleOf(kept(`export const add = () => ${body}`, { keep: [entryOf('x', the('sum'))] })),
            ).toMatchObject({ kind: 'bad-result', fn: 'add' })
        })

        test('that is wrong in itself is the fault of the grader', async () => {
          const source = 'export const add = (a: number, b: number) => a + b'
          await expect(kept(source, { keep: [the('nobody')] })).rejects.toThrow(GraderFault)
        })
      })

      test('code that is met anew remembers nothing', async () => {
        const { sandbox } = await student('let n = 0\nexport const f = () => n++')
        expect([(await sandbox.call('f', [])).value, (await sandbox.call('f', [])).value]).toEqual([0, 1])
        sandbox.anew()
        expect((await sandbox.call('f', [])).value).toBe(0)
      })

      describe('what is lost', () => {
        test('a call without end is a timeout, and the next call starts anew', async () => {
          const sandbox = await student(
            'let n = 0\nexport const f = (stop: boolean) => { n++; while (!stop); return n }',
            300,
          )
          expect(await sandbox.call('f', [true])).toBe(1)
          expect(await troubleOf(sandbox.call('f', [false]))).toMatchObject({ kind: 'timeout', fn: 'f' })
          expect(await sandbox.call('f', [true])).toBe(1)
        })

        test('a function that was lost twice is not called again, another one is', async () => {
          const sandbox = await student('export const f = () => { for (;;); }\nexport const g = () => 1', 200)
          for (let i = 0; i < 2; i++) await troubleOf(sandbox.call('f', []))
          const start = performance.now()
          for (let i = 0; i < 20; i++) expect((await troubleOf(sandbox.call('f', []))).kind).toBe('budget')
          expect(performance.now() - start).toBeLessThan(20 * 200)
          expect(await sandbox.call('g', [])).toBe(1)
        })

        test('after six losses nothing is called any more', async () => {
          const names = ['a', 'b', 'c', 'd']
          const source = names.map((name) => `export const ${name} = () => { for (;;); }`).join('\n')
          const sandbox = await student(`${source}\nexport const g = () => 1`, 100)
          for (const name of ['a', 'a', 'b', 'b', 'c', 'c']) await troubleOf(sandbox.call(name, []))
          expect(await troubleOf(sandbox.call('d', []))).toMatchObject({ kind: 'budget', fn: 'd' })
          expect(await troubleOf(sandbox.call('g', []))).toMatchObject({ kind: 'budget', fn: 'g' })
        })

        test("a language that was changed changes nothing outside of the student's world", async () => {
          const sandbox = await student(`
          export function f() {
            Uint8Array.prototype.set = function () {}
            DataView.prototype.setUint32 = function () {}
            Array.prototype.push = () => 0
            Object.defineProperty(Array.prototype, '0', { set() {}, configurable: true })
            return [1, 'two']
          }`)
          expect(await sandbox.call('f', [])).toEqual([1, 'two'])
          expect(await sandbox.call('f', [])).toEqual([1, 'two'])
        })

        test('a process that is killed from outside, again and again, costs the call nothing', async () => {
          const sandbox = await student(
            'export const f = () => { let s = 0; for (let i = 0; i < 3e8; i++) s += i % 7; return s > 0 }',
          )
          const calling = sandbox.call('f', [])
          const killed = new Set<number>()
          const alive = () => insides().filter((pid) => !killed.has(pid))
          for (let kills = 0; kills < 2; kills++) {
            await expect.poll(alive, { timeout: 5000 }).not.toEqual([])
            for (const pid of alive()) {
              process.kill(pid, 'SIGKILL')
              killed.add(pid)
            }
          }
          expect(await calling).toBe(true)
        })

        test('a process that is killed each time it is tried is the fault of the grader', async () => {
          const sandbox = await student('export const f = () => { for (;;); }', 60_000)
          const killer = setInterval(() => killSandboxes('SIGTERM'), 50)
          await expect(sandbox.call('f', [])).rejects.toThrow(GraderFault)
          clearInterval(killer)
        })

        test('a process that is stopped from outside is woken, and its time does not run', async () => {
          const sandbox = await student('export const f = () => 1', 200)
          await sandbox.call('f', [])
          const stopper = setInterval(() => killSandboxes('SIGSTOP'), 40)
          setTimeout(() => clearInterval(stopper), 1500)
          expect(await Promise.all(Array.from({ length: 50 }, () => sandbox.call('f', [])))).toEqual(
            new Array(50).fill(1),
          )
          clearInterval(stopper)
        })

        test('many slow calls have the time of each, not of one together', async () => {
          const sandbox = await student(
            'export const f = (n: number) => { let s = 0; for (let i = 0; i < 3e7; i++) s += i % n; return s > 0 }',
            400,
          )
          const nine = await sandbox.many(
            'f',
            Array.from({ length: 9 }, (_, n) => [n + 2]),
          )
          expect(nine).toEqual(new Array(9).fill(true))
        })

        test('what an exercise uses up in all has a limit, and then nothing is called', async () => {
          const sandbox = await student(
            'export const f = () => { for (;;); }\nexport const g = () => 1',
            60_000,
            500,
          )
          expect((await troubleOf(sandbox.call('f', []))).kind).toBe('budget')
          expect((await troubleOf(sandbox.call('g', []))).message).toContain('was used up')
        })

        test('results that are legal and large, hundreds of times, are not all kept', async () => {
          const sandbox = await student('export const f = () => new Array(250_000).fill(1)')
          const results = await sandbox.many('f', new Array(400).fill([]))
          const given = results.filter((result) => Array.isArray(result)).length
          expect(given).toBeLessThan(400)
          expect((results.at(-1) as StudentTrouble).trouble.message).toContain('All results of this exercise')
        })
      })

      describe('loading', () => {
        test('that throws is told with its line', async () => {
          const sandbox = await student('export const f = 1\n\nlet n = null as never as { x: 1 }\nn.x\n')
          expect(await troubleOf(sandbox.call('f', []))).toMatchObject({
            kind: 'not-loaded',
            message: expect.stringMatching(/^The file failed while it was loaded: Cannot read/),
            line: 4,
          })
        })

        test.skipIf(level === 'isolated')('that does not end is tried once only', async () => {
          const sandbox = await student('for (;;);\nexport const f = () => 1')
          const { kind, message } = await troubleOf(sandbox.call('f', []))
          expect([kind, message.slice(0, 38)]).toEqual([
            'not-loaded',
            'The file did not finish loading in 5 s',
          ])
          const start = performance.now()
          expect((await troubleOf(sandbox.call('f', []))).kind).toBe('not-loaded')
          expect(performance.now() - start).toBeLessThan(4000)
        })
      })

      describe('output', () => {
        test('is what the code prints, of each call its own, and of loading', async () => {
          const { sandbox } = await student(
            "console.log('a', 1, NaN, -0, [Infinity, 1])\nconsole.assert(1 > 2, 'told')\nconsole.dir({ a: [1] })\nconsole.group('g')\nconsole.log('in')\nconsole.groupEnd()\nexport const f = () => console.error('%s is %d', 'é', 1, undefined)\nexport const g = () => { console.log('late'); throw 1 }",
          )
          expect((await sandbox.call('f', [])).printed).toBe('é is 1 undefined\n')
          expect((await sandbox.call('f', [])).printed).toBe('é is 1 undefined\n')
          expect((await troubleOf(sandbox.call('g', []))).printed).toBe('late\n')
          expect(sandbox.printedAtLoad).toBe(
            'a 1 NaN -0 ["Infinity",1]\nAssertion failed told\n{"a":[1]}\ng\n  in\n',
          )
        })

        test('past the cap is dropped, and costs nothing', async () => {
          const { sandbox } = await student(
            "export const f = () => { for (let i = 0; i < 5000; i++) console.log('x'.repeat(1000)); return 1 }",
          )
          const { value, printed } = await sandbox.call('f', [])
          expect([value, printed.length]).toEqual([1, 4000])
        })

        test('of every kind of console is there, and harms nothing', async () => {
          const calls =
            'log info warn error debug trace dir dirxml table group groupCollapsed groupEnd count countReset time timeLog timeEnd clear assert'
          const sandbox = await student(
            `export const f = () => { const c = console as never as Record<string, (x: unknown) => void>; for (const name of '${calls}'.split(' ')) c[name]!({ get a() { throw 1 } } as never); return 1 }`,
          )
          expect(await sandbox.call('f', [])).toBe(1)
        })
      })

      describe('the world inside', () => {
        test('holds the language and nothing of Node', async () => {
          const names =
            'process require global Buffer fetch setTimeout setInterval setImmediate queueMicrotask WebAssembly'
          const more =
            'performance crypto Atomics SharedArrayBuffer Worker XMLHttpRequest navigator eval escape gc __dirname'
          const types = `${names} ${more}`.split(' ').map((name) => `typeof ${name}`)
          expect(new Set((await inside(`[${types}]`)) as string[])).toEqual(new Set(['undefined']))
        })

        test.each([
          ['new Function', "new Function('return 1')()"],
          ['a constructor', "(() => {}).constructor('return 1')()"],
          ['the constructor of console.log', "console.log.constructor('return 1')()"],
        ])('makes no code from text by %s', async (_, expression) => {
          await expect(inside(expression)).rejects.toThrow('Code generation from strings disallowed')
        })

        test('has no chance', async () => {
          await expect(inside('Math.random()')).rejects.toThrow('take chance from createRng(seed)')
        })

        test('has a clock that stands still', async () => {
          const dates =
            '[Date.now(), +new Date(), +new (new Date().constructor as typeof Date)(), +new Date(5)]'
          expect(await inside(dates)).toEqual([0, 0, 0, 5])
          expect(await inside('Date().slice(0, 15)')).toMatch(/1970|1969/)
          expect(await inside('new Date(0) instanceof Date')).toBe(true)
          expect(await inside('typeof Intl.DateTimeFormat')).toBe('undefined')
        })

        test('has structuredClone, which refuses in words of the language', async () => {
          expect(await inside('structuredClone({ a: [NaN] })')).toEqual({ a: [Number.NaN] })
          await expect(inside('structuredClone(() => 1)')).rejects.toThrow('this value can not be cloned')
        })

        test('shows no way out in the frames of an error', async () => {
          const frames = `(() => {
          Error.prepareStackTrace = (_, frames) => frames
          const frames = new Error().stack as never as { getThis(): unknown; getFunction(): unknown }[]
          return frames.map((frame) => typeof frame.getThis() + typeof frame.getFunction())
        })()`
          expect(new Set((await inside(frames)) as string[])).toEqual(new Set(['undefinedundefined']))
        })

        test('imports nothing by a computed name', async () => {
          const sandbox = await student(
            "let said = 'pending'\nexport const f = () => { import(['node', 'fs'].join(':')).then(() => { said = 'open' }) }\nexport const g = () => said",
          )
          await sandbox.call('f', []).catch(() => {})
          expect(await sandbox.call('g', [])).toBe('pending')
        })

        test('may be broken by the student without harm to the next process', async () => {
          const sandbox = await student(
            'export const f = () => { for (const key of Reflect.ownKeys(globalThis)) Reflect.deleteProperty(globalThis, key); return 1 }\nexport const g = () => { Array.prototype.map = () => { throw 1 }; Object.prototype.toString = null as never; return 2 }',
          )
          await sandbox.call('f', []).catch(() => {})
          await sandbox.call('g', []).catch(() => {})
          const next = await student('export const f = () => [1].map(String)')
          expect(await next.call('f', [])).toEqual(['1'])
        })
      })

      test('a sandbox starts no process before it is called, and closing it twice is fine', async () => {
        const sandbox = await student('export const f = () => 1')
        expect(sandboxesOfThisProcess()).toEqual([])
        await sandbox.call('f', [])
        expect(sandboxesOfThisProcess()).not.toEqual([])
        sandbox.close()
        sandbox.close()
        await expect.poll(sandboxesOfThisProcess, { timeout: 5000 }).toEqual([])
      })

      test('a process that computes without end is gone soon after it was closed', async () => {
        const sandbox = await student('export const f = () => { for (;;); }', 60_000)
        const lost = sandbox.call('f', []).catch(() => {})
        await expect.poll(sandboxesOfThisProcess, { timeout: 5000 }).not.toEqual([])
        sandbox.close()
        await lost
        await expect.poll(sandboxesOfThisProcess, { timeout: 5000 }).toEqual([])
      })
    },
  )
}

/** Sandbox processes that use the files of this process of the grader. */
function sandboxesOfThisProcess(): string[] {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(privateFolder()))
}

/** The processes inside of the sandboxes of this process. */
function insides(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return lines
    .filter((line) => line.includes(privateFolder()))
    .map((line) => lastOfChain(Number(line.trim().split(' ')[0])))
}

function killSandboxes(signal: NodeJS.Signals): void {
  for (const pid of insides())
    try {
      process.kill(pid, signal)
    } catch {}
}
