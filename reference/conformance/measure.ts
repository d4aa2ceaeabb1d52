import { readdirSync, readFileSync } from 'node:fs'
import { distance, type Tolerance } from './compare.ts'
import { type Row, rows } from './rows.ts'

/** One file of fixtures: inputs of a function, and what the oracle answers. */
export interface Fixture {
  meta: { oracle: string; sklearn: string; numpy: string; scipy: string }
  fn: string
  cases: { id: string; input: Record<string, unknown>; expect: unknown; tol: Tolerance }[]
}

/** What came out when a fixture was held against the reference. */
export interface Measured {
  nCases: number
  /** Over all cases; infinite where an answer is not of the expected form. */
  largestDifference: number
  /** One line for every case that disagrees. */
  disagreements: string[]
}

/** The tolerance tiers of curriculum section 2.4, as the fixtures state them. */
const tiers: Record<string, Tolerance> = {
  T0: { rel: 0, abs: 0 },
  T2: { rel: 1e-12, abs: 1e-12 },
  T3: { rel: 1e-8, abs: 1e-9 },
  T4: { rel: 1e-4, abs: 1e-5 },
  T5: { rel: 1e-6, abs: 1e-9 },
  'T5 search': { rel: 1e-4, abs: 1e-6 },
  'T5 float32': { rel: 2e-3, abs: 1e-5 },
}

const fixturesFolder = new URL('fixtures/', import.meta.url)

/** The functions that have a fixture. */
export function fixtureNames(): string[] {
  return readdirSync(fixturesFolder).map((file) => file.replace(/\.json$/, ''))
}

export function readFixture(fn: string): Fixture {
  return JSON.parse(readFileSync(new URL(`${fn}.json`, fixturesFolder), 'utf8'), (_, value) =>
    // JSON has no number for these.
    value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value,
  )
}

/** The tier of a fixture; every case has the same. */
export function tierOf({ fn, cases }: Fixture): string {
  const found = Object.keys(tiers).filter((tier) =>
    cases.every(({ tol }) => tol.rel === tiers[tier]!.rel && tol.abs === tiers[tier]!.abs),
  )
  if (found.length !== 1) throw new Error(`the tolerance of ${fn} is of no tier`)
  return found[0]!
}

/** Calls the reference with every input of a fixture and compares the answers. */
export async function measure(fn: string): Promise<Measured> {
  const row = rows[fn]
  if (!row) throw new Error(`no row says how to call ${fn}`)
  const functions = await functionsOf(row)
  const use = <Result>(name: string, ...args: unknown[]): Result => {
    const found = functions[name]
    if (typeof found !== 'function') throw new Error(`${row.modules.join(', ')} has no function ${name}`)
    return found(...args)
  }
  const { cases } = readFixture(fn)
  const found = cases.map(({ id, input, expect, tol }) => {
    const attempt = () =>
      row.answer ? row.answer(use, input, Object(expect)) : use<unknown>(fn, ...Object.values(input))
    if (isRefusal(expect)) {
      const reason = refusalOf(attempt)
      return { id, largest: 0, wrong: reason === 'MLError' ? [] : [`is not refused, but ${reason}`] }
    }
    const answer = attempt()
    const { largest, wrong } = distance(answer, expect, tol)
    return { id, largest, wrong: [...wrong, ...(row.alsoHolds?.(Object(answer), Object(expect)) ?? [])] }
  })
  return {
    nCases: cases.length,
    largestDifference: Math.max(...found.map(({ largest }) => largest)),
    disagreements: found.flatMap(({ id, wrong }) =>
      wrong.length > 0 ? [`${id}: ${wrong.slice(0, 3).join('; ')}`] : [],
    ),
  }
}

async function functionsOf({
  modules,
}: Row): Promise<Record<string, ((...args: unknown[]) => never) | undefined>> {
  const loaded = modules.map(
    (module) => import(/* @vite-ignore */ new URL(`../${module}`, import.meta.url).href),
  )
  return Object.assign({}, ...(await Promise.all(loaded)))
}

function isRefusal(expect: unknown): boolean {
  return typeof expect === 'object' && expect !== null && 'throws' in expect
}

function refusalOf(attempt: () => unknown): string {
  try {
    return `answered ${JSON.stringify(attempt())}`
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}
