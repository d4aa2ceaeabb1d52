import type { Mat, Seed, Vec } from '#kit'
import { checkFraction, checkPositive, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

/** What is planted in one neuron: it fires b0 + modulation · cos(θ − preferred) spikes a second. */
export interface PlantedTuning {
  b0: number
  modulation: number
  /** Radians. */
  preferred: number
}

export interface MotorPopulation {
  /** Direction of each reach, radians in [0, 2π). */
  theta: Vec
  /** trials × 2: a unit vector in that direction. */
  velocity: Mat
  /** trials × N firing rates, Hz: spikes in a bin over its duration. */
  rates: Mat
  /** What is planted: how each neuron is tuned; modulation 0 means not at all. */
  truth: PlantedTuning[]
}

/**
 * A population of neurons in the motor cortex during reaches to targets on a circle: Poisson counts with mean
 * (b0 + modulation · cos(θ − preferred)) · bin, where b0 lies in 8 … 20 Hz, and modulation in 0.4 … 0.9 of it.
 *
 * The first trials are the same for any number of trials.
 *
 * @param opt.trials from 1
 * @param opt.N neurons, from 1
 * @param opt.fracTuned share of the neurons that are tuned, 0 … 1: exactly that, rounded down
 * @param opt.bin seconds over which spikes are counted, above 0
 * @param opt.directions number of targets, from 1
 * @throws MLError PARAM
 * @see Georgopoulos et al. 1982, Journal of Neuroscience 2(11)
 */
export function motorPopulation(
  seed: Seed,
  opt: { trials: number; N?: number; fracTuned?: number; bin?: number; directions?: number },
): MotorPopulation {
  const { trials, N = 40, fracTuned = 0.75, bin = 0.3, directions = 8 } = opt
  checkWhole(trials, 1, 'trials')
  checkWhole(N, 1, 'N')
  checkFraction(fracTuned, 'fracTuned')
  checkPositive(bin, 'bin')
  checkWhole(directions, 1, 'directions')
  const random = stream(seed, 'motor-population')
  const truth = Array.from({ length: N }, (_, i) =>
    drawTuning(random, Math.floor((i + 1) * fracTuned) > Math.floor(i * fracTuned)),
  )
  const reaches = Array.from({ length: trials }, () => {
    const theta = (2 * Math.PI * random.int(directions)) / directions
    const rates = truth.map(({ b0, modulation, preferred }) => {
      const rateHz = b0 + modulation * Math.cos(theta - preferred)
      return random.poisson(rateHz * bin) / bin
    })
    return { theta, rates }
  })
  const theta = reaches.map((reach) => reach.theta)
  return {
    theta,
    velocity: theta.map((angle) => [Math.cos(angle), Math.sin(angle)]),
    rates: reaches.map((reach) => reach.rates),
    truth,
  }
}

function drawTuning(random: Stream, isTuned: boolean): PlantedTuning {
  const b0 = 8 + 12 * random.next()
  const depth = 0.4 + 0.5 * random.next()
  const preferred = Math.PI - 2 * Math.PI * random.next()
  return isTuned ? { b0, modulation: depth * b0, preferred } : { b0, modulation: 0, preferred: 0 }
}
