import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMatrix, anyNumber, anyVector } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import {
  binSpikes,
  calciumFeatures,
  deltaFOverF,
  firingRateHz,
  isiCv,
  meanPairwiseCorrelation,
} from './activity.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number

test.each<[string, string, () => unknown]>([
  ['NON_FINITE', 'a spike time of NaN', () => firingRateHz([nan], 1)],
  ['PARAM', 'a duration of 0', () => firingRateHz([], 0)],
  ['PARAM', 'a duration without end', () => firingRateHz([1], infinity)],
  ['PARAM', 'a spike after the end', () => firingRateHz([1.5], 1)],
  ['PARAM', 'a spike before the start', () => firingRateHz([-0.5], 1)],
  ['PARAM', 'spikes out of order', () => firingRateHz([0.5, 0.25], 1)],
  ['NON_FINITE', 'a spike time without end', () => isiCv([0, infinity])],
  ['PARAM', 'intervals of spikes out of order', () => isiCv([1, 0, 2])],
  ['NON_FINITE', 'a spike time to bin that is NaN', () => binSpikes([nan], 1, 2)],
  ['PARAM', 'bins of width 0', () => binSpikes([0], 0, 1)],
  ['PARAM', 'bins of width NaN', () => binSpikes([0], nan, 1)],
  ['PARAM', 'more bins than memory has', () => binSpikes([0], 1e-300, 8)],
  ['PARAM', 'bins below 0 wide', () => binSpikes([0], -1, 1)],
  ['PARAM', 'a negative duration to bin', () => binSpikes([], 1, -1)],
  ['PARAM', 'spikes to bin that are out of order', () => binSpikes([1, 0], 1, 2)],
  ['EMPTY', 'no fluorescence', () => deltaFOverF([])],
  ['NON_FINITE', 'fluorescence of NaN', () => deltaFOverF([1, nan])],
  ['PARAM', 'the percentile −1', () => deltaFOverF([1, 2], -1)],
  ['PARAM', 'the percentile 101', () => deltaFOverF([1, 2], 101)],
  ['PARAM', 'the percentile NaN', () => deltaFOverF([1, 2], nan)],
  ['PARAM', 'a baseline of 0', () => deltaFOverF([0, 0, 1])],
  ['PARAM', 'a baseline below 0', () => deltaFOverF([-1, 2], 0)],
  ['EMPTY', 'no traces', () => meanPairwiseCorrelation([])],
  ['EMPTY', 'traces without samples', () => meanPairwiseCorrelation([[], []])],
  ['SHAPE', 'ragged traces', () => meanPairwiseCorrelation([[1, 2], [1]])],
  ['NON_FINITE', 'a trace with an infinity', () => meanPairwiseCorrelation([[1], [infinity]])],
  ['NOT_ENOUGH_SAMPLES', 'one trace', () => meanPairwiseCorrelation([[1, 2]])],
  ['EMPTY', 'no pyramidal cells', () => calciumFeatures({ pyr: [], pv: [[1]] })],
  ['EMPTY', 'no PV cells', () => calciumFeatures({ pyr: [[1], [2]], pv: [] })],
  ['SHAPE', 'ragged PV traces', () => calciumFeatures({ pyr: [[1], [2]], pv: [[1], [1, 2]] })],
  ['NON_FINITE', 'a PV trace with NaN', () => calciumFeatures({ pyr: [[1], [2]], pv: [[nan]] })],
  ['NOT_ENOUGH_SAMPLES', 'one pyramidal cell', () => calciumFeatures({ pyr: [[1]], pv: [[1]] })],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any spikes have features, or are refused', () => {
  const train = fc.array(fc.nat(127), { maxLength: 20 }).map((ticks) => ticks.sort((a, b) => a - b))
  const times = fc.oneof(
    train.map((ticks) => ticks.map((k) => k / 16)),
    anyVector,
  )
  const seconds = fc.oneof(fc.constantFrom(0.5, 8, 1 / 3), anyNumber)
  // A bin of a trillionth of a second makes more counts than fit: no property comes near.
  const bins = fc.constantFrom(0.25, 0.1, 3, 0, -1, nan, infinity)
  const duration = fc.constantFrom(8, 7.7, 0, -1, nan, infinity)
  fuzz(firingRateHz, fc.tuple(times, seconds))
  fuzz(binSpikes, fc.tuple(times, bins, duration))
  fuzz(isiCv, fc.tuple(times), {
    isLegal: (cv, given) => Number.isNaN(cv) === (given.length < 3 || given[0] === given.at(-1)),
  })
})

test('any traces have features, or are refused', () => {
  fuzz(deltaFOverF, fc.tuple(anyVector, fc.oneof(fc.constant(20), anyNumber)))
  fuzz(meanPairwiseCorrelation, fc.tuple(anyMatrix))
  fuzz(calciumFeatures, fc.tuple(fc.record({ pyr: anyMatrix, pv: anyMatrix })))
})
