import { describe, expect, test } from 'vitest'
import { mutantsOf, operators } from './mutants.ts'

/** The lines that an operator makes of a source. */
function made(operator: string, source: string): string[] {
  return mutantsOf('made-up.ts', source)
    .filter((mutant) => mutant.operator === operator)
    .map(({ after }) => after)
}

const check = "if (n < 0) throw new MLError('PARAM', `not ` + (n - 1))"

const shown: [operator: string, source: string, afters: string[]][] = [
  ['relation', 'a < b', ['a <= b', 'a >= b']],
  ['relation', 'a >= b', ['a > b', 'a < b']],
  ['relation', 'a !== b', ['a === b']],
  ['logical operator', 'a || b', ['a && b', 'a', 'b']],
  ['logical operator', 'a ?? b', ['a || b', 'a && b', 'a', 'b']],
  ['condition', 'if (!a) b()', ['if (a) b()']],
  ['condition', 'while (a || b) c()', ['while (!(a || b)) c()']],
  ['condition', 'if (a < b) c()', []],
  ['branch', 'd = (a ? b + 1 : c)', ['d = (b + 1)', 'd = (c)']],
  ['truth value', 'a = true', ['a = false']],
  ['arithmetic', 'a + b * c', ['a - b * c', 'a + b / c']],
  ['arithmetic', 'a / b ** 2', ['a * b ** 2', 'a / (b * 2)']],
  ['arithmetic', "a + 'b'", []],
  ['sign', 'a = -b', ['a = b']],
  ['counter', 'i++', ['i', 'i--']],
  ['counter', 'a += b', ['a -= b', 'a = b']],
  ['constant', 'a = 5', ['a = 0', 'a = 1', 'a = 6', 'a = 4', 'a = 50']],
  ['constant', 'a = 0', ['a = 1', 'a = (-1)']],
  ['constant', 'a = 1e-6', ['a = 0', 'a = 0.001']],
  ['constant', 'a = Number.EPSILON', ['a = (Number.EPSILON * 1e3)', 'a = 0']],
  ['constant', 'let a: 5', []],
  ['Math', 'Math.min(a, b)', ['a', 'b', 'Math.max(a, b)']],
  ['Math', 'Math.log1p(a)', ['a', 'Math.log(1 + a)']],
  ['Math', 'a.map(Math.abs)', ['a.map((value) => value)']],
  ['error code', check, [check.replace('PARAM', 'NON_FINITE')]],
  [
    'test of numbers',
    'Number.isFinite(a)',
    ['true', 'Number.isInteger(a)', '!Number.isNaN(a)', '(Math.abs(a) !== Infinity)'],
  ],
  ['test of numbers', 'a.every(Number.isInteger)', ['a.every(() => true)', 'a.every(Number.isFinite)']],
  ['dropped statement', 'if (a) b = c', [';', 'if (a) ;']],
  ['copy', 'a = [...b]', ['a = b']],
  ['copy', 'a = b.slice()', ['a = b']],
  ['copy', 'a = Array.from(b ?? c)', ['a = (b ?? c)']],
  ['copy', 'a = Array.from({ length: 3 }, f)', []],
  ['default', 'function f(a = 5) {}', ['function f(a) {}']],
  ['order of arguments', 'f(a, (x) => x, b, c)', ['f(a, (x) => x, c, b)']],
  ['order of arguments', 'Math.max(a, b)', []],
  ['order of a sort', 'a.sort((x, y) => x - y)', ['a.sort()', 'a.sort((y, x) => x - y)']],
  ['method', 'a.every(f)', ['a.some(f)']],
  ['dropped step', 'a.filter(f)', ['a']],
  ['ends of a loop', 'for (let i = 0; i < n; i++) f(i)', ['for (let i = 0; i < n - 1; i++) f(i)']],
  [
    'ends of a loop',
    'for (const a of b) f(a)',
    ['for (const a of [...b].slice(1)) f(a)', 'for (const a of [...b].slice(0, -1)) f(a)'],
  ],
]

describe('the operator', () => {
  test.each(shown)('%s makes of `%s` %j', (operator, source, afters) => {
    expect(made(operator, `let kept\n${source}\n`)).toEqual(afters)
  })

  test('default takes the other word of the type', () => {
    const source = "function f(w: 'uniform' | 'distance' = 'uniform') {}"
    expect(made('default', source)).toContain("function f(w: 'uniform' | 'distance' = 'distance') {}")
  })

  test('order of checks exchanges neighbours that may throw', () => {
    const source = `function g(n) {\n  ${check}\n}\nfunction f(n) {\n  const a = h(n)\n  g(a)\n  g(n)\n}`
    expect(made('order of checks', source)).toEqual(['g(n) g(a)'])
  })

  test('order of checks leaves what needs the line before', () => {
    const source = `function g(n) {\n  ${check}\n  return n\n}\nfunction f(n) {\n  const a = g(n)\n  g(a)\n}`
    expect(made('order of checks', source)).toEqual([])
  })
})

test('no operator goes untested', () => {
  const elsewhere = ['order of checks']
  const names = operators.map(({ name }) => name).filter((name) => !elsewhere.includes(name))
  expect([...new Set(shown.map(([operator]) => operator))].sort()).toEqual(names.sort())
})

describe('a mutant', () => {
  const source = `import { MLError } from '#kit'\n\n// −1 is no length.\nexport function f(n: number): number {\n  ${check}\n  return n\n}\n`
  const mutants = mutantsOf('made-up.ts', source)

  test('says where it is and is a whole program', () => {
    expect(mutants.find(({ operator }) => operator === 'relation')).toEqual({
      operator: 'relation',
      in: 'f',
      line: 5,
      column: 7,
      before: check,
      after: check.replace('<', '<='),
      source: source.replace('n < 0', 'n <= 0'),
    })
  })

  test('is told by the whole statement, so that no two look alike', () => {
    const twice = 'function f(X) {\n  for (const x of X)\n    a(x)\n  for (const x of X)\n    b(x)\n}'
    const looks = mutantsOf('made-up.ts', twice).map(({ before, after }) => `${before} → ${after}`)
    expect(looks).toContain('for (const x of X) a(x) → for (const x of [...X].slice(1)) a(x)')
    expect(new Set(looks).size).toBe(looks.length)
  })

  test('is never about the message of an error', () => {
    expect(mutants.filter(({ after }) => !after.includes('(n - 1)') && after !== ';')).toEqual([])
  })

  test('is there once', () => {
    expect(new Set(mutants.map((mutant) => mutant.source)).size).toBe(mutants.length)
  })
})
