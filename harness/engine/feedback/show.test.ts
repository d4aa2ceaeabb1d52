import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clip, plain, show, showBoth, showInline } from './show.ts'

const esc = '\u001b'

describe('text from outside', () => {
  test.each([
    ['escape codes', `${esc}[31mred${esc}[0m`, 'red'],
    ['cursor codes', `a${esc}[2J${esc}[1;1Hb`, 'ab'],
    ['line breaks', 'a\r\nb\nc', 'a b c'],
    ['bells and other control characters', 'a\u0007\u0000\u009bb', 'a b'],
    ['direction marks', 'a\u202eb\u2066c', 'a b c'],
    ['line separators and zero-width characters', 'a\u2028b\u200bc\ufeffd', 'a b c d'],
    ['a command of GitHub Actions', '::error::x', ': :error: :x'],
    ['one with more colons', ':::x', ': : :x'],
    ['an old command of GitHub Actions', '##[error]x', '# #[error]x'],
    ['one with more hashes', '###[error]x', '## #[error]x'],
    [
      'commands after a line break',
      'a\n::notice title=Autograding report::{}',
      'a : :notice title=Autograding report: :{}',
    ],
    ['a command that an escape code was to hide', `:${esc}[0m:error:${esc}[0m:x`, ': :error: :x'],
    ['a hash command that an escape code was to hide', `#${esc}[0m#[error]`, '# #[error]'],
  ])('loses %s', (_, text, clean) => {
    expect(plain(text)).toBe(clean)
  })

  test('keeps words in any language, and what is no command', () => {
    expect(plain('Σ(yᵢ − ŷᵢ)² — 分数 a:b ## [x] 😀')).toBe('Σ(yᵢ − ŷᵢ)² — 分数 a:b ## [x] 😀')
  })

  test('holds no character that can not be seen', () => {
    expect(plain('a\u061cb\u{E0041}c\u00add\u180ee\u3164f\u{E0100}g\u{1D173}h')).toBe('a b c d e f g h')
  })

  test('is cut, and the cut is marked', () => {
    expect(plain('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(plain('x'.repeat(10), 10)).toBe('x'.repeat(10))
  })

  test('holds no command and no control character, whatever it was', () => {
    const piece = fc.oneof(
      fc.constantFrom(':', '::', '#', '##', '##[', '[', esc, `${esc}[0m`, '\n', '\u200b', '::error::', ' '),
      fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCodePoint(code)),
    )
    const bad = /::|##\[|[\p{Cc}\u2028\u2029\u202a-\u202e]/u
    const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, (text) => !bad.test(plain(text))),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('values', () => {
  test.each<[unknown, string]>([
    [1, '1'],
    [-0, '0'],
    [1 / 3, '0.333333'],
    [1234567.89, '1234570'],
    [1e-7, '1e-7'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    ['spike', "'spike'"],
    ['', "''"],
    [[], '[]'],
    [[1, 0.5, 'a'], "[1, 0.5, 'a']"],
    [[[]], '[[]]'],
    [[[1, 2]], '[[1, 2]]'],
    [{ coef: [1, 2], intercept: 0 }, '{ coef: [1, 2], intercept: 0 }'],
    [{ opaque: 'a function' }, 'a function'],
    [[1, { opaque: 'a Map' }], '[1, a Map]'],
  ])('%j is shown as %s', (value, text) => {
    expect(show(value)).toBe(text)
  })

  test('a matrix is aligned', () => {
    expect(
      show([
        [1, -10.5],
        [100, 2],
      ]),
    ).toBe('[[  1, -10.5],\n [100,     2]]')
  })

  test('a matrix of more than 6 × 6 is cut, and it is said how much is missing', () => {
    const X = Array.from({ length: 18 }, (_, i) => Array.from({ length: 9 }, (_, j) => i * j))
    const lines = show(X).split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toBe('[[0, 0,  0,  0,  0,  0, … 3 more],')
    expect(lines[5]).toBe(' [0, 5, 10, 15, 20, 25, … 3 more],')
    expect(lines[6]).toBe(' … 12 more rows]')
  })

  test('a matrix of exactly 6 × 6 is whole', () => {
    const X = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 1))
    expect(show(X)).not.toContain('…')
    expect(show(X).split('\n')).toHaveLength(6)
  })

  test('rows of different lengths are shown as they are', () => {
    expect(show([[1], [2, 3]])).toBe('[[1],\n [2, 3]]')
  })

  test('a long vector stays on one line and is cut', () => {
    const line = show(Array.from({ length: 500 }, (_, i) => i))
    expect(line).toHaveLength(66)
    expect(line).toMatch(/^\[0, 1, 2, .*…$/)
  })

  test('a long record has a line for each field', () => {
    const model = { coef: Array.from({ length: 30 }, () => 0.125), intercept: 3, labels: ['a', 'b'] }
    const lines = show(model).split('\n')
    expect(lines.map((line) => line.slice(0, 9))).toEqual(['{ coef: [', '  interce', '  labels:'])
    expect(lines[2]).toBe("  labels: ['a', 'b'] }")
  })

  test('names and texts in a value are safe to print', () => {
    expect(showInline({ [`a${esc}[31m\n`]: '::error::x' })).toBe("{ a: ': :error: :x' }")
    expect(show({ ':': 1, 'a:': { '::x': 1 }, µ_1: [] })).toBe("{ ':': 1, 'a:': { ': :x': 1 }, µ_1: [] }")
  })

  test('a huge text is shown in part', () => {
    expect(show('x'.repeat(10_000_000)).length).toBeLessThanOrEqual(66)
  })
})

test('a record that only looks like a value that could not travel is shown as a record', () => {
  expect(showInline({ opaque: { toString: 1, valueOf: 1 } })).toBe('{ opaque: { toString: 1, valueOf: 1 } }')
})

describe('two values side by side', () => {
  test('have six digits', () => {
    expect(showBoth(1 / 3, 2 / 3)).toEqual(['0.333333', '0.666667'])
  })

  test('have as many digits as it takes to see a difference', () => {
    const [a, b] = showBoth([1, 0.1 + 0.2], [1, 0.3])
    expect(a).not.toBe(b)
    expect(showBoth(1, 1 + 1e-9)).toEqual(['1', '1.000000001'])
  })

  test('differ in their kind where they look alike', () => {
    expect(showBoth('1', 1)).toEqual(["'1'", '1'])
    expect(showBoth([], [[]])).toEqual(['[]', '[[]]'])
  })
})

test('a clipped line counts characters, not halves of them', () => {
  expect(clip('😀😀😀', 3)).toBe('😀😀😀')
  expect(clip('😀😀😀', 2)).toBe('😀…')
})
