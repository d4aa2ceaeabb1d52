import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../pinned-node.js'
import { readOwnFile } from './own-file.ts'
import { systemProgram } from './prlimit.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-own-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = 'exercises/05-x/x.ts'
const KB = 1024

/** A submission whose file is made by `make`. */
function submission(make: (full: string) => void): string {
  const root = mkdtempSync(join(folder, 'submission-'))
  mkdirSync(dirname(join(root, path)), { recursive: true })
  make(join(root, path))
  return root
}

const read = (make: (full: string) => void) => readOwnFile(submission(make), path, 64 * KB)
const write = (content: string | Uint8Array) => (full: string) => writeFileSync(full, content)
const secret = join(folder, 'secret')
mkdirSync(secret)
writeFileSync(join(secret, 'x.ts'), 'secret')

describe('what is read', () => {
  test.each([
    ['a file', 'export const f = "é"', 'export const f = "é"'],
    ['an empty file', '', ''],
    ['a single character', 'x', 'x'],
    ['a file with a byte order mark, without it', '\uFEFFlet a', 'let a'],
    ['a file as large as the limit', 'x'.repeat(64 * KB), 'x'.repeat(64 * KB)],
  ])('%s', (_, content, text) => {
    expect(read(write(content))).toEqual({ text })
  })

  test('a file of a submission that is itself a link', () => {
    const link = join(folder, 'link')
    symlinkSync(submission(write('here')), link)
    expect(readOwnFile(link, path, KB)).toEqual({ text: 'here' })
  })
})

describe('what is refused, at once and in a sentence', () => {
  const unix = process.platform !== 'win32'
  test.each<[string, (full: string) => void, string]>([
    ['nothing', () => {}, 'is missing from the submission.'],
    ['a folder', (full) => mkdirSync(full), 'is not a plain file, but a folder.'],
    ['a link to a file', (full) => symlinkSync(join(secret, 'x.ts'), full), 'links are not followed'],
    ['a link to nothing', (full) => symlinkSync('/nowhere', full), 'links are not followed'],
    ['a link to itself', (full) => symlinkSync(full, full), 'links are not followed'],
    ['a link to a device', (full) => symlinkSync('/dev/zero', full), 'links are not followed'],
    ['a link to the memory', (full) => symlinkSync('/proc/self/mem', full), 'links are not followed'],
    ['a link to what goes on', (full) => symlinkSync('/proc/kmsg', full), 'links are not followed'],
    ['a file that is too large', write('x'.repeat(64 * KB + 1)), 'is larger than 64 kB.'],
    ['UTF-16 with a mark', write(Buffer.from('\uFEFFlet a', 'utf16le')), 'is saved as UTF-16'],
    ['UTF-16 without one', write(Buffer.from('let a = 1', 'utf16le')), 'is saved as UTF-16'],
    ['UTF-16, the other way round', write(Buffer.from('let a', 'utf16le').swap16()), 'is saved as UTF-16'],
    ['Latin-1', write(Buffer.from('// é', 'latin1')), 'not UTF-8 text: save it as UTF-8.'],
    ['half a character', write(Uint8Array.of(0x61, 0xc3)), 'not UTF-8 text: save it as UTF-8.'],
  ])('%s', (_, make, problem) => {
    expect(read(make)).toEqual({ problem: expect.stringContaining(problem) })
  })

  test.skipIf(!unix).each([
    ['a pipe', (full: string) => execFileSync(systemProgram('mkfifo')!, [full])],
    ['a device', (full: string) => makeDevice(full)],
  ])('%s', (_, make) => {
    expect(read(make)).toEqual({ problem: expect.stringContaining('is not a plain file') })
  })

  test.skipIf(!unix)('a socket', async () => {
    const server = createServer()
    const root = submission((full) => server.listen(full))
    await once(server, 'listening')
    expect(readOwnFile(root, path, KB)).toEqual({ problem: expect.stringContaining('is not a plain file.') })
    server.close()
  })

  test('a linked folder on the way', () => {
    const root = mkdtempSync(join(folder, 'submission-'))
    mkdirSync(join(root, 'exercises'))
    symlinkSync(secret, join(root, 'exercises/05-x'))
    expect(readOwnFile(root, path, KB)).toEqual({
      problem: expect.stringContaining('links are not followed'),
    })
  })

  test('a file in place of a folder', () => {
    const root = mkdtempSync(join(folder, 'submission-'))
    writeFileSync(join(root, 'exercises'), '')
    expect(readOwnFile(root, path, KB)).toEqual({ problem: expect.stringContaining('not a folder') })
  })

  test.each([
    '../secret/x.ts',
    'exercises/../../secret/x.ts',
    '/etc/passwd',
    '',
    'a\0b',
    './x.ts',
    'exercises\\x.ts',
  ])('the path %j', (outside) => {
    expect(readOwnFile(folder, outside, KB)).toEqual({
      problem: expect.stringContaining('is not a path inside the submission.'),
    })
  })

  test('a name that is too long', () => {
    expect(readOwnFile(folder, 'x'.repeat(5000), KB)).toEqual({
      problem: expect.stringContaining('too long'),
    })
  })

  test.skipIf(process.getuid?.() !== 0)('a file without permission, for one who is not the root', () => {
    const root = submission((full) => {
      writeFileSync(full, 'x')
      chmodSync(full, 0o000)
    })
    for (const open of [folder, root]) chmodSync(open, 0o755)
    const program = `import { readOwnFile } from ${JSON.stringify(import.meta.resolve('./own-file.ts'))}
      console.log(JSON.stringify(readOwnFile(${JSON.stringify(root)}, ${JSON.stringify(path)}, 99)))`
    const flags = ['--no-warnings', '--input-type=module-typescript', '-e', program]
    const said = execFileSync(pinnedNode()!, flags, { uid: 65534, gid: 65534, encoding: 'utf8', cwd: '/' })
    expect(JSON.parse(said)).toEqual({ problem: `${path} may not be read: its permissions forbid it.` })
  })
})

test('a file that grows all the time is given up at the limit', async () => {
  const root = submission(write('x'))
  const full = join(root, path)
  const grower = spawn('sh', ['-c', `while :; do head -c 100000 /dev/zero | tr '\\0' x >> '${full}'; done`])
  try {
    await expect
      .poll(() => readOwnFile(root, path, 64 * KB))
      .toEqual({ problem: expect.stringContaining('larger') })
  } finally {
    grower.kill('SIGKILL')
    await once(grower, 'exit')
  }
})

test.skipIf(process.platform === 'win32')(
  'having no file descriptors left is no fault of the student',
  () => {
    const root = submission(write('x'))
    const program = `import { readOwnFile } from ${JSON.stringify(import.meta.resolve('./own-file.ts'))}
    import { openSync } from 'node:fs'
    readOwnFile(${JSON.stringify(root)}, ${JSON.stringify(path)}, 99)
    try { for (;;) openSync('/dev/null') } catch {}
    try { console.log(readOwnFile(${JSON.stringify(root)}, ${JSON.stringify(path)}, 99)) }
    catch (error) { console.log(error.name, error.message) }`
    const script = `ulimit -n 64; exec "$0" --no-warnings --input-type=module-typescript -e "$1"`
    const said = execFileSync('sh', ['-c', script, pinnedNode()!, program], { encoding: 'utf8' })
    expect(said.trim()).toBe(`GraderFault ${path} could not be read here: EMFILE`)
  },
)

/** Only the root can make one; for others a link to one has to do. */
function makeDevice(full: string): void {
  try {
    execFileSync('mknod', [full, 'c', '1', '5'], { stdio: 'ignore' })
    closeSync(openSync(full, 'r'))
  } catch {
    rmSync(full, { force: true })
    symlinkSync('/dev/zero', full)
  }
}
