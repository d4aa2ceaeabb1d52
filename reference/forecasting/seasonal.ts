import type { Vec } from '#kit'
import { mae } from '../losses/regression.ts'
import { checkEnough, checkFinite, checkNotEmpty, checkPairedTargets, checkWhole } from '../validation.ts'

/**
 * The forecast that it will be as it was: the value one season before the target, or as many whole seasons as
 * it takes to come to a value that is known.
 *
 * @param history from the oldest value to the newest, at least one season
 * @param season steps, from 1
 * @param horizon steps from the newest value to the target, from 1
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see Hyndman and Athanasopoulos 2021, Forecasting: Principles and Practice, section 5.2
 */
export function seasonalNaive(history: Vec, season: number, horizon: number): number {
  checkNotEmpty(history, 'history')
  checkFinite(history, 'history')
  checkWhole(season, 1, 'season')
  checkWhole(horizon, 1, 'horizon')
  checkEnough(history.length >= season, `${history.length} values are less than a season of ${season}`)
  const target = history.length - 1 + horizon
  return history[target - season * Math.ceil(horizon / season)]!
}

/**
 * Mean absolute scaled error: the mean absolute error of the forecasts, over that of the seasonal naive forecast
 * one season ahead within the training series.
 *
 * @param actual n values
 * @param forecast n forecasts of them
 * @param train the values that the forecasts were made from, more than one season
 * @param season steps, from 1
 * @returns at least 0; below 1 where the forecasts are better than the naive ones. Of a training series that
 *   repeats itself exactly 0 for perfect forecasts and Infinity for others.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see Hyndman and Koehler 2006, International Journal of Forecasting 22; sktime `mean_absolute_scaled_error`
 * @example mase([10, 12], [11, 11], [8, 9, 11, 10], 1) // 0.75
 */
export function mase(actual: Vec, forecast: Vec, train: Vec, season: number): number {
  checkNotEmpty(train, 'train')
  checkPairedTargets(actual, forecast)
  checkFinite(train, 'train')
  checkWhole(season, 1, 'season')
  checkEnough(train.length > season, `${train.length} values hold no pair that is ${season} apart`)
  const error = mae(actual, forecast)
  const naive = mae(train.slice(season), train.slice(0, -season))
  if (naive === 0) return error === 0 ? 0 : Number.POSITIVE_INFINITY
  return error / naive
}
