import { describe, expect, test } from 'vitest'
import { CallLog } from './call-log.ts'
import { inProcess } from './in-process.ts'
import { TooLarge } from './plain-data.ts'
import { GraderFault, remoteStudent, StudentTrouble, type Transport } from './student.ts'

const isNumber = (value: unknown) => (typeof value === 'number' ? undefined : 'the result is no number')

/** A student with one function `f`, and the calls that were recorded. */
function studentOf(f: (...args: number[]) => unknown) {
  const log = new CallLog()
  const student = remoteStudent({ f: { returns: isNumber } }, inProcess({ f }), log)
  return { f: student.f!, log }
}

describe('a remote function', () => {
  test('gives what the function of the student gives', async () => {
    const { f } = studentOf((x = 0) => 2 * x)
    await expect(f(3)).resolves.toBe(6)
    await expect(f.many([[1], [2]])).resolves.toEqual([2, 4])
    await expect(f.watched(5)).resolves.toEqual({ result: 10, argsAfter: [5] })
    await expect(f.refusal(5)).resolves.toBeUndefined()
  })

  test.each([
    ['a call', (f: ReturnType<typeof studentOf>['f']) => f(1)],
    ['many', (f: ReturnType<typeof studentOf>['f']) => f.many([[1]])],
    ['a watched call', (f: ReturnType<typeof studentOf>['f']) => f.watched(1)],
  ])('lets no result of another form through: %s', async (_, use) => {
    const { f } = studentOf(() => '2')
    await expect(use(f)).rejects.toMatchObject({
      trouble: { kind: 'bad-result', fn: 'f', message: 'the result is no number' },
    })
  })

  test('that throws is trouble with name, code and message', async () => {
    const { f } = studentOf(() => {
      throw Object.assign(new RangeError('too small'), { code: 'PARAM' })
    })
    const trouble = { kind: 'threw', fn: 'f', name: 'RangeError', code: 'PARAM', message: 'too small' }
    await expect(f(1)).rejects.toMatchObject({ trouble })
    await expect(f.refusal(1)).resolves.toEqual(trouble)
  })

  test('that does not exist is trouble, not a refusal', async () => {
    const student = remoteStudent({ g: { returns: isNumber } }, inProcess({}))
    await expect(student.g?.refusal(1)).rejects.toMatchObject({ trouble: { kind: 'no-export', fn: 'g' } })
  })

  test('that gives a result of another form did not refuse', async () => {
    await expect(studentOf(() => undefined).f.refusal(1)).resolves.toBeUndefined()
  })
})

describe('the record of calls', () => {
  test('holds arguments and results in their order', async () => {
    const { f, log } = studentOf((x = 0) => x + 1)
    await f(1)
    await f.many([[2], [3]])
    expect(log.calls).toEqual([
      { fn: 'f', args: [1], result: 2 },
      { fn: 'f', args: [2], result: 3 },
      { fn: 'f', args: [3], result: 4 },
    ])
  })

  test('holds the trouble of a call that failed', async () => {
    const { f, log } = studentOf(() => Number('x'.repeat(-1)))
    await expect(f(1)).rejects.toThrow(StudentTrouble)
    expect(log.calls).toMatchObject([{ fn: 'f', args: [1], trouble: { kind: 'threw', name: 'RangeError' } }])
  })

  test('keeps the first fifty of a batch', async () => {
    const { f, log } = studentOf((x = 0) => x)
    await f.many(Array.from({ length: 80 }, (_, i) => [i]))
    expect(log.calls).toHaveLength(50)
  })
})

describe('a case that is too much', () => {
  const answer = async () => ({ value: 1, weight: 20 * 2 ** 20, printed: '' })
  const large: Transport = { call: answer, play: answer }

  test('by its results is trouble of the student', async () => {
    const f = remoteStudent({ f: { returns: isNumber } }, large).f!
    await f(1)
    await f(1)
    await f(1)
    await expect(f(1)).rejects.toMatchObject({
      trouble: { kind: 'bad-result', message: expect.stringContaining('more than 64 MB') },
    })
  })

  test('of thousands of calls keeps the first and the last', async () => {
    const { f, log } = studentOf((x = 0) => x)
    for (let i = 0; i < 2000; i++) await f(i)
    const kept = log.calls.map(({ args }) => args[0])
    expect([kept.length, kept[0], kept[299], kept[300], kept[599]]).toEqual([600, 0, 299, 1700, 1999])
  })

  test('to be sent is the fault of the grader, unless large results may be in it', async () => {
    let weight = 0
    const call: Transport['call'] = async (_, [x]) => {
      if (x === 'too large') throw new TooLarge('it is too large')
      return { value: 1, weight, printed: '' }
    }
    const f = remoteStudent({ f: { returns: isNumber } }, { call, play: call as never }).f!
    await expect(f('too large')).rejects.toThrow(GraderFault)
    weight = 2 ** 21
    await f(1)
    await expect(f('too large')).rejects.toMatchObject({ trouble: { kind: 'bad-result' } })
  })
})

describe('a transport that breaks', () => {
  const broken = async () => {
    throw new Error('spawn EAGAIN')
  }
  const transport: Transport = { call: broken, play: broken }

  test('is a fault of the grader, not trouble of the student', async () => {
    const f = remoteStudent({ f: { returns: isNumber } }, transport).f!
    await expect(f(1)).rejects.toThrow(GraderFault)
    await expect(f.many([[1]])).rejects.toThrow(GraderFault)
    await expect(f.watched(1)).rejects.toThrow(GraderFault)
    await expect(f.refusal(1)).rejects.toThrow('spawn EAGAIN')
  })
})
