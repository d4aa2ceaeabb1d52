import * as z from 'zod'

const plain = ['number', 'string', 'boolean', 'label'] as const
const listed = ['number[]', 'number[][]', 'string[]', 'boolean[]', 'label[]'] as const

/** The form of a value: a word, a record of forms, or a list `[form]` of one form. */
export type Form = (typeof plain)[number] | (typeof listed)[number] | { [key: string]: Form } | [Form]

export const formSchema: z.ZodType<Form> = z.lazy(() =>
  z.union([z.enum([...plain, ...listed]), z.tuple([formSchema]), z.record(z.string(), formSchema)]),
)

const isPlain: Record<(typeof plain)[number], (value: unknown) => boolean> = {
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  label: (value) => typeof value === 'number' || typeof value === 'string',
}

/** What keeps a value from being of a form, in words; undefined when it is of that form. */
export function misfit(value: unknown, form: Form, path = 'it'): string | undefined {
  if (typeof form === 'string' && form.endsWith('[]')) return misfit(value, [form.slice(0, -2) as Form], path)
  if (typeof form === 'string')
    return isPlain[form as (typeof plain)[number]](value)
      ? undefined
      : `${path} is ${nameOf(value)}, not a ${form === 'label' ? 'number or string' : form}`
  if (Array.isArray(form)) {
    if (!Array.isArray(value)) return `${path} is ${nameOf(value)}, not an array`
    for (let i = 0; i < value.length; i++) {
      const wrong = misfit(value[i], form[0], `${path}[${i}]`)
      if (wrong) return wrong
    }
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isOpaque(value))
    return `${path} is ${nameOf(value)}, not a record with ${Object.keys(form).join(', ')}`
  for (const [key, inner] of Object.entries(form)) {
    const wrong = misfit((value as Record<string, unknown>)[key], inner, `${path}.${key}`)
    if (wrong) return wrong
  }
  return undefined
}

/** A form as a type that a student reads: `{ coef: number[], intercept: number }`. */
export function showForm(form: Form): string {
  if (typeof form === 'string') return form
  if (Array.isArray(form)) return `${showForm(form[0])}[]`
  return `{ ${Object.entries(form)
    .map(([key, inner]) => `${key}: ${showForm(inner)}`)
    .join(', ')} }`
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (isOpaque(value)) return value.opaque
  return typeof value === 'object' ? 'a record' : `a ${typeof value}`
}

/** What stands for a value that is no plain data (see spec/plain-data.ts); a record can have a field of that name. */
function isOpaque(value: unknown): value is { opaque: string } {
  return typeof value === 'object' && value !== null && 'opaque' in value && typeof value.opaque === 'string'
}
