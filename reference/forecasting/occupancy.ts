import type { Stay } from '#data'
import { checkFinite, checkParam, checkWhole } from '../validation.ts'

export type { Stay }

/**
 * The number of occupied beds on each of the days 0 … days − 1. What lies outside these days is cut off.
 *
 * @param stays in any order; none leave all beds free
 * @param days at least 0
 * @returns one count per day
 * @throws MLError NON_FINITE, PARAM
 * @example occupancy([{ admit: 0, los: 2 }, { admit: 1, los: 1 }], 3) // [1, 2, 0]
 */
export function occupancy(stays: Stay[], days: number): number[] {
  for (const { admit, los } of stays) checkFinite([admit, los], 'a stay')
  for (const { admit, los } of stays) {
    checkParam(Number.isInteger(admit), `admit must be a whole number, not ${admit}`)
    checkWhole(los, 1, 'los')
  }
  checkWhole(days, 0, 'days')
  const beds = Array<number>(days).fill(0)
  for (const { admit, los } of stays)
    for (let day = Math.max(0, admit); day < Math.min(days, admit + los); day++) beds[day]!++
  return beds
}
