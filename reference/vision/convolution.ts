import type { Mat, Vec } from '#kit'
import { checkFeatures, checkFiniteMat, checkNotEmpty, checkParam, checkRectangular } from '../validation.ts'

/**
 * The response of a filter at every place where it fits: out[i][j] = Σ image[i + a][j + b] · kernel[a][b].
 *
 * This is cross-correlation, as convolution is understood in deep learning: the kernel is not flipped.
 *
 * @param image h × w
 * @param kernel r × s, with 1 ≤ r ≤ h and 1 ≤ s ≤ w
 * @returns (h − r + 1) × (w − s + 1)
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (a kernel that is empty or larger than the image)
 * @see SciPy `correlate2d(mode='valid')`; PyTorch `conv2d`
 */
export function conv2d(image: Mat, kernel: Mat): Mat {
  checkFilters(image, [kernel])
  const [height, width] = [image.length - kernel.length + 1, image[0]!.length - kernel[0]!.length + 1]
  return grid(height, width, (i, j) => {
    let sum = 0
    for (const [a, weights] of kernel.entries())
      for (const [b, weight] of weights.entries()) sum += image[i + a]![j + b]! * weight
    return sum
  })
}

/**
 * What is above 0 in a map; 0 elsewhere.
 *
 * @returns the shape of the map; `[]` for an empty one
 * @throws MLError SHAPE, NON_FINITE
 */
export function relu(map: Mat): Mat {
  checkRectangular(map, 'map')
  checkFiniteMat(map, 'map')
  return map.map((row) => row.map((value) => Math.max(0, value)))
}

/**
 * The largest value of every square of `size` × `size`, from the top left on. What is left at the right and the
 * bottom is dropped.
 *
 * @param map h × w
 * @param size a whole number from 1 to min(h, w)
 * @returns ⌊h / size⌋ × ⌊w / size⌋
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see PyTorch `max_pool2d`
 */
export function maxPool2d(map: Mat, size: number): Mat {
  checkFeatures(map, 'map')
  checkPoolSize(map.length, map[0]!.length, size)
  const [height, width] = [Math.floor(map.length / size), Math.floor(map[0]!.length / size)]
  return grid(height, width, (i, j) => {
    const rows = map.slice(i * size, (i + 1) * size)
    return Math.max(...rows.flatMap((row) => row.slice(j * size, (j + 1) * size)))
  })
}

/**
 * What a classifier sees of an image: for each kernel convolution, then ReLU, then max pooling.
 *
 * @param kernels at least one
 * @returns the pooled maps one after the other, in the order of the kernels, each row by row
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function imageFeatures(image: Mat, kernels: Mat[], poolSize: number): Vec {
  checkFilters(image, kernels)
  for (const kernel of kernels)
    checkPoolSize(image.length - kernel.length + 1, image[0]!.length - kernel[0]!.length + 1, poolSize)
  return kernels.flatMap((kernel) => maxPool2d(relu(conv2d(image, kernel)), poolSize).flat())
}

/** EMPTY, SHAPE, NON_FINITE of everything before the PARAM of anything. */
function checkFilters(image: Mat, kernels: Mat[]): void {
  checkNotEmpty(image, 'image')
  checkNotEmpty(kernels, 'kernels')
  for (const matrix of [image, ...kernels]) checkRectangular(matrix, 'an image or kernel')
  for (const matrix of [image, ...kernels]) checkFiniteMat(matrix, 'an image or kernel')
  for (const kernel of kernels) {
    const [rows, columns] = [kernel.length, kernel[0]?.length ?? 0]
    checkParam(rows > 0 && columns > 0, 'a kernel is empty')
    checkParam(
      rows <= image.length && columns <= image[0]!.length,
      `a kernel of ${rows} × ${columns} does not fit an image of ${image.length} × ${image[0]!.length}`,
    )
  }
}

function checkPoolSize(height: number, width: number, size: number): void {
  checkParam(
    Number.isInteger(size) && size >= 1 && size <= Math.min(height, width),
    `the pool size must be a whole number in 1 … ${Math.min(height, width)}, not ${size}`,
  )
}

function grid(height: number, width: number, value: (i: number, j: number) => number): Mat {
  return Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => value(i, j)))
}
