import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Attack, Place, Targets } from '../attack.ts'

const linkTo = (target: string) => (place: Place) => symlinkSync(target, place.file)

/** A submission's file that is none. */
export const files = ({ secretFile }: Targets): Attack[] => [
  { name: 'a link to the environment', place: linkTo('/proc/self/environ'), historic: true },
  { name: 'a link to the memory', place: linkTo('/proc/self/mem'), historic: true },
  { name: 'a link to an endless device', place: linkTo('/dev/zero'), historic: true },
  { name: 'a link to a terminal', place: linkTo('/dev/tty') },
  { name: 'a link to a pipe of the grader', place: linkTo('/proc/self/fd/1') },
  { name: 'a link to all of the kernel', place: linkTo('/proc/kcore') },
  { name: 'a link to the secret', place: linkTo(secretFile) },
  { name: 'a link to itself', place: ({ file }) => symlinkSync(file, file) },
  {
    name: 'a link to what is right',
    place: ({ file, elsewhere, exemplar }) => {
      writeFileSync(join(elsewhere, 'right.ts'), exemplar)
      symlinkSync(join(elsewhere, 'right.ts'), file)
    },
  },
  {
    name: 'a chain of links',
    place: ({ file, elsewhere, exemplar }) => {
      writeFileSync(join(elsewhere, 'l0'), exemplar)
      for (let i = 0; i < 30; i++) symlinkSync(join(elsewhere, `l${i}`), join(elsewhere, `l${i + 1}`))
      symlinkSync(join(elsewhere, 'l30'), file)
    },
  },
  {
    name: 'a linked folder on the way',
    place: ({ file, elsewhere, exemplar }) => {
      writeFileSync(join(elsewhere, basename(file)), exemplar)
      rmSync(dirname(file), { recursive: true })
      symlinkSync(elsewhere, dirname(file))
    },
  },
  {
    name: 'an import of a link',
    place: ({ file }) => {
      symlinkSync(secretFile, join(dirname(file), 'other.ts'))
      writeFileSync(file, "export * from './other.ts'")
    },
  },
  { name: 'a hard link to the secret', place: ({ file }) => linkSync(secretFile, file) },
  {
    name: 'a pipe',
    place: ({ file }) => void execFileSync('/usr/bin/env', ['mkfifo', file]),
    historic: true,
  },
  { name: 'a folder', place: ({ file }) => mkdirSync(file) },
  {
    name: 'a folder that is a file',
    place: ({ file }) => {
      rmSync(dirname(file), { recursive: true })
      writeFileSync(dirname(file), 'x')
    },
  },
  {
    name: 'a socket',
    place: ({ file }) =>
      void execFileSync(
        process.execPath,
        ['-e', "require('net').createServer().listen(process.argv[1], () => process.exit())", basename(file)],
        { cwd: dirname(file) },
      ),
  },
  {
    name: 'a file that may not be read',
    place: ({ file, text }) => {
      writeFileSync(file, text)
      chmodSync(file, 0)
    },
  },
  { name: 'UTF-16', place: ({ file, exemplar }) => writeFileSync(file, `\ufeff${exemplar}`, 'utf16le') },
  {
    name: 'bytes that are no text',
    place: ({ file }) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0])),
  },
  { name: 'nothing', text: '' },
  { name: 'zeros', text: '\0'.repeat(10_000) },
]
