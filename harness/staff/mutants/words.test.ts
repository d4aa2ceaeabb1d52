import { expect, test } from 'vitest'
import { changeText } from './words.ts'

test('a short line is shown whole', () => {
  expect(changeText({ before: 'k <= n', after: 'k < n' })).toBe('k <= n  →  k < n')
})

test('of a long line the change and what stands beside it', () => {
  const [left, right] = ['l'.repeat(100), 'r'.repeat(100)]
  expect(changeText({ before: `${left} + ${right}`, after: `${left} - ${right}` })).toBe(
    `…${'l'.repeat(29)} + ${'r'.repeat(29)}…  →  …${'l'.repeat(29)} - ${'r'.repeat(29)}…`,
  )
})

test('what is put twice is no change of a negative length', () => {
  expect(changeText({ before: 'aa', after: 'aaa' })).toBe('aa  →  aaa')
})
