import type { Form } from '#engine/course/form.ts'
import type { Manifest } from '#engine/course/manifest.ts'

type Returns = (args: readonly unknown[]) => unknown

/** Ways to do nothing. None of them may earn a single point. */
export function idleModules({ exports }: Pick<Manifest, 'exports'>): Record<string, Record<string, Returns>> {
  const everywhere = (returns: (form: Form) => Returns): Record<string, Returns> =>
    Object.fromEntries(
      Object.entries(exports).map(([fn, { returns: form }]) => {
        const body = returns(form)
        return [fn, (...args: unknown[]) => body(args)]
      }),
    )
  return {
    'returns undefined': everywhere(() => () => undefined),
    'returns 0': everywhere(() => () => 0),
    'returns 1': everywhere(() => () => 1),
    'returns NaN': everywhere(() => () => Number.NaN),
    'returns []': everywhere(() => () => []),
    'returns its first argument': everywhere(() => (args) => args[0]),
    'returns its last argument': everywhere(() => (args) => args.at(-1)),
    'returns zeros of the right form': everywhere((form) => (args) => filled(form, args, 0)),
    'returns ones of the right form': everywhere((form) => (args) => filled(form, args, 1)),
    'returns empties of the right form': everywhere((form) => () => filled(form, [], 0)),
    'returns NaN of the right form': everywhere((form) => (args) => filled(form, args, Number.NaN)),
  }
}

/** A value of a form, made of one number; lists are as long as the first argument. */
export function filled(form: Form, args: readonly unknown[], value: number): unknown {
  const n = Array.isArray(args[0]) ? args[0].length : 0
  const width = Array.isArray(args[0]) && Array.isArray(args[0][0]) ? args[0][0].length : 1
  if (Array.isArray(form)) return Array.from({ length: n }, () => filled(form[0], args, value))
  if (typeof form === 'object')
    return Object.fromEntries(Object.entries(form).map(([key, inner]) => [key, filled(inner, args, value)]))
  switch (form) {
    case 'number[][]':
      return Array.from({ length: n }, () => Array<number>(width).fill(value))
    case 'number[]':
    case 'label[]':
      return Array<number>(n).fill(value)
    case 'string[]':
      return Array<string>(n).fill('a')
    case 'boolean[]':
      return Array<boolean>(n).fill(value !== 0)
    case 'string':
      return 'a'
    case 'boolean':
      return value !== 0
    default:
      return value
  }
}
