import type { Thrown } from './protocol.ts'

const MAX_TEXT = 2000

/** What was thrown, as short strings; looking at it must not throw again. */
export function describe(error: unknown): Thrown {
  const text = (key: string): string => {
    try {
      const value = (error as Record<string, unknown>)[key]
      return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
    } catch {
      return ''
    }
  }
  if (typeof error === 'object' && error !== null)
    return { name: text('name'), message: text('message'), code: text('code'), stack: text('stack') }
  const message = typeof error === 'string' ? error.slice(0, MAX_TEXT) : typeof error
  return { name: '', message, code: '', stack: '' }
}
