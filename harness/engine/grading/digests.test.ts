import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '../course/course.ts'
import { projectRoot } from '../course/root.ts'
import {
  courseDigest,
  digestOfFiles,
  digestOfTexts,
  sourceFiles,
  suiteDigest,
  textDigest,
} from './digests.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-digests-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** A tree of files; its paths in the order given. */
function tree(name: string, files: Record<string, string>): [string, string[]] {
  const root = join(folder, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return [root, Object.keys(files).map((path) => join(root, path))]
}

const digestOfTree = (name: string, files: Record<string, string>) => digestOfFiles(...tree(name, files))

describe('the digest of files', () => {
  const files = { 'a/x.ts': 'one\n', 'b.ts': 'two\n' }

  test('does not depend on where the tree stands nor on the order that files are named in', () => {
    expect(digestOfTree('here', files)).toBe(digestOfTree('there', files))
    const [root, paths] = tree('order', files)
    expect(digestOfFiles(root, [...paths].reverse())).toBe(digestOfFiles(root, paths))
  })

  test('does not depend on line endings, which differ between machines', () => {
    expect(digestOfTree('windows', { 'a/x.ts': 'one\r\n', 'b.ts': 'two\r\n' })).toBe(
      digestOfTree('unix', files),
    )
  })

  test('changes with a content, a path and the line between two files', () => {
    const digests = [
      digestOfTree('same', files),
      digestOfTree('content', { ...files, 'b.ts': 'tvo\n' }),
      digestOfTree('path', { 'a/x.ts': 'one\n', 'c.ts': 'two\n' }),
      digestOfTree('fewer', { 'a/x.ts': 'one\n' }),
      digestOfTree('border', { 'a/x.ts': 'one\nt', 'b.ts': 'wo\n' }),
    ]
    expect(new Set(digests).size).toBe(digests.length)
  })
})

test('the sources of a folder are its TypeScript files without tests', () => {
  const [root] = tree('sources', { 'a.ts': '', 'deep/b.ts': '', 'a.test.ts': '', 'a.json': '' })
  expect(sourceFiles(root).sort()).toEqual([join(root, 'a.ts'), join(root, 'deep', 'b.ts')])
})

test('the digest of a text does not see line endings', () => {
  expect(textDigest('a\r\nb\r\n')).toBe(textDigest('a\nb\n'))
  expect(textDigest('a\nb\n')).not.toBe(textDigest('a\nb'))
})

test('the digest of texts depends on their order', () => {
  expect(digestOfTexts(['a', 'b'])).not.toBe(digestOfTexts(['b', 'a']))
})

describe('the digests of this course', () => {
  const course = loadCourse(projectRoot)
  const [first, second] = course.exercises

  test('are SHA-256 in hexadecimal', () => {
    expect(courseDigest(course)).toMatch(/^[0-9a-f]{64}$/)
    expect(suiteDigest(course, first!, [])).toMatch(/^[0-9a-f]{64}$/)
  })

  test('are those of the whole course, whichever exercises were read', () => {
    const { exercises, ...part } = loadCourse(projectRoot, ['05'])
    expect(exercises).toHaveLength(1)
    expect(courseDigest({ exercises, ...part })).toBe(courseDigest(course))
  })

  test('differ between exercises, and between visible and hidden properties', () => {
    const hidden = join(projectRoot, 'solutions', first!.slug, `${first!.name}.hidden.ts`)
    const digests = [
      suiteDigest(course, first!, []),
      suiteDigest(course, second!, []),
      suiteDigest(course, first!, [hidden]),
    ]
    expect(new Set(digests).size).toBe(3)
  })
})
