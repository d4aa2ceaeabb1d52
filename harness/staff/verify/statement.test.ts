import { describe, expect, test } from 'vitest'
import { sentencesIn, sentencesOfReadme, sentencesOfStub, wordsOf } from './statement.ts'

const readme = `# 03 · Total

The total of |x|. Not under Conventions.

| loss | price |
|---|---|
| mae | \\|e\\| |

## Errors

| input | code |
|---|:--|
| both lists empty | EMPTY |
| \\|x\\| above 1, as in \`a \\| b\` | \`PARAM\` or NON_FINITE |

The size is checked first, then
the rest.

## Conventions

- Rates come in any unit: 1e9 or 1000000.25. R² is
  compared to 9 digits, the rest to 12.
- Second bullet
  - with a bullet of its own. Two sentences.

## More

- Not this.
`

test('rows, paragraphs and bullets over several lines are found under Errors and Conventions only', () => {
  expect(sentencesOfReadme(readme)).toEqual([
    { text: 'both lists empty | EMPTY', codes: ['EMPTY'] },
    { text: '|x| above 1, as in `a | b` | `PARAM` or NON_FINITE', codes: ['PARAM', 'NON_FINITE'] },
    { text: 'The size is checked first, then the rest.', codes: [] },
    { text: 'Rates come in any unit: 1e9 or 1000000.25.', codes: [] },
    { text: 'R² is compared to 9 digits, the rest to 12.', codes: [] },
    { text: 'Second bullet', codes: [] },
    { text: 'with a bullet of its own.', codes: [] },
    { text: 'Two sentences.', codes: [] },
  ])
})

describe('a text is cut into sentences', () => {
  test.each([
    ['is not cut after abbreviations', 'Small shares, e.g. 0.1, i.e. A tenth, are rounded (cf. Fig. 2).', []],
    ['is not cut in code', 'Call `f(x). Then` or `[].at(-1)!` first.', []],
    ['is not cut in brackets', 'It costs 36.04 (as in R. Their limit is −100.) and not more.', []],
    ['is not cut after an ellipsis or a factorial', 'A label of 0, ... k − 1 is one of n! ways.', []],
    ['is cut before a bracket of its own', 'It is 36.04. ', ['(PyTorch takes −100 instead.)', 'So it is.']],
    ['is cut before code, symbols and names', 'X is kept. ', ['`k` is 5.', 'y holds 0.', '√x too.']],
    [
      'is cut after a bracket, a half-open interval or emphasis',
      'One in [0, 1). ',
      ['**Two.**', 'A (b).', 'C'],
    ],
    ['is cut after code', 'Give `[]`. ', ['Then stop?', 'Yes!', 'No.']],
  ])('it %s', (_, first, others) => {
    expect(sentencesIn([first, ...others].join(' '))).toEqual([first.trim(), ...others])
  })

  test('a bracket that is never closed only joins what comes after it', () => {
    expect(sentencesIn('One. Two (three. Four.')).toEqual(['One.', 'Two (three. Four.'])
  })
})

const stub = `import { Vec } from '#kit'

export interface Options {
  /** Draw at random; true unless told. */
  shuffle?: boolean
}

/**
 * The total of x. Of equally large
 *   ones the first.
 *
 * @param x n numbers. Some are ties.
 * @param opt.k how many
 *   vote; 5 unless told
 * @returns the sum
 */
export function total(x: Vec): number {
  // 3 unless told: no docstring
  throw new Error('TODO: write total')
}
`

test('defaults and ties are found in docstrings, over several lines, with the name of the argument', () => {
  expect(sentencesOfStub(stub).map(({ text }) => text)).toEqual([
    'Draw at random; true unless told.',
    'Of equally large ones the first.',
    'Some are ties.',
    'opt.k how many vote; 5 unless told',
  ])
})

test('every sentence is found again in the words of the files, and a row of any table too', () => {
  const words = wordsOf(readme, stub)
  for (const { text } of [...sentencesOfReadme(readme), ...sentencesOfStub(stub)])
    expect(words).toContain(text)
  expect(words).toContain('mae | |e|')
  expect(words).not.toContain('no docstring')
})
