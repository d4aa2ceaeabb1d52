/**
 * A seccomp filter as a classic BPF program: what the sandboxed Node never needs is refused by the kernel,
 * even if student code should find a way out of JavaScript. A list of refusals rather than of permissions:
 * Node and V8 use new system calls from version to version, and the namespaces have nothing to reach anyway.
 */
import { Buffer } from 'node:buffer'

/** Numbers by name for x64 and arm64; undefined where an architecture does not have the call. */
const refused: Record<string, readonly [x64: number | undefined, arm64: number | undefined]> = {
  socket: [41, 198],
  connect: [42, 203],
  accept: [43, 202],
  accept4: [288, 242],
  bind: [49, 200],
  listen: [50, 201],
  socketpair: [53, 199],
  fork: [57, undefined],
  vfork: [58, undefined],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  unshare: [272, 97],
  setns: [308, 268],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  open_by_handle_at: [304, 265],
  name_to_handle_at: [303, 264],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  pidfd_open: [434, 434],
  pidfd_send_signal: [424, 424],
  pidfd_getfd: [438, 438],
  userfaultfd: [323, 282],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  reboot: [169, 142],
  swapon: [167, 224],
  shmget: [29, 194],
  msgget: [68, 186],
  semget: [64, 190],
  mq_open: [240, 180],
  io_setup: [206, 0],
  personality: [135, 92],
  quotactl: [179, 60],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  iopl: [172, undefined],
  ioperm: [173, undefined],
}

/** Refused as "not implemented", so that libc and libuv take the older way. */
const absent = { clone3: 435, io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427 }

const EPERM = 1
const ENOSYS = 38
const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const CLONE_THREAD = 0x10000
const architectures = {
  x64: { audit: 0xc000003e, clone: 56, index: 0 },
  arm64: { audit: 0xc00000b7, clone: 220, index: 1 },
} as const

/** Whether there is a filter for this processor. */
export function hasSeccompFilter(arch: string): arch is keyof typeof architectures {
  return Object.hasOwn(architectures, arch)
}

/** The filter for a processor, as bubblewrap's `--seccomp` reads it. */
export function seccompFilter(arch: keyof typeof architectures): Buffer {
  const { audit, clone, index } = architectures[arch]
  const numbers = Object.values(refused)
    .map((pair) => pair[index])
    .filter((number) => number !== undefined)
  const program = [
    load(4), // the architecture that the call was made for
    jumpIfEqual(audit, 1, 0),
    answer(KILL_PROCESS),
    load(0), // the number of the call
    // The x32 variants of x64 calls have their own numbers: none of them is needed.
    ...(arch === 'x64' ? [jumpIfAtLeast(0x40000000, 0, 1), answer(errno(EPERM))] : []),
    ...Object.values(absent).flatMap((number) => [jumpIfEqual(number, 0, 1), answer(errno(ENOSYS))]),
    ...numbers.flatMap((number) => [jumpIfEqual(number, 0, 1), answer(errno(EPERM))]),
    // clone may make threads, not processes.
    jumpIfEqual(clone, 0, 3),
    load(16), // its first argument, the flags
    jumpIfAnyBit(CLONE_THREAD, 1, 0),
    answer(errno(EPERM)),
    answer(ALLOW),
  ]
  return Buffer.concat(program)
}

function instruction(code: number, jumpTrue: number, jumpFalse: number, value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(jumpTrue, 2)
  bytes.writeUInt8(jumpFalse, 3)
  bytes.writeUInt32LE(value, 4)
  return bytes
}

const load = (offset: number) => instruction(0x20, 0, 0, offset)
const jumpIfEqual = (value: number, yes: number, no: number) => instruction(0x15, yes, no, value)
const jumpIfAtLeast = (value: number, yes: number, no: number) => instruction(0x35, yes, no, value)
const jumpIfAnyBit = (bits: number, yes: number, no: number) => instruction(0x45, yes, no, bits)
const answer = (value: number) => instruction(0x06, 0, 0, value)
const errno = (number: number) => 0x00050000 | number
