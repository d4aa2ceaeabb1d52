import { describe, expect, test } from 'vitest'
import { type Form, formSchema, misfit, showForm } from './form.ts'

describe('a value of the form has no misfit', () => {
  test.each<[Form, unknown]>([
    ['number', 0],
    ['number', Number.NaN],
    ['string', ''],
    ['boolean', false],
    ['label', 1],
    ['label', 'spike'],
    ['number[]', []],
    ['number[]', [1, Number.POSITIVE_INFINITY]],
    ['label[]', [1, 'a']],
    ['number[][]', [[], [1]]],
    [
      { coef: 'number[]', intercept: 'number' },
      { coef: [1], intercept: 0 },
    ],
    [[{ train: 'number[]' }], [{ train: [0] }, { train: [] }]],
  ])('%j holds %j', (form, value) => {
    expect(misfit(value, form)).toBeUndefined()
  })

  test('a record may hold more than it must', () => {
    expect(misfit({ coef: [], extra: 'x' }, { coef: 'number[]' })).toBeUndefined()
  })
})

describe('a value of another form is described with the place', () => {
  test.each<[Form, unknown, string]>([
    ['number', undefined, 'it is undefined, not a number'],
    ['number', '1', 'it is a string, not a number'],
    ['number', [1], 'it is an array, not a number'],
    ['label', true, 'it is a boolean, not a number or string'],
    ['number[]', 3, 'it is a number, not an array'],
    ['number[]', [1, null], 'it[1] is null, not a number'],
    ['number[][]', [[1], 2], 'it[1] is a number, not an array'],
    ['number[][]', [[1], [2, 'a']], 'it[1][1] is a string, not a number'],
    [{ coef: 'number[]' }, [1], 'it is an array, not a record with coef'],
    [{ coef: 'number[]' }, null, 'it is null, not a record with coef'],
    [{ coef: 'number[]', b: 'number' }, { coef: [1] }, 'it.b is undefined, not a number'],
    [[{ train: 'number[]' }], [{ train: [0] }, {}], 'it[1].train is undefined, not an array'],
  ])('%j does not hold %j', (form, value, words) => {
    expect(misfit(value, form)).toBe(words)
  })

  test('a value that could not travel goes by what it was', () => {
    expect(misfit({ opaque: 'a function' }, 'number')).toBe('it is a function, not a number')
    expect(misfit({ opaque: 'a Map' }, { coef: 'number' })).toBe('it is a Map, not a record with coef')
  })

  test('a record that only looks like such a value is a record', () => {
    expect(misfit({ opaque: { toString: 1, valueOf: 1 } }, 'number')).toBe('it is a record, not a number')
  })

  test('the place begins with the name that is given', () => {
    expect(misfit([0, 'x'], 'number[]', 'the result of f')).toBe(
      'the result of f[1] is a string, not a number',
    )
  })
})

describe('a form is shown as a type', () => {
  test.each<[Form, string]>([
    ['number[][]', 'number[][]'],
    [{ coef: 'number[]', intercept: 'number' }, '{ coef: number[], intercept: number }'],
    [[{ train: 'number[]' }], '{ train: number[] }[]'],
    [{ model: { mu: 'number' } }, '{ model: { mu: number } }'],
  ])('%j', (form, type) => {
    expect(showForm(form)).toBe(type)
  })
})

describe('a manifest', () => {
  test.each(['number', 'label[]', { a: { b: 'number[]' } }, [{ a: 'string' }]])('may say %j', (form) => {
    expect(formSchema.safeParse(form).success).toBe(true)
  })

  test.each(['vector', 'number[][][]', ['number', 'number'], [], 3, { a: 'list' }])(
    'may not say %j',
    (form) => {
      expect(formSchema.safeParse(form).success).toBe(false)
    },
  )
})
