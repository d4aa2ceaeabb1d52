import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyNumber, anyVector, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { classifyAllByRule, classifyByRule } from './explicit-rule.ts'

const runs = { seed: 1, numRuns: 200 }
const time = fc.nat(64).map((k) => k / 64)
const threshold = fc.integer({ min: 1, max: 64 }).map((k) => k / 64)

test('the example of the exercise', () => {
  expect(classifyAllByRule([0.2, 0.425, 0.6])).toEqual(['interneuron', 'interneuron', 'pyramidal'])
  expect(classifyAllByRule([])).toEqual([])
})

test('a time at the threshold is an interneuron, one just above is not', () => {
  fc.assert(
    fc.property(threshold, (t) => {
      expect(classifyByRule(t, t)).toBe('interneuron')
      expect(classifyByRule(t + 1 / 1024, t)).toBe('pyramidal')
    }),
    runs,
  )
})

test('0.425 ms is the threshold unless another is given', () => {
  expect([classifyByRule(0.425), classifyByRule(0.4251)]).toEqual(['interneuron', 'pyramidal'])
  expect(classifyByRule(0.425, 0.4)).toBe('pyramidal')
})

test('a spike narrower than an interneuron is an interneuron', () => {
  fc.assert(
    fc.property(time, time, threshold, (a, b, t) => {
      if (classifyByRule(Math.max(a, b), t) === 'interneuron')
        expect(classifyByRule(Math.min(a, b), t)).toBe('interneuron')
    }),
    runs,
  )
})

test('a shift of time and threshold changes nothing', () => {
  fc.assert(
    fc.property(time, threshold, time, (x, t, shift) => {
      expect(classifyByRule(x + shift, t + shift)).toBe(classifyByRule(x, t))
    }),
    runs,
  )
})

test('each answer is about its own spike, whatever the others are', () => {
  fc.assert(
    fc.property(ordered(fc.array(time, { maxLength: 12 })), threshold, ([values, order], t) => {
      const alone = values.map((value) => classifyByRule(value, t))
      const shuffled = order.map((i) => values[i]!)
      expect(classifyAllByRule(values, t)).toEqual(alone)
      expect(classifyAllByRule(shuffled, t)).toEqual(order.map((i) => alone[i]))
    }),
    runs,
  )
})

test.each([
  ['NON_FINITE', Number.NaN, 0.425],
  ['NON_FINITE', Number.POSITIVE_INFINITY, 0.425],
  ['PARAM', -0.1, 0.425],
  ['PARAM', 0.3, 0],
  ['PARAM', 0.3, -1],
  ['PARAM', 0.3, Number.NaN],
  ['PARAM', 0.3, Number.POSITIVE_INFINITY],
])('%s: %d ms with the threshold %d', (code, value, t) => {
  expect(() => classifyByRule(value, t)).toThrow(expect.objectContaining({ code }))
  expect(() => classifyAllByRule([0.5, value], t)).toThrow(expect.objectContaining({ code }))
})

test('any input gives cell types or a documented refusal', () => {
  fuzz(classifyByRule, fc.tuple(anyNumber, anyNumber))
  fuzz(classifyAllByRule, fc.tuple(anyVector, anyNumber), {
    isLegal: (types, values) => types.length === values.length,
  })
})
