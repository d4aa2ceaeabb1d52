/**
 * Makes the world of student code lean: the language itself, a console, structuredClone. Its text is run inside
 * that world, so it may use nothing from outside of it. What it is given stays hidden in here.
 *
 * @param print takes a line; it is a function of ours, so it must reach nobody
 */
export function prelude(print: (line: string) => void) {
  const keep = new Set(
    (
      'Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Promise Proxy RegExp Date Intl ' +
      'Map Set WeakMap WeakSet WeakRef Iterator FinalizationRegistry ArrayBuffer DataView Uint8Array Int8Array ' +
      'Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray ' +
      'BigInt64Array BigUint64Array Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError ' +
      'URIError SuppressedError globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt decodeURI ' +
      'decodeURIComponent encodeURI encodeURIComponent'
    ).split(' '),
  )
  for (const key of Reflect.ownKeys(globalThis))
    if (typeof key !== 'string' || !keep.has(key)) Reflect.deleteProperty(globalThis, key)

  const define = (target: object, key: string, value: unknown) =>
    Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true })

  // Chance and time that nobody can repeat: one is refused, the other stands still.
  let loading = false
  define(Math, 'random', () => {
    // seedrandom asks once while it loads, and does not need the answer for seeded streams.
    if (loading) return 0.5
    throw new Error('Math.random is not available: take chance from createRng(seed) of #kit')
  })
  const RealDate = Date
  const still = new Proxy(RealDate, {
    construct: (target, args: unknown[], caller) =>
      Reflect.construct(target, args.length ? args : [0], caller),
    apply: () => new RealDate(0).toString(),
  })
  define(RealDate, 'now', () => 0)
  define(RealDate.prototype, 'constructor', still)
  define(globalThis, 'Date', still)
  // Without an argument it formats the present.
  Reflect.deleteProperty(Intl, 'DateTimeFormat')

  /** A value as one line. JSON has no NaN, infinities and −0, and they are what one looks for. */
  const show = (value: unknown): string => {
    if (typeof value === 'string') return value
    const spelled = (_: string, part: unknown) => {
      if (typeof part === 'number' && (part - part !== 0 || Object.is(part, -0)))
        return Object.is(part, -0) ? '-0' : String(part)
      if (typeof part === 'bigint') return `${part}n`
      if (part instanceof Map || part instanceof Set) return [...part]
      return part === undefined || typeof part === 'function' ? String(typeof part) : part
    }
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
    if (value === undefined || typeof value === 'function') return String(typeof value)
    if (value instanceof Error) return `${value.name}: ${value.message}`
    return JSON.stringify(value, spelled) ?? typeof value
  }
  let indent = ''
  /** Output is a courtesy: nothing that goes wrong with it may reach the program. */
  const safely =
    (run: (...parts: unknown[]) => void) =>
    (...parts: unknown[]): void => {
      try {
        run(...parts)
      } catch {}
    }
  const say = safely((...parts) => {
    let rest = parts
    let line = ''
    if (typeof parts[0] === 'string' && parts.length > 1) {
      rest = parts.slice(1)
      line = parts[0].replace(/%[sdifoOjc%]/g, (mark) => {
        if (mark === '%%') return '%'
        if (rest.length === 0) return mark
        const part = rest.shift()
        return mark === '%c' ? '' : show(part)
      })
      rest.unshift(line)
    }
    print(`${indent}${rest.map(show).join(' ').replaceAll('\n', `\n${indent}`)}\n`)
  })
  const told = new Map<string, number>()
  const inGroup = safely((...parts) => {
    if (parts.length) say(...parts)
    indent += '  '
  })
  const ofTime = safely((label = 'default', ...parts) =>
    say(`${label}: 0 ms (the clock stands still)`, ...parts),
  )
  define(globalThis, 'console', {
    log: say,
    info: say,
    warn: say,
    error: say,
    debug: say,
    trace: say,
    dir: (value: unknown) => say(value),
    dirxml: say,
    table: safely((data) => {
      if (typeof data !== 'object' || data === null) return say(data)
      for (const [key, row] of Object.entries(data)) say(key, row)
    }),
    group: inGroup,
    groupCollapsed: inGroup,
    groupEnd: () => {
      indent = indent.slice(2)
    },
    count: safely((label = 'default') => {
      told.set(String(label), (told.get(String(label)) ?? 0) + 1)
      say(`${label}: ${told.get(String(label))}`)
    }),
    countReset: safely((label = 'default') => {
      told.delete(String(label))
    }),
    time: () => {},
    timeLog: ofTime,
    timeEnd: ofTime,
    clear: () => {},
    assert: (condition: unknown, ...parts: unknown[]) => {
      if (!condition) say('Assertion failed', ...parts)
    },
  })

  const clone = (value: unknown, seen: Map<unknown, unknown>): unknown => {
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new TypeError('this value can not be cloned')
    if (typeof value !== 'object' || value === null) return value
    if (seen.has(value)) return seen.get(value)
    const kept = <T>(copy: T): T => {
      seen.set(value, copy)
      return copy
    }
    if (value instanceof RealDate) return kept(new RealDate(value.getTime()))
    if (value instanceof RegExp) return kept(new RegExp(value.source, value.flags))
    if (value instanceof ArrayBuffer) return kept(value.slice(0))
    if (value instanceof DataView) return kept(new DataView(value.buffer.slice(0)))
    if (ArrayBuffer.isView(value)) return kept((value as Float64Array).slice())
    if (value instanceof Map) {
      const copy = kept(new Map())
      for (const [key, item] of value) copy.set(clone(key, seen), clone(item, seen))
      return copy
    }
    if (value instanceof Set) {
      const copy = kept(new Set())
      for (const item of value) copy.add(clone(item, seen))
      return copy
    }
    if (value instanceof Error) return kept(Object.assign(new Error(value.message), { name: value.name }))
    const copy = kept<Record<string, unknown>>(Array.isArray(value) ? (new Array(value.length) as never) : {})
    for (const key of Object.keys(value)) copy[key] = clone((value as Record<string, unknown>)[key], seen)
    return copy
  }
  define(globalThis, 'structuredClone', (value: unknown) => clone(value, new Map()))

  const OwnArray = Array
  return {
    array: (length: number): unknown[] => new OwnArray(length),
    record: (): object => ({}),
    isLoading: (isSo: boolean): void => {
      loading = isSo
    },
  }
}
