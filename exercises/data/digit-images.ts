import type { Mat, Seed } from '#kit'
import { checkFraction, checkNotNegative, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

/** What is planted in one image. */
export interface PlantedDigit {
  digit: number
  /** Free columns to the left of the digit, and rows above it. */
  dx: number
  dy: number
  /** Grey level of the strokes before noise, 10 … 16. */
  ink: number
}

export interface DigitImages {
  /** n images of size × size grey levels: whole numbers from 0 (paper) to 16 (ink). */
  images: Mat[]
  /** n digits, 0 … 9. */
  y: number[]
  /** What is planted. */
  truth: PlantedDigit[]
}

export interface DigitImageOptions {
  n: number
  /** Width and height, a whole number from 8. */
  size?: number
  /** SD of the noise on every pixel, in grey levels. */
  noise?: number
  /** Probability that a pixel of a stroke is left out, 0 … 1. */
  dropout?: number
}

const WIDTH = 5
const HEIGHT = 7
const MAX_GREY = 16

/** The strokes of 0 … 9, side by side. */
const FONT = `
  .###. ..#.. .###. ##### ...#. ##### ..##. ##### .###. .###.
  #...# .##.. #...# ...#. ..##. #.... .#... ....# #...# #...#
  #..## ..#.. ....# ..#.. .#.#. ####. #.... ...#. #...# #...#
  #.#.# ..#.. ...#. ...#. #..#. ....# ####. ..#.. .###. .####
  ##..# ..#.. ..#.. ....# ##### ....# #...# .#... #...# ....#
  #...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ...#.
  .###. .###. ##### .###. ...#. .###. .###. .#... .###. .##..`
/** GLYPHS[digit][row][column] */
const GLYPHS = Array.from({ length: 10 }, (_, digit) =>
  FONT.trim()
    .split('\n')
    .map((line) => line.trim().split(' ')[digit]!),
)

/**
 * Small grey images of the digits 0 … 9, never at quite the same place.
 *
 * A digit of 5 × 7 pixels stands dx = 0 … size − 6 columns from the left and dy = 0 … size − 7 rows from the top;
 * each of its pixels is left out with probability `dropout`. Grey is ink or 0, plus noise · N(0, 1), rounded and
 * clipped to 0 … 16, the range of the digits of scikit-learn.
 *
 * The first images are the same for every n.
 *
 * @throws MLError PARAM
 */
export function digitImages(seed: Seed, options: DigitImageOptions): DigitImages {
  const { n, size = 10, noise = 1.5, dropout = 0.03 } = options
  checkWhole(n, 1, 'n')
  checkWhole(size, 8, 'size')
  checkNotNegative(noise, 'noise')
  checkFraction(dropout, 'dropout')
  const random = stream(seed, 'digit-images')
  const truth: PlantedDigit[] = []
  const images: Mat[] = []
  while (images.length < n) {
    const planted = {
      digit: random.int(10),
      dx: random.int(size - WIDTH),
      dy: random.int(size - HEIGHT + 1),
      ink: 10 + 6 * random.next(),
    }
    truth.push(planted)
    images.push(drawImage(random, planted, size, noise, dropout))
  }
  return { images, y: truth.map(({ digit }) => digit), truth }
}

function drawImage(random: Stream, planted: PlantedDigit, size: number, noise: number, dropout: number): Mat {
  const { digit, dx, dy, ink } = planted
  const isStroke = (i: number, j: number) => GLYPHS[digit]![i - dy]?.[j - dx] === '#'
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const grey = isStroke(i, j) && random.next() >= dropout ? ink : 0
      return Math.max(0, Math.min(MAX_GREY, Math.round(grey + noise * random.normal())))
    }),
  )
}
