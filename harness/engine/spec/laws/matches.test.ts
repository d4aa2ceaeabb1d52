import { expect, test } from 'vitest'
import { inProcess } from '../in-process.ts'
import { GraderFault, remoteStudent, type Student } from '../student.ts'
import { exact } from '../tolerance.ts'
import { matches } from './matches.ts'

interface Module {
  scale(x: number[], by: number): number[]
}

const law = matches<Module, { x: number[]; by: number }>(
  'scale',
  (x: number[], by: number) => x.map((value) => by * value),
  exact,
)
const studentWith = (scale: Module['scale']) =>
  remoteStudent({ scale: { returns: () => undefined } }, inProcess({ scale })) as unknown as Student<Module>

test('a function that does as the reference does matches, the fields of the case being its arguments', async () => {
  const student = studentWith((x, by) => x.map((value) => value * by))
  expect(await law(student, { x: [1, 2], by: 3 })).toBe(true)
})

test('a function that does otherwise does not, and both values are shown', async () => {
  expect(
    await law(
      studentWith((x) => x),
      { x: [1, 2], by: 3 },
    ),
  ).toEqual({
    got: [1, 2],
    expected: [3, 6],
    where: '[0]',
  })
})

test('a large input widens the tolerance, a large option does not', async () => {
  const loose = matches<Module, { x: number[]; by: number }>('scale', (x: number[]) => x.map(() => 0), {
    rel: 0,
    abs: 1e-12,
  })
  const student = studentWith((x) => x.map(() => 1e-9))
  expect(await loose(student, { x: [1e6], by: 1 })).toBe(true)
  expect(await loose(student, { x: [1], by: 1e6 })).not.toBe(true)
})

test('a reference that throws is a fault of the grader', async () => {
  const refusing = matches<Module, { x: number[]; by: number }>(
    'scale',
    () => {
      throw new Error('no')
    },
    exact,
  )
  await expect(
    refusing(
      studentWith((x) => x),
      { x: [1], by: 1 },
    ),
  ).rejects.toThrow(GraderFault)
})

test('what counts may be a part of the result, and the reference is asked once for each case', async () => {
  let asked = 0
  const first = matches<Module, { x: number[]; by: number }>(
    'scale',
    (x: number[]) => {
      asked++
      return [2 * x[0]!]
    },
    exact,
    ([one]: number[]) => one,
  )
  const example = { x: [1, 5], by: 2 }
  expect(
    await first(
      studentWith((x, by) => [by * x[0]!, 99]),
      example,
    ),
  ).toBe(true)
  expect(
    await first(
      studentWith((x) => x),
      example,
    ),
  ).toMatchObject({ got: 1, expected: 2 })
  expect(asked).toBe(1)
})
