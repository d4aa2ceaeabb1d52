import type { LinearModel, Mat, Vec } from '#kit'
import { fitLinear, predictLinear } from '../linear-model/linear.ts'
import { checkEnough, checkFinite, checkNotEmpty, checkNotNegative, checkWhole } from '../validation.ts'

/**
 * A series as a table to learn from: each row holds `nLags` values in a row, from the oldest to the newest, and
 * its target is the value `horizon` steps after the newest.
 *
 * @param series n values, one a step
 * @param nLags from 1
 * @param horizon from 1
 * @returns n − nLags − horizon + 1 rows; `origin[i]` is the index of the newest value in row i
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES (too short for one row)
 * @example makeLagged([1, 2, 3, 4, 5], 2, 1) // X [[1, 2], [2, 3], [3, 4]], y [3, 4, 5], origin [1, 2, 3]
 */
export function makeLagged(
  series: Vec,
  nLags: number,
  horizon: number,
): { X: Mat; y: Vec; origin: number[] } {
  checkSeries(series, nLags, horizon)
  const nRows = series.length - nLags - horizon + 1
  checkEnough(nRows >= 1, `${series.length} values are too few for ${nLags} lags and horizon ${horizon}`)
  const origin = Array.from({ length: nRows }, (_, i) => i + nLags - 1)
  return {
    X: origin.map((t) => series.slice(t - nLags + 1, t + 1)),
    y: origin.map((t) => series[t + horizon]!),
    origin,
  }
}

/**
 * Learns to forecast the value `horizon` steps ahead from the last `nLags` values: `fitLinear` on `makeLagged`.
 *
 * @param alpha ridge penalty, at least 0
 * @returns nLags coefficients, for the oldest value to the newest, and the intercept
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 */
export function fitAutoregression(series: Vec, nLags: number, horizon: number, alpha = 0): LinearModel {
  checkSeries(series, nLags, horizon)
  checkNotNegative(alpha, 'alpha')
  const { X, y } = makeLagged(series, nLags, horizon)
  return fitLinear(X, y, { alpha })
}

/**
 * The forecast of an autoregression from the last values of a history; earlier ones don't count.
 *
 * @param history from the oldest value to the newest, at least as many as the model has coefficients
 * @throws MLError EMPTY, NON_FINITE (also of the model), NOT_ENOUGH_SAMPLES
 */
export function forecastAR(m: LinearModel, history: Vec): number {
  checkNotEmpty(history, 'history')
  checkFinite(history, 'history')
  checkFinite([...m.coef, m.intercept], 'the model')
  const nLags = m.coef.length
  checkEnough(history.length >= nLags, `${history.length} values are too few for ${nLags} lags`)
  return predictLinear(m, [history.slice(history.length - nLags)])[0]!
}

/** One forecast of a rolling origin, and what came. */
export interface RollingForecast {
  /** Index of the last value that was known. */
  origin: number
  forecast: number
  actual: number
}

/**
 * Forecasts as they would have been made: at every origin t, from initial − 1 on, an autoregression is fitted to
 * series[0 … t] alone, and forecasts series[t + horizon].
 *
 * @param opt.initial number of values that are known at the first origin, from 1
 * @param opt.alpha ridge penalty, at least 0, 0 by default
 * @returns one forecast per origin, as long as there is a value to compare with
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES (no origin left; `initial` too small for one row)
 * @see Tashman 2000, International Journal of Forecasting 16
 */
export function rollingOrigin(
  series: Vec,
  { nLags, horizon, initial, alpha = 0 }: { nLags: number; horizon: number; initial: number; alpha?: number },
): RollingForecast[] {
  checkSeries(series, nLags, horizon)
  checkWhole(initial, 1, 'initial')
  checkNotNegative(alpha, 'alpha')
  const nOrigins = series.length - horizon - initial + 1
  checkEnough(nOrigins >= 1, `${series.length} values leave no origin`)
  return Array.from({ length: nOrigins }, (_, i) => {
    const origin = initial - 1 + i
    const known = series.slice(0, origin + 1)
    const model = fitAutoregression(known, nLags, horizon, alpha)
    return { origin, forecast: forecastAR(model, known), actual: series[origin + horizon]! }
  })
}

function checkSeries(series: Vec, nLags: number, horizon: number): void {
  checkNotEmpty(series, 'series')
  checkFinite(series, 'series')
  checkWhole(nLags, 1, 'nLags')
  checkWhole(horizon, 1, 'horizon')
}
