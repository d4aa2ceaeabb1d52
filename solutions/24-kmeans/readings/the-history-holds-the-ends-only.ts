import type { KMeansResult } from '#exercises/24-kmeans/kmeans.ts'
import type { Mat } from '#kit'
import * as exemplar from '../kmeans.ts'

export function kmeans(X: Mat, init: Mat, opt?: { maxIter?: number }): KMeansResult {
  const result = exemplar.kmeans(X, init, opt)
  return { ...result, inertiaHistory: [result.inertiaHistory[0]!, result.inertia] }
}
