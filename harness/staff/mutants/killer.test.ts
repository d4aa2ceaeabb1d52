import { describe, expect, test } from 'vitest'
import { assembleSuite } from '#engine/grading/suite.ts'
import { faulty, madeUpExercise, madeUpHidden, madeUpVisible } from '#engine/running/made-up.fixture.ts'
import { importsOfProgram } from './evaluate.ts'
import { killerOf } from './killer.ts'

const file = 'double.ts'
const source = [
  "import { createRng, MLError, type Vec } from '#kit'",
  'export function double(x: number): number {',
  "  if (Number.isNaN(x)) throw new MLError('NON_FINITE', String(createRng(1).next()))",
  '  const parts: Vec = Array.from({ length: 2 }, () => x)',
  '  let sum = 0',
  '  for (let i = 0; i < 2; i++) sum += parts[i]!',
  '  return sum',
  '}',
].join('\n')
const suite = assembleSuite(madeUpExercise(), madeUpVisible, madeUpHidden)
const imports = await importsOfProgram(file, source)
const kill = await killerOf({ file, source, imports, suite }, 1)

describe('a changed program', () => {
  test('is killed by the first property that notices: the cheapest, or the one that noticed last time', async () => {
    expect(await kill(source.replace('let sum = 0', 'let sum = 1'))).toEqual({ killedBy: 'worked-example' })
    expect(await kill(source.replace('return sum', 'return sum < 0 ? 0 : sum'))).toEqual({
      killedBy: 'is-odd',
    })
    expect(await kill(source.replace('let sum = 0', 'let sum = 1'))).toEqual({ killedBy: 'is-odd' })
  })

  test('survives when none does', async () => {
    expect(await kill(source.replace('let sum = 0', 'let sum = -0'))).toEqual({
      killedBy: undefined,
      ungraded: [],
    })
  })

  test('that goes round for ever is ended', async () => {
    expect(await kill(source.replace('i++', 'i'))).toEqual({ killedBy: 'it never ends' })
    expect(await kill(source.replace('return sum', 'while (sum === sum) sum += 0\n  return sum'))).toEqual({
      killedBy: 'it never ends',
    })
  })

  test('that makes a list of a thousand million places is ended before it does', async () => {
    expect(await kill(source.replace('length: 2', 'length: 2e9'))).toEqual({ killedBy: 'it never ends' })
    expect(await kill(source.replace('return sum', 'return new Array(2e9).fill(sum)[0]'))).toEqual({
      killedBy: 'it never ends',
    })
  })

  test('that does not load is killed', async () => {
    expect(await kill(`${source}\nthrow new Error('no')`)).toEqual({ killedBy: 'it does not load' })
  })

  test('that is no program is a bug of an operator', async () => {
    await expect(kill(source.replace('return sum', 'return +'))).rejects.toThrow(SyntaxError)
  })

  test('is not killed by a property that can not be judged', async () => {
    const id = 'is-odd'
    // The reference of this one refuses its case, but only after the exemplar has passed.
    let calls = 0
    const law = {
      ...faulty,
      holds: (...args: Parameters<typeof faulty.holds>) => calls++ === 0 || faulty.holds(...args),
    }
    const doubtful = assembleSuite(madeUpExercise(), madeUpVisible, { ...madeUpHidden, [id]: law })
    const killDoubtful = await killerOf({ file, source, imports, suite: doubtful }, 1)
    expect(await killDoubtful(source.replace('sum = 0', 'sum = -0'))).toEqual({
      killedBy: undefined,
      ungraded: [id],
    })
  })
})

test('a program that does not pass itself is refused', async () => {
  const wrong = source.replace('length: 2', 'length: 1')
  await expect(killerOf({ file, source: wrong, imports, suite }, 1)).rejects.toThrow(
    'the exemplar does not pass worked-example: fail',
  )
})
