import type { Seed, Vec } from '#kit'
import { checkFraction, checkNotNegative, checkParam, checkPositive, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

/** A wave of admissions: a Gaussian on top of the usual rate. */
export interface Wave {
  /** The day of most admissions. */
  peakDay: number
  /** Standard deviation, days. */
  widthDays: number
  /** How many times the usual admissions come on top at the peak. */
  height: number
}

/** A patient's stay: the day of admission, and the length of stay in days. */
export interface Stay {
  /** A whole number; negative for whoever is there when counting starts. */
  admit: number
  /** A whole number from 1. The bed is taken on the days admit … admit + los − 1. */
  los: number
}

export interface Hospital {
  /** Every stay, in the order of admission; those of patients who are there from before have a negative day. */
  stays: Stay[]
  /** What is planted: the expected number of admissions on each day. */
  truth: { admissionRate: Vec }
}

export interface HospitalOptions {
  days: number
  /** Mean admissions a day. */
  lambda?: number
  /** Size of the weekly rhythm, as a fraction of lambda, 0 … 1. */
  weekly?: number
  /** Median length of stay, days. */
  losMedian?: number
  /** SD of the natural logarithm of the length of stay. */
  losSigma?: number
  wave?: Wave
}

const BURN_IN_DAYS = 60

/**
 * Patients of a hospital: Poisson admissions with mean lambda · (1 + weekly · cos(2π · day / 7)) · wave, and stays
 * of max(1, round(log-normal)) days. It opens 60 days before the first day that counts.
 *
 * The standard stay has median 5 and quartiles 3 and 9 days (patients with COVID-19 outside China); for intensive
 * care use median 7 and sigma 0.75.
 *
 * The first days are the same for any number of days.
 *
 * @throws MLError PARAM
 * @see Rees et al. 2020, BMC Medicine 18:270
 */
export function hospital(seed: Seed, opt: HospitalOptions): Hospital {
  const { days, lambda = 12, weekly = 0.2, losMedian = 5, losSigma = 0.81, wave } = opt
  checkWhole(days, 1, 'days')
  checkNotNegative(lambda, 'lambda')
  checkFraction(weekly, 'weekly')
  checkPositive(losMedian, 'losMedian')
  checkNotNegative(losSigma, 'losSigma')
  if (wave) checkParam(wave.widthDays > 0 && wave.height >= 0, 'a wave has a width and a height')
  const rate = (day: number) => {
    const rhythm = 1 + weekly * Math.cos((2 * Math.PI * day) / 7)
    const surge = wave ? wave.height * Math.exp(-(((day - wave.peakDay) / wave.widthDays) ** 2) / 2) : 0
    return lambda * rhythm * (1 + surge)
  }
  const random = stream(seed, 'hospital')
  const stays: Stay[] = []
  for (let admit = -BURN_IN_DAYS; admit < days; admit++)
    for (let patients = random.poisson(rate(admit)); patients > 0; patients--)
      stays.push({ admit, los: drawStay(random, losMedian, losSigma) })
  return {
    stays,
    truth: { admissionRate: Array.from({ length: days }, (_, day) => rate(day)) },
  }
}

/** Days; the log-normal of a huge sigma may be infinite. */
function drawStay(random: Stream, median: number, sigma: number): number {
  const days = Math.round(random.lognormal(median, sigma))
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, days))
}
