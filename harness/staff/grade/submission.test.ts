import { describe, expect, test } from 'vitest'
import { CourseError } from '#engine/course/course.ts'
import { aboutSubmission } from './submission.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'

describe('a submission is named', () => {
  test('by its repository, or else by its folder', () => {
    expect(aboutSubmission('/class/ada', {})).toEqual({ id: 'ada' })
    expect(aboutSubmission('/class/ada', { repository: 'ml4neuro/ada.exercises' })).toEqual({
      id: 'ml4neuro/ada.exercises',
      repository: 'ml4neuro/ada.exercises',
    })
  })

  test.each([sha, sha.repeat(2).slice(0, 64), sha.toUpperCase()])('with the commit %s', (commit) => {
    expect(aboutSubmission('/ada', { commit }).commit).toBe(commit.toLowerCase())
  })

  test.each(['2026-11-22T14:32:05Z', '2026-11-22T14:32:05+01:00', '2026-11-22T14:32:05.123-08:00'])(
    'with the time %s',
    (submittedAt) => {
      expect(aboutSubmission('/ada', { submittedAt }).submittedAt).toBe(submittedAt)
    },
  )
})

describe('what is not what it is called is refused in words', () => {
  test.each(['', 'ada', 'ada/', '/x', 'a/b/c', 'a/..', 'a b/c', '-a/b', 'a/b\n', 'https://github.com/a/b'])(
    'the repository %j',
    (repository) => {
      expect(() => aboutSubmission('/ada', { repository })).toThrow(CourseError)
      expect(() => aboutSubmission('/ada', { repository })).toThrow(/^--repository must be owner\/name/)
    },
  )

  test.each(['', 'main', 'abc', sha.slice(1), `${sha}0`, sha.replace('0', 'g'), `${sha}\n`])(
    'the commit %j',
    (commit) => {
      expect(() => aboutSubmission('/ada', { commit })).toThrow(/^--commit must be a whole hash of 40 or 64/)
    },
  )

  test.each([
    '',
    'yesterday',
    '2026-11-22',
    '2026-11-22T14:32:05', // of which place?
    '2026-02-30T14:32:05Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22 14:32:05Z',
    '1795000000',
  ])('the time %j', (submittedAt) => {
    expect(() => aboutSubmission('/ada', { submittedAt })).toThrow(
      /^--submitted-at must be a time with its offset/,
    )
  })

  test('without what a terminal would act on', () => {
    expect(() => aboutSubmission('/ada', { commit: '\u001b[2J::error::' })).toThrow(
      'not "\\u001b[2J::error::"',
    )
  })
})
