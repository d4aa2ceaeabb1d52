import { mistakes } from '#engine/spec/index.ts'
import { klGradient, tsne } from '#reference/manifold/tsne.ts'

const words = { says: 'does it wrong', explains: 'It is wrong.', asks: 'Is it right?' }

export default mistakes<typeof import('./exemplar.ts')>({
  'has-half-the-gradient': {
    ...words,
    caughtBy: 'gradient-matches-definition',
    exports: { klGradient: (P, Y) => klGradient(P, Y).map((row) => row.map((v) => v / 2)) },
  },
  'returns-the-start': {
    ...words,
    caughtBy: 'neighbours-stay-neighbours',
    exports: {
      tsne: (X, opt) => ({ ...tsne(X, { ...opt, iterations: 1, exaggerationIters: 0, learningRate: 1e-9 }) }),
    },
  },
})
