import { expect, test } from 'vitest'
import { inProcess } from '../spec/in-process.ts'
import { property } from '../spec/property.ts'
import type { Transport } from '../spec/student.ts'
import { same } from '../spec/verdict.ts'
import { isRemembered } from './failure.ts'
import { unlessRemembered } from './remembered.ts'
import { judge } from './run-property.ts'

interface Doubling {
  double(x: number): number
}

const cases = [1, 2, 3]
const law = property<Doubling, number>({
  given: cases,
  holds: async ({ double }, x) => same(await double(x), 2 * x),
})
const functions = { double: { returns: () => undefined } }

/** A world that can be made anew: the module is loaded again. */
function worldOf(load: () => Doubling) {
  let now = inProcess({ ...load() })
  const transport: Transport = {
    call: (...of) => now.call(...of),
    play: (session) => now.play(session),
  }
  return { against: { functions, transport }, anew: () => (now = inProcess({ ...load() })) }
}

async function judged(load: () => Doubling) {
  const { against, anew } = worldOf(load)
  const result = await judge(law, { seed: 1, ...against })
  return unlessRemembered(law, result, cases, against, anew)
}

test('code that remembers is told so, with the call that came before', async () => {
  const result = await judged(() => {
    let first: number | undefined
    return { double: (x) => (first ??= 2 * x) }
  })
  expect(isRemembered(result)).toBe(true)
  expect(result).toMatchObject({
    status: 'fail',
    index: 2,
    before: { fn: 'double', args: [1], result: 2 },
    broken: {
      because:
        'double remembers earlier calls: asked alone, in a fresh process, it gives the right result. The first call shown came before.',
      got: 2,
      expected: 4,
    },
  })
})

test('where the call before is not enough, none is shown', async () => {
  const result = await judged(() => {
    let calls = 0
    return { double: (x) => (++calls > 2 ? 0 : 2 * x) }
  })
  expect(isRemembered(result)).toBe(true)
  expect(result).not.toHaveProperty('before')
})

test('code that is wrong by itself is told what it was told before', async () => {
  const result = await judged(() => ({ double: (x) => x * x }))
  expect(isRemembered(result)).toBe(false)
  expect(result).toMatchObject({ status: 'fail', index: 1, broken: { got: 1, expected: 2 } })
})
