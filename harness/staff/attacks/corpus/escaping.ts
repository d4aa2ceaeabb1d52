import type { Attack } from '../attack.ts'

/** Throws what it finds that is of another world than the student's own. */
const foreign = `
function check(value, what) {
  if (value === null || !/object|function/.test(typeof value)) return
  let top = value
  while (Object.getPrototypeOf(top)) top = Object.getPrototypeOf(top)
  if (top !== Object.prototype && top !== value) throw new Error('LEAK:' + what)
}
let isDone = false
function deep(run) { if (isDone) return; try { return deep(run) } catch (e) { check(e, 'stack'); try { run() } catch (f) { check(f, 'thrown') } isDone = true; throw e } }
`

/** Out of the student's own world into the one that the host of the sandbox lives in. */
export const escaping = (): Attack[] => [
  {
    name: 'stack overflow inside of console.log',
    top: foreign,
    body: "try { deep(() => console.log('')) } catch {}; try { deep(() => console.table([{}])) } catch {}; return 0",
  },
  {
    name: 'stack overflow inside of structuredClone',
    top: foreign,
    body: 'try { deep(() => structuredClone({ a: [new Map([[1, new Error()]])] })) } catch (e) { check(e, "clone") }; return 0',
  },
  {
    name: 'a printed value that throws',
    top: foreign,
    body: `
    const seen = []
    console.log({ toJSON() { seen.push(new Error().stack); throw new Error('x') } }, { get a() { throw 1 } })
    console.log(new Proxy({}, { get(_, key, me) { check(me, 'receiver'); throw new Error(String(key)) } }))
    return seen.length`,
  },
  {
    name: 'constructors of what is given',
    top: foreign,
    body: `
    for (const value of [args, args[0], args[0]?.[0], console, console.log, structuredClone, Math.random, Date, new Date()]) {
      check(value, 'given'); check(value?.constructor, 'constructor')
    }
    return 0`,
  },
  {
    name: 'frames of the stack',
    top: foreign,
    body: `
    Error.prepareStackTrace = (_, frames) => frames
    const holder = {}
    Error.captureStackTrace(holder)
    const frames = [...new Error('x').stack, ...holder.stack]
    Error.prepareStackTrace = undefined
    check(frames, 'frames')
    for (const frame of frames) {
      check(frame, 'frame')
      for (const key of ['getThis', 'getFunction', 'getEvalOrigin', 'getScriptNameOrSourceURL']) {
        const found = frame[key]?.()
        check(found, key)
        if (typeof found === 'function' && found !== attack && found.name !== fn) throw new Error('LEAK:' + key)
      }
    }
    return 0`,
  },
  {
    name: 'a hook on every stack',
    top: "Error.prepareStackTrace = (e, frames) => { for (;;) if (frames.length > 0) throw 'LEAK' ; }",
    body: 'return null.x',
  },
  {
    name: 'a stack without limit',
    top: 'Error.stackTraceLimit = Infinity',
    body: 'const f = (n) => n ? f(n - 1) : missing; return f(5000)',
  },
  {
    name: 'the promise of an import',
    top: foreign,
    body: "const later = import('x' + fn); check(later, 'import'); later.catch((e) => check(e, 'late')); return 0",
  },
  {
    name: 'the caller of a function',
    top: foreign,
    body: `
    const found = []
    try { found.push(attack.caller) } catch (e) { check(e, 'caller') }
    try { found.push(new Proxy(attack, {}).caller, arguments.callee) } catch (e) { check(e, 'callee') }
    found.forEach((value) => { if (typeof value === 'function') throw new Error('LEAK:caller') })
    return (function () { return this === undefined ? 0 : (check(this, 'this'), 0) })()`,
  },
  { name: 'a sloppy world', top: 'with (console) { log(1) }' },
  {
    name: 'helpers of the language',
    top: foreign,
    body: `
    const made = [
      Iterator.from([1]).map((x) => x), new Intl.NumberFormat('de'), new WeakRef({}), [1].values(), 'a'.matchAll(/a/g),
      Object.groupBy?.([1], () => 'a'), Array.fromAsync?.([1]), new Intl.Segmenter().segment('a'), new Error('x', { cause: 1 }),
    ]
    for (const value of made) check(value, String(made.indexOf(value)))
    return [typeof Atomics, typeof SharedArrayBuffer, typeof WebAssembly, typeof Buffer].every((x) => x === 'undefined') ? 0 : missing`,
  },
  {
    name: 'a result that looks around when it is read',
    top: foreign,
    body: `
    const spy = (what) => function () { check(this, what); check(arguments.callee?.caller, what); return 1 }
    return { get coef() { Error.prepareStackTrace = (_, f) => f.map((x) => x.getFunction()); const found = new Error().stack
      if (found.some((x) => typeof x === 'function' && !/coef/.test(x.name))) throw new Error('LEAK:frame'); return [1] } }`,
  },
  {
    name: 'code made at run time',
    body: `
    const makers = [eval, Function, (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor]
    for (const make of makers) { let made; try { made = make('return 1') } catch {} if (made) throw new Error('LEAK:code') }
    return setTimeout('1')`,
  },
]
