import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { digestOfFiles } from '#engine/grading/digests.ts'
import { filesReached, isTest, sourceTree } from './imports.ts'

/**
 * What was proven of an exercise, kept under a digest of all that the proof rests on, so that it is found again only
 * unchanged: what the prover and the answer key of the exercise import, however far, and the texts they read. The
 * folder is outside of node_modules: `npm ci` leaves it, and a workflow can restore it.
 */
export interface Proof<T> {
  /** What was proven before. */
  known: T | undefined
  keep(proven: T): void
}

/** The proof of a name for an exercise, by programs of ours. */
export function proofOf<T>(root: string, name: string, slug: string, provers: readonly string[]): Proof<T> {
  const own = sourceTree(root, [`exercises/${slug}`, `solutions/${slug}`]).filter((path) => !isTest(path))
  const code = filesReached(root, [...provers, ...own])
  const texts = [`exercises/${slug}/exercise.json`, `exercises/${slug}/README.md`, 'package-lock.json']
  const digest = digestOfFiles(
    root,
    [...code, ...texts].map((path) => join(root, path)),
  )
  const path = join(root, '.neurograde', 'proofs', `${name}-${slug}-${digest.slice(0, 32)}.json`)
  return {
    known: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined,
    keep: (proven) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify(proven))
    },
  }
}
