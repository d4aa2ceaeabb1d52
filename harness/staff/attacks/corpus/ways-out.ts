/**
 * Every way to the outside that is known, tried in turn: what comes back is a `process`-like object or nothing.
 * Code for the top of a hostile module.
 */
export const waysOut = `
const ways = [
  () => process,
  () => globalThis.process,
  () => require(['pro', 'cess'].join('')),
  () => module.constructor.createRequire('/')('process'),
  () => (0, eval)('process'),
  () => new Function('return process')(),
  () => (() => {}).constructor('return process')(),
  () => (async () => {}).constructor('return process')(),
  () => (function* () {}).constructor('return process')(),
  () => console.log.constructor('return process')(),
  () => structuredClone.constructor('return process')(),
  () => Math.random.constructor('return process')(),
  () => import('x' + ways.length).constructor.constructor('return process')(),
  () => arguments.callee.caller.arguments[2],
  () => {
    const old = Error.prepareStackTrace
    Error.prepareStackTrace = (_, frames) => frames
    const frames = new Error().stack
    Error.prepareStackTrace = old
    for (const frame of frames) {
      const found = frame.getThis() ?? frame.getFunction()
      if (found?.process || found?.require) return found.process ?? found.require(['pro', 'cess'].join(''))
    }
    throw new Error('no frame')
  },
]
function outside() {
  for (const way of ways) {
    try {
      const found = way()
      if (found && typeof found === 'object' && (found.env || found.exit)) return found
    } catch {}
  }
  return undefined
}
function fs() {
  const found = outside()
  return found?.getBuiltinModule?.('fs') ?? found?.mainModule?.require('fs') ?? found?.binding?.('fs')
}
`
