export { extractNeuronFeatures } from '#reference/study/neuron-features.ts'
export { permutationImportance } from '#reference/study/permutation-importance.ts'
export { runStudy } from '#reference/study/run-study.ts'
