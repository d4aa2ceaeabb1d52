export { trustworthiness } from '#reference/manifold/trustworthiness.ts'
export { klDivergence, klGradient, lowDimAffinities, tsne } from '#reference/manifold/tsne.ts'
