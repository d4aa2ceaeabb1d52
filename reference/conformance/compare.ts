/** How far two numbers may be apart: abs · size + rel · max(|a|, |b|), see `distance`. */
export interface Tolerance {
  rel: number
  abs: number
}

/** How far an answer is from the expected one. */
export interface Distance {
  /** The largest relative difference; infinite where something is not of the same form. */
  largest: number
  /** Where a number, word or form is not as expected, as paths such as `.coef[2]`. */
  wrong: string[]
}

/** Below this size of a field its differences count as they are: there is nothing to be relative to. */
const SMALLEST_SIZE = 1e-3

/**
 * Compares an answer with the expected one, field by field. What only the answer has does not count. A field is
 * a number or an array (of arrays) of numbers; its size is its largest expected number, so a rounding error
 * next to a large number is no difference. NaN equals only NaN, and an infinity only itself.
 */
export function distance(got: unknown, expected: unknown, tolerance: Tolerance, path = ''): Distance {
  if (isNumeric(expected)) return fieldDistance(got, expected, tolerance, sizeOf(expected), path)
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return wrong(`${path}.length`)
    return farthest(expected.map((item, i) => distance(got[i], item, tolerance, `${path}[${i}]`)))
  }
  if (isRecord(expected)) {
    if (!isRecord(got)) return wrong(path || 'form')
    return farthest(
      Object.keys(expected).map((key) => distance(got[key], expected[key], tolerance, `${path}.${key}`)),
    )
  }
  return Object.is(got, expected) ? { largest: 0, wrong: [] } : wrong(path || 'value')
}

function fieldDistance(
  got: unknown,
  expected: unknown,
  tolerance: Tolerance,
  size: number,
  path: string,
): Distance {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return wrong(`${path}.length`)
    return farthest(expected.map((item, i) => fieldDistance(got[i], item, tolerance, size, `${path}[${i}]`)))
  }
  const [a, b] = [got as number, expected as number]
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return { largest: 0, wrong: [] }
  if (!Number.isFinite(a) || !Number.isFinite(b)) return wrong(path || 'value')
  const gap = Math.abs(a - b)
  const allowed = tolerance.abs * Math.max(1, size) + tolerance.rel * Math.max(Math.abs(a), Math.abs(b))
  return {
    largest: gap / Math.max(size, SMALLEST_SIZE),
    wrong: gap <= allowed ? [] : [`${path || 'value'}: ${a} is not ${b}`],
  }
}

function farthest(distances: Distance[]): Distance {
  return {
    largest: Math.max(0, ...distances.map(({ largest }) => largest)),
    wrong: distances.flatMap((each) => each.wrong),
  }
}

function wrong(path: string): Distance {
  return { largest: Number.POSITIVE_INFINITY, wrong: [path] }
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every(isNumeric))
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(sizeOf))
  return Number.isFinite(value) ? Math.abs(value as number) : 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
