import fc from 'fast-check'
import { gridVec, matches, oncePerCase, properties, property, seed, statistical } from '#engine/spec/index.ts'
import { createRng, type Mat } from '#kit'
import { jointProbabilities } from '#reference/manifold/affinities.ts'
import { trustworthiness } from '#reference/manifold/trustworthiness.ts'
import { klGradient } from '#reference/manifold/tsne.ts'

interface Clusters {
  seed: number
  n: number
}

/** Three clusters in 8 dimensions, 4 SD apart. */
const planted = oncePerCase(({ seed, n }: Clusters): Mat => {
  const random = createRng(`clusters ${seed}`)
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: 8 }, (_, j) => (j === i % 3 ? 4 : 0) + random.normal()),
  )
})

export default properties<typeof import('./exemplar.ts')>({
  'gradient-matches-definition': property({
    given: fc
      .record({
        seed: seed(),
        Y: fc.array(gridVec({ minLength: 2, maxLength: 2 }), { minLength: 6, maxLength: 10 }),
      })
      .map(({ seed, Y }) => {
        const random = createRng(`P ${seed}`)
        return {
          P: jointProbabilities(
            Y.map(() => [random.normal(), random.normal(), random.normal()]),
            3,
          ),
          Y,
        }
      }),
    runs: 30,
    holds: matches('klGradient', klGradient, { rel: 1e-6, abs: 1e-9 }),
  }),

  // Another right program draws another start and takes other steps, so single seeds differ: their median does not.
  'neighbours-stay-neighbours': statistical({
    given: Array.from({ length: 5 }, (_, seed): Clusters => ({ seed, n: 45 })),
    statistic: async ({ tsne }, clusters) => {
      const X = planted(clusters)
      const { Y } = await tsne(X, { perplexity: 10, iterations: 250, seed: clusters.seed })
      return trustworthiness(X, Y, 5)
    },
    summary: 'median',
    atLeast: 0.8,
    because: 'Neighbours in 8 dimensions must be neighbours in the plane: the trustworthiness is too low.',
    chance: { kind: 'normal' },
    measured: {
      reference: [0.967, 0.979],
      control: [0.477, 0.562],
      over: Array.from({ length: 12 }, (_, seed): Clusters => ({ seed, n: 45 })),
    },
    control: 'returns-the-start',
  }),
})
