import { describe, expect, test } from 'vitest'
import { MLError } from '#kit'
import { inProcess } from '../in-process.ts'
import { remoteStudent, StudentTrouble } from '../student.ts'
import { type BadInput, refuses, refusesWithCode } from './refuses.ts'

const noSamples: BadInput = {
  fn: 'mean',
  what: 'there are no samples',
  bad: [[]],
  good: [[1, 2]],
  code: 'EMPTY',
}

const sumOf = (x: number[]) => x.reduce((a, b) => a + b, 0)
const studentWith = (onEmpty: () => unknown) =>
  remoteStudent(
    { mean: { returns: (value) => (typeof value === 'number' ? undefined : 'it is no number') } },
    inProcess({ mean: (x: number[]) => (x.length ? sumOf(x) / x.length : onEmpty()) }),
  )
const throws = (error: unknown) => () => {
  throw error
}

describe('refuses', () => {
  test.each([
    ['the documented error', throws(new MLError('EMPTY', 'none'))],
    ['any other error', throws(new TypeError('x is undefined'))],
    ['something that is no error', throws('no')],
  ])('holds for %s', async (_, onEmpty) => {
    expect(await refuses(studentWith(onEmpty), noSamples)).toBe(true)
  })

  test.each([
    ['NaN', () => Number.NaN],
    ['a result of another form', () => undefined],
    ['an error that is returned', () => new MLError('EMPTY', 'none')],
  ])('is broken by %s', async (_, onEmpty) => {
    expect(await refuses(studentWith(onEmpty), noSamples)).toEqual({
      because: 'mean gave a result although there are no samples.',
    })
  })

  test('a function that refuses everything does not obey', async () => {
    const student = remoteStudent({ mean: { returns: () => undefined } }, inProcess({ mean: throws('no') }))
    await expect(refuses(student, noSamples)).rejects.toThrow(StudentTrouble)
    await expect(refusesWithCode(student, noSamples)).rejects.toThrow(StudentTrouble)
  })
})

describe('refusesWithCode', () => {
  test('holds for the documented code only', async () => {
    expect(await refusesWithCode(studentWith(throws(new MLError('EMPTY', ''))), noSamples)).toBe(true)
    expect(await refusesWithCode(studentWith(throws(new MLError('SHAPE', ''))), noSamples)).toEqual({
      because: 'mean must say why: there are no samples.',
      got: 'an error with the code SHAPE',
      expected: 'an MLError with the code EMPTY',
    })
  })

  test('holds for each of several accepted codes', async () => {
    const either = { ...noSamples, code: ['EMPTY', 'SHAPE'] } as const
    expect(await refusesWithCode(studentWith(throws(new MLError('SHAPE', ''))), either)).toBe(true)
    expect(await refusesWithCode(studentWith(throws(new MLError('EMPTY', ''))), either)).toBe(true)
    expect(await refusesWithCode(studentWith(throws(new Error('no'))), either)).toMatchObject({
      got: 'an error without a code',
      expected: 'an MLError with the code EMPTY or SHAPE',
    })
  })

  test('is broken by a result', async () => {
    expect(
      await refusesWithCode(
        studentWith(() => 0),
        noSamples,
      ),
    ).toEqual({
      because: 'mean gave a result although there are no samples.',
      expected: 'an MLError with the code EMPTY',
    })
  })
})
