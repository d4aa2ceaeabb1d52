import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import { importsOf, isTest, sourceTree } from './staff/source/imports.ts'

/** The rooms of the engine, from the ground up. */
const engine = ['course', 'sandbox', 'running', 'feedback', 'grading', 'report']

/**
 * The rooms of the house and the doors that lead out of each: the table of CONTRIBUTING.md. A file belongs to
 * the first room whose pattern fits; it may import from its own room and from those listed, and types (`import type`,
 * which leave nothing in the program) from `typeDoors` too.
 */
const rooms: { name: string; files: RegExp; doors: string[]; typeDoors?: string[]; libraries?: RegExp }[] = [
  { name: 'kit', files: /^exercises\/kit\//, doors: [], libraries: /^seedrandom$/ },
  { name: 'data', files: /^exercises\/data\//, doors: ['kit'] },
  { name: 'spec', files: /^harness\/engine\/spec\//, doors: ['kit'], libraries: /^(fast-check|node:util)$/ },
  { name: 'course', files: /^harness\/engine\/course\//, doors: [] },
  { name: 'sandbox', files: /^harness\/engine\/sandbox\//, doors: ['kit', 'spec', 'course', 'launcher'] },
  { name: 'running', files: /^harness\/engine\/running\//, doors: ['kit', 'spec', 'course'] },
  { name: 'feedback', files: /^harness\/engine\/feedback\//, doors: ['spec', 'course', 'running'] },
  {
    name: 'grading',
    files: /^harness\/engine\/grading\//,
    doors: ['kit', 'spec', 'course', 'sandbox', 'running', 'feedback'],
  },
  {
    name: 'report',
    files: /^harness\/engine\/report\//,
    doors: ['course', 'feedback', 'grading', 'launcher'],
  },
  { name: 'testing', files: /^harness\/engine\/testing\//, doors: ['kit', 'spec', ...engine] },
  {
    name: 'launcher',
    files: /^harness\/(neurograde|pinned-node|compile-cache)\./,
    doors: [],
    libraries: /^node:/,
  },
  {
    name: 'properties',
    files: /^exercises\/\d\d-[^/]+\/[^/]+\.(visible|takes|test)\.ts$/,
    doors: ['kit', 'data', 'spec', 'testing', 'exercises'],
  },
  { name: 'exercises', files: /^exercises\/\d\d-/, doors: ['kit'], libraries: /^(ml-matrix|seedrandom)$/ },
  {
    name: 'exemplars',
    files: /^solutions\/\d\d-[^/]+\/(alternatives\/)?[^/.]+\.ts$/,
    doors: ['kit'],
    // The types of results, which the stub declares.
    typeDoors: ['exercises'],
    libraries: /^(ml-matrix|seedrandom)$/,
  },
  {
    name: 'answer key',
    files: /^solutions\//,
    doors: ['kit', 'data', 'spec', 'testing', 'reference', 'exercises', 'properties', 'exemplars'],
  },
  { name: 'reference', files: /^reference\//, doors: ['kit', 'data'] },
  { name: 'student', files: /^harness\/student\//, doors: ['kit', 'spec', ...engine] },
  { name: 'source', files: /^harness\/staff\/source\//, doors: ['course', 'grading'] },
  {
    name: 'staff/answer-key',
    files: /^harness\/staff\/answer-key\//,
    doors: ['kit', 'spec', ...engine, 'source'],
  },
  {
    name: 'staff/grade',
    files: /^harness\/staff\/grade\//,
    doors: ['spec', ...engine, 'staff/answer-key'],
  },
  {
    name: 'staff/shapes',
    files: /^harness\/staff\/shapes\//,
    doors: ['kit', 'data', 'spec', 'reference', 'staff/answer-key', ...engine],
  },
  {
    name: 'staff/mutants',
    files: /^harness\/staff\/mutants\//,
    doors: ['kit', 'spec', ...engine, 'source', 'staff/answer-key'],
  },
  {
    name: 'staff',
    files: /^harness\/staff\//,
    doors: [
      'kit',
      'spec',
      ...engine,
      'launcher',
      'source',
      'staff/answer-key',
      'staff/grade',
      'staff/mutants',
    ],
  },
  {
    name: 'main',
    files: /^harness\/(main|ending(\.test)?|architecture\.test)\.ts$/,
    doors: ['course', 'report', 'student', 'staff', 'source', 'launcher'],
  },
]

const files = sourceTree(projectRoot, ['exercises', 'solutions', 'reference', 'harness'])
const roomOf = (file: string) => rooms.find((room) => room.files.test(file))

describe('the doors between the rooms', () => {
  test('every source file is in a room', () => {
    expect(files.filter((file) => !roomOf(file))).toEqual([])
  })

  test('imports go through the doors of the table', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file)!
      return importsOf(projectRoot, file).flatMap(({ target, specifier, line, isType }) => {
        if (target === undefined)
          return room.libraries && !isTest(file) && !room.libraries.test(specifier)
            ? [`${file}:${line} imports the library ${specifier}`]
            : []
        const to = roomOf(target)?.name
        const doors = [room.name, ...room.doors, ...(isType ? (room.typeDoors ?? []) : [])]
        return doors.includes(to ?? '') ? [] : [`${file}:${line} (${room.name}) imports ${target} (${to})`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('nobody imports main.ts', () => {
    const importers = files.flatMap((file) =>
      importsOf(projectRoot, file).filter(({ target }) => target === 'harness/main.ts'),
    )
    expect(importers).toEqual([])
  })

  test('an exercise imports earlier exercises only', () => {
    const later = files
      .filter((file) => /^(exercises|solutions)\/\d\d-/.test(file))
      .flatMap((file) =>
        importsOf(projectRoot, file).filter(({ target }) => {
          const [, slug = ''] = file.split('/')
          const [room, other = ''] = target?.split('/') ?? []
          return room === 'exercises' && /^\d\d-/.test(other) && other > slug
        }),
      )
    expect(later).toEqual([])
  })
})

describe('what must not reach a grade', () => {
  test('no clock, chance or locale in the property language, the reference and the answer key', () => {
    const banned = /Math\.random|Date\.now|new Date\(|toLocale|localeCompare|performance\.now/
    const guilty = files
      .filter(
        (file) => /^(reference|solutions|exercises|harness\/engine\/spec)\//.test(file) && !isTest(file),
      )
      .filter((file) => banned.test(withoutComments(readFileSync(join(projectRoot, file), 'utf8'))))
    // A mistake may be the use of them, and an accepted reading too.
    expect(
      guilty.filter((file) => !/\/(mistakes|alternatives)\/|\.(mistakes|alternatives)\.ts$/.test(file)),
    ).toEqual([])
  })
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}
