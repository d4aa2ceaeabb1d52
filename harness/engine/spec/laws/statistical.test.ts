import { expect, test } from 'vitest'
import { inProcess } from '../in-process.ts'
import { remoteStudent, type Student } from '../student.ts'
import { statistical } from './statistical.ts'

interface Module {
  draw(seed: number): number
}

const studentWith = (draw: Module['draw']) =>
  remoteStudent({ draw: { returns: () => undefined } }, inProcess({ draw })) as unknown as Student<Module>
const law = (summary: 'each' | 'median' | 'mean') =>
  statistical<Module, number>({
    given: [1, 2, 3],
    statistic: ({ draw }, seed) => draw(seed),
    summary,
    atLeast: 2,
    because: 'It must be large.',
    chance: { kind: 'normal' },
    measured: { reference: [5, 6], control: [0, 1], over: [1, 2, 3, 4] },
    control: 'draws-nothing',
  })
const [cases] = law('each').given as readonly (readonly number[])[]
const verdict = (summary: 'each' | 'median' | 'mean', draw: Module['draw']) =>
  law(summary).holds(studentWith(draw), cases!)

test('all seeds are one case, and each value, their median or their mean is held to the limits', async () => {
  expect(await verdict('each', (seed) => seed + 1)).toBe(true)
  expect(await verdict('each', (seed) => seed)).toEqual({
    because: 'It must be large.',
    got: 1,
    expected: 'at least 2 for each of 3 seeds',
  })
  expect(await verdict('median', (seed) => seed)).toBe(true)
  expect(await verdict('median', (seed) => seed - 1)).toMatchObject({
    got: 1,
    expected: 'at least 2 as the median of 3 seeds',
  })
  expect(await verdict('mean', (seed) => seed)).toBe(true)
  expect(await verdict('mean', () => Number.NaN)).toMatchObject({ got: Number.NaN })
})

test('a seed may have words of its own, and may lie between two limits', async () => {
  const own = statistical<Module, number>({
    ...{
      given: [7],
      control: '',
      chance: { kind: 'none' },
      measured: { reference: [0, 0], control: [0, 0] },
    },
    statistic: async ({ draw }, seed) => ({ value: await draw(seed), because: 'The draw 7 came up.' }),
    atLeast: 1,
    atMost: 2,
    because: '',
  })
  expect(
    await own.holds(
      studentWith((seed) => seed),
      [7],
    ),
  ).toEqual({
    because: 'The draw 7 came up.',
    got: 7,
    expected: 'at least 1 and at most 2',
  })
})

test('its power is data: what was measured, how to measure it again and what bound follows', async () => {
  const { power } = law('each')
  expect(power).toMatchObject({ control: 'draws-nothing', measured: { reference: [5, 6] } })
  expect(await power!.measure(studentWith((seed) => seed))).toEqual([1, 2, 3, 4])
  expect(power!.falseFail([50, 50.1, 49.9, 50])).toBeLessThan(1e-12)
  expect(power!.falseFail([1, 2, 3, 4])).toBeGreaterThan(0.1)
})
