import { type KnnModel, type Mat, MLError } from '#kit'
import { fitKnn, predictKnn } from '../neighbors/knn.ts'
import { checkFiniteMat, checkNotEmpty, checkRectangular, checkSameLength } from '../validation.ts'
import { imageFeatures } from './convolution.ts'

const K = 3
const POOL_SIZE = 2

/**
 * A classifier of images: 3 nearest neighbours on the features of each image, pooled over 2 × 2.
 *
 * @param images n images of one size, n ≥ 3
 * @param labels n labels
 * @param kernels at least one
 * @returns the features of the images and their labels, in their order
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function trainDigitClassifier(images: Mat[], labels: number[], kernels: Mat[]): KnnModel {
  if (images.length === 0 && labels.length === 0) throw new MLError('EMPTY', 'there are no images')
  checkSameLength(images, labels, 'images', 'labels')
  for (const image of images) checkNotEmpty(image, 'an image')
  for (const image of images) {
    checkSameLength(images[0]!, image, 'the first image', 'another')
    checkRectangular(image, 'an image', images[0]![0]!.length)
  }
  for (const image of images) checkFiniteMat(image, 'an image')
  return fitKnn(featuresOf(images, kernels), labels, { k: K })
}

/**
 * The digit that each image shows.
 *
 * @param kernels those that the model was trained with
 * @returns one label an image, of equal votes the smallest; `[]` for no images
 * @throws MLError EMPTY, SHAPE (images with more or fewer features than the model has), NON_FINITE, PARAM
 */
export function recognise(m: KnnModel, images: Mat[], kernels: Mat[]): number[] {
  return predictKnn(m, featuresOf(images, kernels)).map(Number)
}

function featuresOf(images: Mat[], kernels: Mat[]): Mat {
  return images.map((image) => imageFeatures(image, kernels, POOL_SIZE))
}
