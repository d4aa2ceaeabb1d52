import { existsSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CourseError, type Exercise } from '#engine/course/course.ts'
import type { MistakeBank } from '#engine/grading/diagnose.ts'
import { assembleSuite, loadVisible, type Suite } from '#engine/grading/suite.ts'
import type { Mistake, Sentence, Takes } from '#engine/spec/index.ts'

type Module = Record<string, unknown>

/** Everything the staff side knows of one exercise. */
export interface AnswerKey {
  exercise: Exercise
  suite: Suite
  exemplar: Module
  alternatives: Record<string, Module>
  /** Accepted readings of the statement, as parts of a module. */
  readings: Record<string, Module>
  mistakes: Record<string, Mistake<Module>>
  bank: MistakeBank
  /** What the functions take: where it is declared, kinds of stress follow from it. */
  takes: Takes | undefined
  /** Kinds of stress that are not tried on a function, with the reason: `fitLogistic/whole-range`. */
  excused: Record<string, string>
  /** What holds each sentence of the statement; exercises without that file are not held to it yet. */
  sentences: Record<string, Sentence> | undefined
}

/** Loads the answer key of an exercise from `solutions/`. */
export async function loadAnswerKey(root: string, exercise: Exercise): Promise<AnswerKey> {
  const folder = join(root, 'solutions', exercise.slug)
  const [visible, takes, exemplar, hidden, alternatives, readings, mistakes, sentences] = await Promise.all([
    loadVisible(exercise),
    loadIfThere(join(exercise.folder, `${exercise.name}.takes.ts`)),
    load(join(folder, `${exercise.name}.ts`), root),
    parts(folder, exercise.name, 'hidden'),
    wholes(folder, 'alternatives'),
    wholes(folder, 'readings'),
    parts(folder, exercise.name, 'mistakes'),
    loadIfThere(join(folder, `${exercise.name}.sentences.ts`)),
  ])
  const bank = merged(mistakes, 'default') as AnswerKey['mistakes']
  return {
    exercise,
    suite: assembleSuite(exercise, visible, merged(hidden, 'default') as Parameters<typeof assembleSuite>[2]),
    exemplar,
    alternatives,
    readings,
    mistakes: bank,
    bank: { exemplar, mistakes: bank, observe: merged(mistakes, 'observe') as MistakeBank['observe'] },
    takes: takes?.default as Takes | undefined,
    excused: merged(hidden, 'excused') as Record<string, string>,
    sentences: sentences?.default as AnswerKey['sentences'],
  }
}

/** The files of one part of an answer key: all in a folder of that name, or one file (`knn.hidden.ts`). */
export function filesOf(folder: string, name: string, part: string): string[] {
  const inFolder = join(folder, part)
  if (!existsSync(inFolder)) return [join(folder, `${name}.${part}.ts`)]
  return tsFilesIn(inFolder)
}

function tsFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => join(folder, file))
}

/** Modules that each hold some of a part. */
function parts(folder: string, name: string, part: string): Promise<Module[]> {
  return Promise.all(filesOf(folder, name, part).map((path) => load(path, folder)))
}

/** Modules that are each one whole, by the names of their files: `alternatives/one-loop.ts`. */
async function wholes(folder: string, part: string): Promise<Record<string, Module>> {
  if (!existsSync(join(folder, part))) return {}
  const files = tsFilesIn(join(folder, part))
  const modules = await Promise.all(files.map((path) => load(path, folder)))
  return Object.fromEntries(files.map((path, i) => [basename(path, '.ts'), { ...modules[i] }]))
}

/**
 * What several modules export under one name, joined.
 *
 * @throws CourseError for what stands in two of them: one of the two would be lost without a word
 */
function merged(modules: readonly Module[], name: string): Module {
  const all: Module = {}
  for (const module of modules)
    for (const [key, value] of Object.entries((module[name] ?? {}) as Module)) {
      if (Object.hasOwn(all, key) && all[key] !== value)
        throw new CourseError(`"${key}" stands in two files of an answer key.`)
      all[key] = value
    }
  return all
}

function load(path: string, root: string): Promise<Module> {
  if (!existsSync(path)) throw new CourseError(`${relative(root, path)} is missing.`)
  return import(pathToFileURL(path).href)
}

async function loadIfThere(path: string): Promise<Module | undefined> {
  return existsSync(path) ? import(pathToFileURL(path).href) : undefined
}
