import { describe, expect, test } from 'vitest'
import { compileForm, type Form, formSchema, misfit, showForm } from './form.ts'

const labelOrNull: Form = { oneOf: ['label', 'null'] }
const pipeline: Form = {
  scaler: { oneOf: [{ mean: 'number[]' }, 'null'] },
  model: {
    oneOf: [
      { kind: "'logistic'", coef: 'number[]' },
      { kind: "'knn'", X: 'number[][]', k: 'number', 'weights?': 'string' },
    ],
  },
}

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
    ['null', null],
    [labelOrNull, null],
    [labelOrNull, 'FS'],
    [[labelOrNull], ['FS', null, 1]],
    ["'logistic'", 'logistic'],
    [pipeline, { scaler: null, model: { kind: 'logistic', coef: [1] } }],
    [pipeline, { scaler: { mean: [0] }, model: { kind: 'knn', X: [[1]], k: 3 } }],
    [pipeline, { scaler: null, model: { kind: 'knn', X: [], k: 3, weights: 'uniform' } }],
    [{ 't?': 'number' }, {}],
    [{ 't?': 'number' }, { t: undefined }],
    [{ 't?': 'number' }, { t: 1 }],
    [{}, { a: 1 }],
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
    ['null', 0, 'it is a number, not null'],
    [labelOrNull, undefined, 'it is undefined, not a number or string and not null'],
    [[labelOrNull], ['a', null, [1]], 'it[2] is an array, not a number or string and not null'],
    ["'knn'", 'kNN', "it is 'kNN', not 'knn'"],
    ["'knn'", 5, "it is a number, not 'knn'"],
    [{ 't?': 'number' }, { t: null }, 'it.t is null, not a number'],
    [{}, [], 'it is an array, not a record'],
    [
      pipeline,
      { scaler: {}, model: {} },
      'it.scaler is of none of the 2 forms: it.scaler.mean is undefined, not an array; it.scaler is a record, not null',
    ],
    [
      pipeline,
      { scaler: null, model: { kind: 'knn', X: [[1]] } },
      "it.model is of none of the 2 forms: it.model.kind is 'knn', not 'logistic'; it.model.k is undefined, not a number",
    ],
    [pipeline, { scaler: null, model: {} }, "it.model.kind is undefined, not 'logistic' and not 'knn'"],
  ])('%j does not hold %j', (form, value, words) => {
    expect(misfit(value, form)).toBe(words)
  })

  test('a value that could not travel goes by what it was', () => {
    expect(misfit({ opaque: 'a function' }, 'number')).toBe('it is a function, not a number')
    expect(misfit({ opaque: 'a Map' }, { coef: 'number' })).toBe('it is a Map, not a record with coef')
  })

  test('nothing that can come back throws, and no name is too long for a sentence', () => {
    const record = JSON.parse('{ "__proto__": { "coef": 1 }, "opaque": { "toString": 1 } }')
    expect(misfit(record, { coef: 'number' })).toBe('it.coef is undefined, not a number')
    expect(misfit([record], 'number[]')).toBe('it[0] is a record, not a number')
    expect(misfit({ opaque: 'x'.repeat(1000) }, 'number')).toHaveLength(81)
    expect(misfit('x'.repeat(1000), "'knn'")).toHaveLength(80)
    expect(misfit({}, { constructor: 'number' } as never)).toBe('it.constructor is undefined, not a number')
  })

  test('a check that is made once gives the words of many values', () => {
    const check = compileForm('number[]')
    expect(check([1, 2])).toBeUndefined()
    expect(check([1, 'a'])).toBe('it[1] is a string, not a number')
    expect(check([true], 'f')).toBe('f[0] is a boolean, not a number')
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
    [[labelOrNull], '(label | null)[]'],
    [{ kind: "'knn'", 't?': 'number' }, "{ kind: 'knn', t?: number }"],
  ])('%j', (form, type) => {
    expect(showForm(form)).toBe(type)
  })
})

describe('a manifest', () => {
  test.each(['number', 'label[]', { a: { b: 'number[]' } }, [{ a: 'string' }], [labelOrNull], pipeline, {}])(
    'may say %j',
    (form) => {
      expect(formSchema.safeParse(form).success).toBe(true)
    },
  )

  test.each([
    'vector',
    'number[][][]',
    ['number', 'number'],
    [],
    3,
    { a: 'list' },
    "''",
    "'a'b'",
    { oneOf: ['number'] },
    { oneOf: ['number', 'null'], a: 'number' },
    { oneOf: 'number' },
    { a: 'number', 'a?': 'number' },
    { 'a b': 'number' },
  ])('may not say %j', (form) => {
    expect(formSchema.safeParse(form).success).toBe(false)
  })

  test('is told what it may say', () => {
    const { error } = formSchema.safeParse({ a: ['list'] })
    expect(error?.issues[0]?.message).toMatch(/^\{"a":\["list"\]\} is no form: say one of number, .* "oneOf"/)
  })
})
