import { describe, expect, test } from 'vitest'
import { CourseError } from '../course/course.ts'
import { madeUpExercise, madeUpHidden, madeUpVisible, vacuous } from '../running/made-up.fixture.ts'
import { assembleSuite } from './suite.ts'

const exercise = madeUpExercise()

describe('a suite', () => {
  test('has every property with its words, in the order of the manifest', () => {
    const { entries } = assembleSuite(exercise, madeUpVisible, madeUpHidden)
    expect(entries.map(({ words, visible }) => [words.id, visible])).toEqual([
      ['worked-example', true],
      ['doubles', false],
      ['is-odd', false],
    ])
  })

  test('without the hidden ones has the visible ones', () => {
    expect(assembleSuite(exercise, madeUpVisible).entries.map(({ words }) => words.id)).toEqual([
      'worked-example',
    ])
  })

  test('knows the form of every result', () => {
    const { double } = assembleSuite(exercise, madeUpVisible).functions
    expect(double?.returns(3)).toBeUndefined()
    expect(double?.returns([3])).toBe('the result of double is an array, not a number')
  })
})

describe('words and code that differ are a CourseError', () => {
  test.each([
    [
      'code without words',
      madeUpVisible,
      { ...madeUpHidden, extra: vacuous },
      '"extra" has code but no words',
    ],
    [
      'words without code',
      madeUpVisible,
      {},
      '"doubles" has words but no code\n  "is-odd" has words but no code',
    ],
    [
      'a property that is both visible and hidden',
      madeUpVisible,
      { ...madeUpHidden, ...madeUpVisible },
      '"worked-example" is both visible and hidden',
    ],
  ])('%s', (_, visible, hidden, message) => {
    const assemble = () => assembleSuite(exercise, visible, hidden)
    expect(assemble).toThrow(CourseError)
    expect(assemble).toThrow(`01-double: words and code of the properties differ:\n  ${message}`)
  })
})
