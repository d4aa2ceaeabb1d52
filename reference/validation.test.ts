import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MLError } from '#kit'
import {
  checkBinary,
  checkEnough,
  checkFeatures,
  checkFinite,
  checkFiniteMat,
  checkFiniteOrMissing,
  checkFraction,
  checkIndex,
  checkIndices,
  checkLabels,
  checkNotEmpty,
  checkNotNegative,
  checkPaired,
  checkPairedClasses,
  checkPairedTargets,
  checkParam,
  checkPositive,
  checkRectangular,
  checkSameLength,
  checkWhole,
} from './validation.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number

test.each<[string, () => void]>([
  ['a list with an entry, though it be undefined', () => checkNotEmpty([undefined], 'a')],
  ['two lists of one length', () => checkSameLength([1, 2], ['a', 'b'], 'a', 'b')],
  ['two empty lists', () => checkSameLength([], [], 'a', 'b')],
  [
    'rows of one length',
    () =>
      checkRectangular(
        [
          [1, 2],
          [3, 4],
        ],
        'X',
      ),
  ],
  ['rows of the length asked for', () => checkRectangular([[1, 2]], 'X', 2)],
  ['a matrix without rows, whatever the columns', () => checkRectangular([], 'X', 3)],
  ['numbers, also huge and negative zero', () => checkFinite([Number.MAX_VALUE, -0], 'x')],
  ['a matrix of numbers', () => checkFiniteMat([[1], [2]], 'X')],
  ['a condition that holds', () => checkParam(true, 'never')],
  ['a whole number that is large enough', () => checkWhole(2, 2, 'k')],
  ['a whole number that is not too large', () => checkWhole(4, 2, 'k', 4)],
  ['a number above 0', () => checkPositive(1e-300, 'C')],
  ['no penalty', () => checkNotNegative(0, 'alpha')],
  ['the first index', () => checkIndex(0, 1, 'a')],
  ['the last index', () => checkIndex(4, 5, 'a')],
  ['a fraction', () => checkFraction(0.5, 'p')],
  ['nothing', () => checkFraction(0, 'p')],
  ['all of it', () => checkFraction(1, 'p')],
  ['enough', () => checkEnough(true, 'never')],
  ['labels of 0 and 1', () => checkBinary([0, 1, 1], 'y')],
  ['codes from 0 to K − 1', () => checkIndices([0, 2, 1], 3, 'codes')],
  ['no labels at all, where emptiness is checked elsewhere', () => checkBinary([], 'y')],
  ['paired targets', () => checkPairedTargets([1, 2], [3, 4])],
  ['features', () => checkFeatures([[1, 2]])],
  ['paired labels of either kind', () => checkPaired(['a', 'b'], ['b', 'b'], 'a', 'b')],
  ['two lists of one length that belong together', () => checkPaired([1], ['a'], 'X', 'y')],
  ['classes, named by strings here and by numbers there', () => checkPairedClasses(['a'], [1])],
  ['NaN where it stands for a missing value', () => checkFiniteOrMissing([[nan, 1]], 'X')],
  ['labels that are all numbers', () => checkLabels([1, -0.5], 'y')],
  ['labels that are all strings', () => checkLabels(['1', ''], 'y')],
  ['no labels, where emptiness is checked elsewhere: of one kind', () => checkLabels([], 'y')],
])('%s passes', (_, check) => {
  expect(check).not.toThrow()
})

test.each<[string, string, string, () => void]>([
  ['an empty list', 'EMPTY', 'y has no entries', () => checkNotEmpty([], 'y')],
  ['two lengths', 'SHAPE', 'a has 2 entries, b has 1', () => checkSameLength([1, 2], [1], 'a', 'b')],
  ['a short row', 'SHAPE', 'row 1 of X has 1 columns, not 2', () => checkRectangular([[1, 2], [3]], 'X')],
  [
    'a first row too long',
    'SHAPE',
    'row 0 of X has 2 columns, not 1',
    () => checkRectangular([[1, 2]], 'X', 1),
  ],
  ['NaN', 'NON_FINITE', 'x holds NaN or an infinity', () => checkFinite([1, nan], 'x')],
  ['an infinity', 'NON_FINITE', 'x holds NaN or an infinity', () => checkFinite([-infinity], 'x')],
  ['NaN in a later row', 'NON_FINITE', 'X holds NaN or an infinity', () => checkFiniteMat([[1], [nan]], 'X')],
  ['a condition that fails', 'PARAM', 'k is odd', () => checkParam(false, 'k is odd')],
  [
    'a code of K',
    'PARAM',
    'codes holds something other than the whole numbers 0 … 2',
    () => checkIndices([3], 3, 'codes'),
  ],
  ['half a code', 'PARAM', 'codes holds', () => checkIndices([0.5], 3, 'codes')],
  ['a number that is too small', 'PARAM', 'a whole number from 2, not 1', () => checkWhole(1, 2, 'k')],
  [
    'a number that is too large',
    'PARAM',
    'k must be a whole number in 2 … 4, not 5',
    () => checkWhole(5, 2, 'k', 4),
  ],
  ['nothing where there must be something', 'PARAM', 'C must be above 0, not 0', () => checkPositive(0, 'C')],
  ['infinitely much', 'PARAM', 'C must be above 0, not Infinity', () => checkPositive(infinity, 'C')],
  ['a negative penalty', 'PARAM', 'alpha must be at least 0, not -1', () => checkNotNegative(-1, 'alpha')],
  ['a penalty of NaN', 'PARAM', 'not NaN', () => checkNotNegative(nan, 'alpha')],
  ['half a number', 'PARAM', 'k must be a whole number', () => checkWhole(2.5, 2, 'k')],
  ['NaN for a whole number', 'PARAM', 'not NaN', () => checkWhole(nan, 0, 'k')],
  ['an index below 0', 'PARAM', 'a must be a whole number in 0 … 4, not -1', () => checkIndex(-1, 5, 'a')],
  ['an index that is too large', 'PARAM', 'not 5', () => checkIndex(5, 5, 'a')],
  ['half an index', 'PARAM', 'not 0.5', () => checkIndex(0.5, 5, 'a')],
  ['less than nothing', 'PARAM', 'p must lie in 0 … 1', () => checkFraction(-0.1, 'p')],
  ['more than all', 'PARAM', 'not 1.5', () => checkFraction(1.5, 'p')],
  ['NaN for a fraction', 'PARAM', 'not NaN', () => checkFraction(nan, 'p')],
  ['too few', 'NOT_ENOUGH_SAMPLES', '2 are needed', () => checkEnough(false, '2 are needed')],
  ['a label of 2', 'PARAM', 'y holds something other than 0 and 1', () => checkBinary([0, 2], 'y')],
  ['the label "1"', 'PARAM', 'y holds something other than 0 and 1', () => checkBinary(['1'], 'y')],
  ['targets without samples', 'EMPTY', 'yTrue and yPred have no entries', () => checkPairedTargets([], [])],
  ['no predictions', 'SHAPE', 'yTrue has 1 entries, yPred has 0', () => checkPairedTargets([1], [])],
  ['no targets', 'SHAPE', 'yTrue has 0 entries, yPred has 1', () => checkPairedTargets([], [1])],
  ['a NaN target', 'NON_FINITE', 'yTrue holds NaN', () => checkPairedTargets([nan], [1])],
  ['a NaN prediction', 'NON_FINITE', 'yPred holds NaN', () => checkPairedTargets([1], [nan])],
  ['no feature rows', 'EMPTY', 'X has no entries', () => checkFeatures([])],
  ['ragged features', 'SHAPE', 'row 1 of Z has 2 columns, not 1', () => checkFeatures([[1], [1, 2]], 'Z')],
  ['features with NaN', 'NON_FINITE', 'X holds NaN', () => checkFeatures([[nan]])],
  ['a pair of nothing', 'EMPTY', 'x and y have no entries', () => checkPaired([], [], 'x', 'y')],
  [
    'a pair of which one is missing',
    'SHAPE',
    'x has 1 entries, y has 0',
    () => checkPaired([1], [], 'x', 'y'),
  ],
  [
    'an infinity beside a missing value',
    'NON_FINITE',
    'X holds an infinity',
    () => checkFiniteOrMissing([[nan], [-infinity]], 'X'),
  ],
  ['classes without samples', 'EMPTY', 'yTrue and yPred have no entries', () => checkPairedClasses([], [])],
  ['more classes than predictions', 'SHAPE', 'yTrue has 2', () => checkPairedClasses([1, 2], [1])],
  ['a true class of NaN', 'NON_FINITE', 'yTrue holds NaN', () => checkPairedClasses([nan], [1])],
  ['predictions of two kinds', 'PARAM', 'yPred mixes', () => checkPairedClasses([1, 2], [1, 'a'])],
  ['a label that is NaN', 'NON_FINITE', 'y holds NaN', () => checkLabels([1, nan], 'y')],
  ['labels of two types', 'PARAM', 'y mixes numbers and strings', () => checkLabels([1, '1'], 'y')],
])('%s is refused with %s: %s', (_, code, message, check) => {
  expect(check).toThrow(MLError)
  expect(check).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
})

test('of two faults the one that comes first in the order is named: EMPTY, SHAPE, NON_FINITE', () => {
  expect(() => checkPairedTargets([nan, 1], [1])).toThrow(expect.objectContaining({ code: 'SHAPE' }))
  expect(() => checkFeatures([[nan], [1, 2]])).toThrow(expect.objectContaining({ code: 'SHAPE' }))
})

test('one bad number anywhere in a matrix is found', () => {
  const anywhere = fc.tuple(fc.nat(5), fc.nat(3), fc.constantFrom(nan, infinity, -infinity))
  fc.assert(
    fc.property(anywhere, ([row, column, bad]) => {
      const X = Array.from({ length: 6 }, () => [1, 2, 3, 4])
      expect(() => checkFeatures(X)).not.toThrow()
      X[row]![column] = bad
      expect(() => checkFeatures(X)).toThrow(expect.objectContaining({ code: 'NON_FINITE' }))
    }),
    { seed: 1 },
  )
})

test('one row of another length anywhere in a matrix is found', () => {
  fc.assert(
    fc.property(fc.nat(5), fc.constantFrom(0, 1, 3), (row, length) => {
      const X = Array.from({ length: 6 }, () => [1, 2])
      X[row] = Array<number>(length).fill(1)
      expect(() => checkRectangular(X, 'X')).toThrow(expect.objectContaining({ code: 'SHAPE' }))
      expect(() => checkRectangular(X, 'X', 2)).toThrow(`row ${row} of X has ${length} columns, not 2`)
    }),
    { seed: 1 },
  )
})
