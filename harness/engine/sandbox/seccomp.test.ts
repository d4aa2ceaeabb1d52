import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { hasSeccompFilter, seccompFilter } from './seccomp.ts'

const ALLOW = 'allow'
const [EPERM, ENOSYS] = ['error 1', 'error 38']

/** What the kernel would answer to a system call: an interpreter of the five instructions that the filter uses. */
function answerTo(
  program: Buffer,
  { arch, number, flags = 0 }: { arch: number; number: number; flags?: number },
) {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(number >>> 0, 0)
  data.writeUInt32LE(arch, 4)
  data.writeUInt32LE(flags >>> 0, 16)
  let accumulator = 0
  for (let at = 0; at < program.length / 8; at++) {
    const code = program.readUInt16LE(8 * at)
    const [yes, no] = [program.readUInt8(8 * at + 2), program.readUInt8(8 * at + 3)]
    const value = program.readUInt32LE(8 * at + 4)
    if (code === 0x20) accumulator = data.readUInt32LE(value)
    else if (code === 0x15) at += accumulator === value ? yes : no
    else if (code === 0x35) at += accumulator >= value ? yes : no
    else if (code === 0x45) at += (accumulator & value) !== 0 ? yes : no
    else if (code === 0x06) return spoken(value)
    else throw new Error(`no such instruction: ${code}`)
  }
  throw new Error('the program ends without an answer')
}

function spoken(value: number): string {
  if (value === 0x7fff0000) return ALLOW
  if (value === 0x80000000) return 'kill'
  return value >>> 16 === 5 ? `error ${value & 0xffff}` : `unknown ${value}`
}

/** From the kernel's tables, written down here again so that a slip in the filter does not repeat itself. */
const processors = {
  x64: {
    arch: 0xc000003e,
    other: 0xc00000b7,
    clone: 56,
    // sockets, processes, tracing, mounts, namespaces, doors into the kernel, clocks and names of the machine
    refused: [
      41, 42, 43, 288, 49, 50, 53, 57, 58, 101, 310, 311, 165, 166, 155, 161, 272, 308, 304, 303, 321, 298,
    ]
      .concat([
        250, 248, 249, 319, 323, 246, 320, 175, 313, 176, 169, 167, 29, 68, 64, 240, 206, 135, 179, 163, 164,
        227,
      ])
      .concat([170, 171, 172, 173, 428, 429, 430, 431, 432, 433, 434, 438, 424, 442, 447]),
    // read write close fstat mmap mprotect munmap brk rt_sigaction ioctl pread64 madvise exit futex epoll_wait
    // exit_group openat clock_gettime getrandom execve (bubblewrap starts Node with it)
    needed: [0, 1, 3, 5, 9, 10, 11, 12, 13, 16, 17, 28, 60, 202, 232, 231, 257, 228, 318, 59],
  },
  arm64: {
    arch: 0xc00000b7,
    other: 0xc000003e,
    clone: 220,
    refused: [
      198, 203, 202, 242, 200, 201, 199, 117, 270, 271, 40, 39, 41, 51, 97, 268, 265, 264, 280, 241, 219, 217,
    ]
      .concat([
        218, 279, 282, 104, 294, 105, 273, 106, 142, 224, 194, 186, 190, 180, 0, 92, 60, 89, 170, 112, 161,
        162,
      ])
      .concat([428, 429, 430, 431, 432, 433, 434, 438, 424, 442, 447]),
    needed: [63, 64, 57, 80, 222, 226, 215, 214, 134, 29, 67, 233, 93, 98, 22, 94, 56, 113, 278, 221],
  },
} as const

describe.each(['x64', 'arm64'] as const)('the filter for %s', (name) => {
  const { arch, other, clone, refused, needed } = processors[name]
  const program = seccompFilter(name)
  const ask = (number: number, flags = 0) => answerTo(program, { arch, number, flags })

  test('is a whole number of instructions, and few enough for the kernel', () => {
    expect(program.length % 8).toBe(0)
    expect(program.length / 8).toBeLessThan(4096)
  })

  test('refuses every number of the list', () => {
    expect(refused.filter((number) => ask(number) !== EPERM)).toEqual([])
  })

  test('refuses nothing else but clone3, io_uring and clone', () => {
    const all = Array.from({ length: 1000 }, (_, number) => number)
    const stopped = all.filter((number) => ask(number) !== ALLOW)
    expect(stopped).toEqual([...refused, clone, 425, 426, 427, 435].sort((a, b) => a - b))
  })

  test('lets what Node needs pass', () => {
    expect(needed.filter((number) => ask(number) !== ALLOW)).toEqual([])
  })

  test('says that clone3 and io_uring do not exist, so that libc and libuv take the older way', () => {
    expect([435, 425, 426, 427].map((number) => ask(number))).toEqual(Array(4).fill(ENOSYS))
  })

  test('lets clone make threads, not processes', () => {
    const threadFlags = 0x3d0f00 // what pthread_create asks for
    expect(ask(clone, threadFlags)).toBe(ALLOW)
    for (const flags of [
      0,
      17 /* fork: SIGCHLD */,
      0x10000000 /* a user namespace */,
      threadFlags & ~0x10000,
    ])
      expect(ask(clone, flags)).toBe(EPERM)
  })

  test('kills what calls in the way of another processor', () => {
    for (const foreign of [other, 0x40000003 /* 32-bit x86 */, 0x40000028 /* 32-bit ARM */, 0])
      expect(answerTo(program, { arch: foreign, number: needed[0] })).toBe('kill')
  })

  test('looks at the flags of no other call', () => {
    expect(ask(needed[0], 0x10000)).toBe(ALLOW)
    expect(ask(refused[0]!, 0x10000)).toBe(EPERM)
  })
})

test('the x32 variants of x64 calls are refused, all of them', () => {
  const program = seccompFilter('x64')
  const { arch } = processors.x64
  for (const number of [0x40000000, 0x40000001, 0x40000000 + 41, 0x7fffffff, 0xffffffff])
    expect(answerTo(program, { arch, number })).toBe(EPERM)
  expect(answerTo(program, { arch, number: 0x3fffffff })).toBe(ALLOW)
})

test('there is a filter for two processors', () => {
  expect(['x64', 'arm64', 'ia32', 'riscv64', 'toString'].map(hasSeccompFilter)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
