export {
  componentsFor,
  fitPca,
  pcaInverse,
  pcaTransform,
  reconstructionError,
} from '#reference/decomposition/pca.ts'
