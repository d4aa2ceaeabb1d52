import { types } from 'node:util'

/**
 * Overwrites every number in a value, so that a function that kept a reference to it gives itself away. Only what
 * is plain is written to: nothing of the value's own (a setter, a proxy) hears of it.
 */
export function scribble(value: unknown, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || types.isProxy(value) || seen.has(value)) return
  seen.add(value)
  for (const key of Object.keys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key)
    if (!own || !('value' in own)) continue
    if (typeof own.value === 'number' && own.writable)
      Reflect.defineProperty(value, key, { value: own.value + 1 })
    else scribble(own.value, seen)
  }
}
