import fc from 'fast-check'
import type { Label } from '#kit'

/** Whole numbers over 16: sums and products of a few are exact, and ties come up by themselves. */
export const dyadic = fc.integer({ min: -128, max: 128 }).map((k) => k / 16)

/** n × d dyadic numbers, n and d from `min`. */
export const matrix = (opt: { minRows?: number; minColumns?: number } = {}) =>
  fc.integer({ min: opt.minColumns ?? 1, max: 4 }).chain((d) =>
    fc.array(fc.array(dyadic, { minLength: d, maxLength: d }), {
      minLength: opt.minRows ?? 1,
      maxLength: 10,
    }),
  )

/** Labels of one kind: numbers that are not 0 … K − 1, or strings that sort otherwise than the numbers in them. */
export const labels = (minLength: number, maxLength = 16): fc.Arbitrary<Label[]> =>
  fc.oneof(
    fc.array(fc.constantFrom<Label>(-3, 7, 10), { minLength, maxLength }),
    fc.array(fc.constantFrom<Label>('9', '10', 'int', 'pyr'), { minLength, maxLength }),
  )

/** A list and a random order of its indices. */
export const ordered = <T>(list: fc.Arbitrary<T[]>) =>
  list.chain((values) =>
    fc.tuple(
      fc.constant(values),
      fc.shuffledSubarray([...values.keys()], { minLength: values.length, maxLength: values.length }),
    ),
  )

/** Any number: mostly small ones, now and then huge, tiny, NaN or infinite. */
export const anyNumber = fc.oneof(
  { weight: 20, arbitrary: dyadic },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 2 ** 27 + 1, 1e-12, -1e9, 0.1) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
)

export const anyVector = fc.array(anyNumber, { maxLength: 8 })

/** Rows of d of any numbers. */
export const anyRows = (d: number) =>
  fc.array(fc.array(anyNumber, { minLength: d, maxLength: d }), { maxLength: 6 })

/** A matrix, now and then ragged. */
export const anyMatrix = fc.oneof(
  { weight: 3, arbitrary: matrix({ minRows: 0 }) },
  { weight: 3, arbitrary: anyRows(2) },
  { weight: 1, arbitrary: fc.array(anyVector, { maxLength: 4 }) },
)

/** Labels, now and then of two types, NaN or infinite. */
export const anyLabels: fc.Arbitrary<Label[]> = fc.oneof(
  { weight: 4, arbitrary: labels(0, 8) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom<Label>(0, 1), { maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom<Label>(0, 1, 'a', Number.NaN, Number.NEGATIVE_INFINITY), {
      maxLength: 6,
    }),
  },
)

/** True and predicted labels, one list as long as the other, now and then of two types, NaN or infinite. */
export const anyPaired: fc.Arbitrary<[Label[], Label[]]> = fc
  .array(
    fc.tuple(
      fc.constantFrom<Label>(0, 1),
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom<Label>(0, 1, 2) },
        { weight: 1, arbitrary: fc.constantFrom<Label>('a', Number.NaN, Number.POSITIVE_INFINITY) },
      ),
    ),
    { maxLength: 5 },
  )
  .map((rows) => [rows.map(([t]) => t), rows.map(([, p]) => p)])

/** Numbers that are whole, small, and once in a while not finite. */
export const roughNumber = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY) },
)

/** Matrices of few rows, now and then ragged or with a number that is not finite. */
export function roughMat(maxRows = 5, maxColumns = 4): fc.Arbitrary<number[][]> {
  const row = (length: number) => fc.array(roughNumber, { minLength: length, maxLength: length })
  const rectangular = fc.nat(maxColumns).chain((d) => fc.array(row(d), { maxLength: maxRows }))
  const ragged = fc.array(fc.array(roughNumber, { maxLength: maxColumns }), { maxLength: maxRows })
  return fc.oneof({ weight: 5, arbitrary: rectangular }, { weight: 1, arbitrary: ragged })
}
