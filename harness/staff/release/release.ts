import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Course, CourseError } from '#engine/course/course.ts'
import { HANDED_OUT } from '#engine/course/student-tree.ts'
import { handedOut } from './handed-out.ts'
import { studentLock, studentPackage } from './package.ts'

/** What students get, besides the files of `templates/repository`. Tests of ours stay with us. */
const rooms = [
  'exercises',
  'harness/engine',
  'harness/student',
  'harness/main.ts',
  'harness/ending.ts',
  'harness/neurograde.js',
  'harness/compile-cache.js',
  'harness/pinned-node.js',
  'harness/pinned-node.d.ts',
  'templates/student',
  'tsconfig.json',
  'LICENSE',
]

/**
 * Writes the student tree into a folder that is new or empty.
 *
 * @throws CourseError when the folder holds anything
 */
export async function writeRelease(course: Course, folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CourseError(`${folder} is not empty. Give a new folder: a release never writes over anything.`)
  mkdirSync(folder, { recursive: true })
  const { root } = course
  const isOurTest = (path: string) =>
    path.startsWith(join(root, 'harness')) && /\.(test|fixture)\.ts$/.test(path)
  for (const room of rooms)
    cpSync(join(root, room), join(folder, room), { recursive: true, filter: (path) => !isOurTest(path) })
  cpSync(join(root, 'templates', 'repository'), folder, { recursive: true })
  // npm and git treat a file of this name in a package as their own, so the template goes without the dot.
  renameSync(join(folder, 'gitignore'), join(folder, '.gitignore'))
  writeJson(join(folder, 'package.json'), studentPackage(readJson(join(root, 'package.json'))))
  writeJson(join(folder, 'package-lock.json'), studentLock(readJson(join(root, 'package-lock.json'))))
  // Last, since it holds the digests of the others.
  writeJson(join(folder, HANDED_OUT), await handedOut(course, folder))
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
