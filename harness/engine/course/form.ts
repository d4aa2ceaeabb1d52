import * as z from 'zod'

const plain = ['number', 'string', 'boolean', 'label', 'null'] as const
const listed = ['number[]', 'number[][]', 'string[]', 'boolean[]', 'label[]'] as const

/**
 * The form of a value: a word, a string in quotes for exactly that string (`"'logistic'"`), a record of forms, a list
 * `[form]` of one form, or `{ "oneOf": [form, form] }`. A field whose name ends in "?" may be left out.
 */
export type Form =
  | (typeof plain)[number]
  | (typeof listed)[number]
  | `'${string}'`
  | { oneOf: Form[] }
  | { [key: string]: Form }
  | [Form]

const literal = z.custom<`'${string}'`>(
  (form) => typeof form === 'string' && /^'[^']+'$/.test(form),
  'is no string in quotes',
)

/** Which of the kinds of form something is meant to be decides which error is told about it. */
export const formSchema: z.ZodType<Form> = z.lazy(() =>
  z.union(
    [
      z.enum([...plain, ...listed]),
      literal,
      z.tuple([formSchema]),
      z.strictObject({ oneOf: z.array(formSchema).min(2) }),
      z
        .record(z.string().regex(/^\w+\??$/), formSchema)
        .refine((record) => !('oneOf' in record) && !Object.keys(record).some((key) => `${key}?` in record)),
    ],
    {
      error: ({ input }) =>
        `${JSON.stringify(input)} is no form: say one of ${[...plain, ...listed].join(', ')}, a string in quotes ` +
        `("'logistic'"), a record of forms, [form] for a list, or { "oneOf": [form, form] }`,
    },
  ),
)

/** What keeps a value from being of a form, in words; undefined when it is of that form. */
export type FormCheck = (value: unknown, path?: string) => string | undefined

/** The check of a form, made once for the many values that are held to it. */
export function compileForm(form: Form): FormCheck {
  const check = compiled(form)
  return (value, path = 'it') => {
    const miss = check(value)
    return miss && inWords(miss, path)
  }
}

/** The same for one value. */
export function misfit(value: unknown, form: Form, path = 'it'): string | undefined {
  return compileForm(form)(value, path)
}

/** A form as a type that a student reads: `{ coef: number[], intercept: number }`. */
export function showForm(form: Form): string {
  if (typeof form === 'string') return form
  if (Array.isArray(form)) return isOneOf(form[0]) ? `(${showForm(form[0])})[]` : `${showForm(form[0])}[]`
  if (isOneOf(form)) return form.oneOf.map(showForm).join(' | ')
  return `{ ${Object.entries(form)
    .map(([key, inner]) => `${key}: ${showForm(inner)}`)
    .join(', ')} }`
}

export function isOneOf(form: Form): form is { oneOf: Form[] } {
  return typeof form === 'object' && 'oneOf' in form
}

/** Where a value is not of its form, and how; of one that may be one of several, what each of them misses. */
type Miss = { at: string; is: string; not: string } | { at: string; each: Miss[] }
type Check = (value: unknown) => Miss | undefined

function compiled(form: Form): Check {
  if (typeof form === 'string')
    return form.endsWith('[]') ? compiledList(form.slice(0, -2) as Form) : word(form)
  if (Array.isArray(form)) return compiledList(form[0])
  return isOneOf(form) ? compiledChoice(form.oneOf.map(compiled)) : compiledRecord(form)
}

function word(form: string): Check {
  const miss = (value: unknown, not: string): Miss => ({ at: '', is: nameOf(value), not })
  switch (form) {
    case 'null':
      return (value) => (value === null ? undefined : miss(value, 'null'))
    case 'label':
      return (value) =>
        typeof value === 'number' || typeof value === 'string' ? undefined : miss(value, 'a number or string')
    case 'number':
    case 'string':
    case 'boolean':
      return (value) => (typeof value === form ? undefined : miss(value, `a ${form}`))
    default: {
      const text = form.slice(1, -1)
      return (value) =>
        value === text
          ? undefined
          : { at: '', is: typeof value === 'string' ? shown(value) : nameOf(value), not: form }
    }
  }
}

function compiledList(item: Form): Check {
  const inside = compiled(item)
  // Nearly all that comes back is lists of numbers, and some are long.
  const isNumbers = item === 'number'
  return (value) => {
    if (!Array.isArray(value)) return { at: '', is: nameOf(value), not: 'an array' }
    for (let i = 0; i < value.length; i++) {
      if (isNumbers && typeof value[i] === 'number') continue
      const miss = inside(value[i])
      if (miss) return { ...miss, at: `[${i}]${miss.at}` }
    }
    return undefined
  }
}

function compiledRecord(form: Record<string, Form>): Check {
  const fields = Object.entries(form).map(([written, inner]) => {
    const isOptional = written.endsWith('?')
    return { key: isOptional ? written.slice(0, -1) : written, isOptional, check: compiled(inner) }
  })
  const not = fields.length ? `a record with ${fields.map(({ key }) => key).join(', ')}` : 'a record'
  return (value) => {
    if (!isRecord(value)) return { at: '', is: nameOf(value), not }
    for (const { key, isOptional, check } of fields) {
      const inner = Object.hasOwn(value, key) ? value[key] : undefined
      if (isOptional && inner === undefined) continue
      const miss = check(inner)
      if (miss) return { ...miss, at: `.${key}${miss.at}` }
    }
    return undefined
  }
}

function compiledChoice(ways: Check[]): Check {
  return (value) => {
    const each: Miss[] = []
    for (const way of ways) {
      const miss = way(value)
      if (!miss) return undefined
      each.push(miss)
    }
    // What differs in the same place is said once: "it is undefined, not a number and not null".
    const [first] = each
    if (
      first &&
      'is' in first &&
      each.every((miss) => 'is' in miss && miss.at === first.at && miss.is === first.is)
    )
      return { ...first, not: each.map((miss) => ('not' in miss ? miss.not : '')).join(' and not ') }
    return { at: '', each }
  }
}

function inWords(miss: Miss, path: string): string {
  const at = `${path}${miss.at}`
  if ('is' in miss) return `${at} is ${miss.is}, not ${miss.not}`
  return `${at} is of none of the ${miss.each.length} forms: ${miss.each.map((one) => inWords(one, at)).join('; ')}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && opaqueName(value) === undefined
  )
}

/** The name of a value that could not travel: `{ opaque: 'a function' }`. Only a string is one. */
function opaqueName(value: object): string | undefined {
  const name = Object.hasOwn(value, 'opaque') ? (value as { opaque: unknown }).opaque : undefined
  return typeof name === 'string' ? name : undefined
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return clipped(opaqueName(value) ?? 'a record')
  return `a ${typeof value}`
}

function shown(text: string): string {
  return `'${clipped(text)}'`
}

/** A name or a text may be as long as a frame; a sentence has room for the beginning. */
function clipped(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
