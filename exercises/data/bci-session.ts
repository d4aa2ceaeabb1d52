import type { Seed, Vec } from '#kit'
import { checkFraction, checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

/** One attempt at a movement. */
export interface BciTrial {
  /** Spike counts of the N neurons in half a second, standardised: (count − 6) / √6. */
  x: Vec
  /** What the user intends: one of K targets. The agent never sees it. */
  target: number
  /** Whether the success signal comes out wrong. */
  flipped: boolean
  /** A uniform draw in [0, 1), for the agent to choose with. */
  u: number
}

export interface BciSession {
  trials: BciTrial[]
  /** What is planted: the preferred directions of the N neurons, radians, before and after the swap. */
  truth: { before: Vec; after: Vec }
}

const BIN_S = 0.5
const BASE_HZ = 12
const MODULATION_HZ = 8

/**
 * A session with a brain-computer interface: a user intends one of K targets, and N neurons of the motor cortex
 * fire Poisson counts with mean (12 + 8 · cos(2π · target / K − preferred)) · 0.5.
 *
 * The first trials are the same for any number of trials, and those before `swapAt` for any swap.
 *
 * @param opt.trials at least 0
 * @param opt.K targets, from 1
 * @param opt.N neurons, from 1
 * @param opt.errP how often the success signal is wrong, 0 … 1
 * @param opt.swapAt the trial before which neurons get other preferred directions; none by default
 * @param opt.fraction of the neurons that do, 0 … 1: the first ones, rounded
 * @throws MLError PARAM
 */
export function bciSession(
  seed: Seed,
  opt: { trials: number; K?: number; N?: number; errP?: number; swapAt?: number; fraction?: number },
): BciSession {
  const { trials, K = 4, N = 24, errP = 0.1, swapAt = trials, fraction = 1 } = opt
  checkWhole(trials, 0, 'trials')
  checkWhole(K, 1, 'K')
  checkWhole(N, 1, 'N')
  checkFraction(errP, 'errP')
  checkWhole(swapAt, 0, 'swapAt')
  checkFraction(fraction, 'fraction')
  const random = stream(seed, 'bci-session')
  const before = Array.from({ length: N }, () => drawDirection(random))
  const nSwapped = Math.round(fraction * N)
  // Drawn here, so that a swap shifts no draw of the trials.
  const others = before.map(() => drawDirection(random))
  const after = before.map((direction, i) => (i < nSwapped ? others[i]! : direction))
  return {
    trials: Array.from({ length: trials }, (_, t) => drawTrial(random, t < swapAt ? before : after, K, errP)),
    truth: { before, after: swapAt < trials ? after : before },
  }
}

/** The success signal after an action: 1 where the intended target was reached and −1 where not, or wrong. */
export function rewardOf({ target, flipped }: BciTrial, action: number): 1 | -1 {
  return (action === target) === flipped ? -1 : 1
}

function drawDirection(random: Stream): number {
  return 2 * Math.PI * random.next()
}

function drawTrial(random: Stream, preferred: Vec, K: number, errP: number): BciTrial {
  const target = random.int(K)
  const flipped = random.next() < errP
  const u = random.next()
  const direction = (2 * Math.PI * target) / K
  const x = preferred.map((angle) => {
    const mean = (BASE_HZ + MODULATION_HZ * Math.cos(direction - angle)) * BIN_S
    return (random.poisson(mean) - BASE_HZ * BIN_S) / Math.sqrt(BASE_HZ * BIN_S)
  })
  return { x, target, flipped, u }
}
