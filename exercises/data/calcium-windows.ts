import type { Mat, Seed, Vec } from '#kit'
import { checkWhole } from './checks.ts'
import { type Stream, stream } from './streams.ts'

export type BrainState = 'wake' | 'NREM' | 'REM'

/** What is planted in one state. */
interface PlantedState {
  /** Mean event rate of a pyramidal and of a PV cell, Hz. */
  pyrHz: number
  pvHz: number
  /** Rates are multiplied by 1 + sync in an up state and by 1 − sync in a down state. */
  sync: number
}

export interface CalciumWindows {
  frameRateHz: number
  /** nWindows of 10 s: fluorescence of 24 pyramidal and of 8 PV cells, 300 frames each. */
  windows: { pyr: Mat; pv: Mat }[]
  /** nWindows states, in the order of time. */
  states: BrainState[]
  /** What is planted: the gain of every cell, and what was planted in each state. */
  truth: { pyrGains: Vec; pvGains: Vec; planted: Record<BrainState, PlantedState> }
}

const FRAME_RATE_HZ = 30
const N_FRAMES = 300
const N_PYR = 24
const N_PV = 8
/** Decay of calcium in one frame: a time constant of 0.7 s, as of GCaMP6f. */
const DECAY = Math.exp(-1 / (0.7 * FRAME_RATE_HZ))
const NOISE_SD = 0.3
const CELL_GAIN_SIGMA = 0.4
const WINDOW_GAIN_SIGMA = 0.15
const UP_DOWN_DWELL_S = 0.6

/** Directions as reported for mouse cortex; the numbers are those of the literature. */
const PLANTED: Record<BrainState, PlantedState> = {
  wake: { pyrHz: 0.6, pvHz: 0.9, sync: 0 },
  NREM: { pyrHz: 0.4, pvHz: 0.65, sync: 0.85 },
  REM: { pyrHz: 0.3, pvHz: 1.2, sync: 0 },
}
const STATES: BrainState[] = ['wake', 'NREM', 'REM']
/** How likely each state is after each. */
const NEXT: Record<BrainState, Vec> = {
  wake: [0.75, 0.25, 0],
  NREM: [0.15, 0.65, 0.2],
  REM: [0.3, 0.1, 0.6],
}

/**
 * Two-photon calcium imaging of one mouse in three brain states, in windows of 10 s.
 *
 * Calcium decays and jumps by the events of a frame, c(t) = γ·c(t − 1) + events(t); fluorescence is calcium with
 * normal noise of SD 0.3. Events are Poisson: the rate of the state times the gain of the cell (log-normal, for
 * all windows) and of the window (log-normal, for all cells of a type), and in NREM an up and down that all share.
 *
 * States follow one another as a Markov chain that starts awake, drawn again until each state has a tenth of the
 * windows or 6 of them, whichever is less.
 *
 * @param options nWindows from 1
 * @throws MLError PARAM
 */
export function calciumWindows(seed: Seed, { nWindows }: { nWindows: number }): CalciumWindows {
  checkWhole(nWindows, 1, 'nWindows')
  const random = stream(seed, 'calcium-windows')
  const gains = (n: number) => Array.from({ length: n }, () => random.lognormal(1, CELL_GAIN_SIGMA))
  const truth = { pyrGains: gains(N_PYR), pvGains: gains(N_PV), planted: structuredClone(PLANTED) }
  const states = drawStates(random, nWindows)
  const windows = states.map((state) => {
    const { pyrHz, pvHz, sync } = PLANTED[state]
    const modulation = drawUpDown(random).map((up) => (up ? 1 + sync : 1 - sync))
    const cells = (hz: number, cellGains: Vec) => {
      const windowHz = random.lognormal(hz, WINDOW_GAIN_SIGMA)
      return cellGains.map((gain) => drawFluorescence(random, gain * windowHz, modulation))
    }
    return { pyr: cells(pyrHz, truth.pyrGains), pv: cells(pvHz, truth.pvGains) }
  })
  return { frameRateHz: FRAME_RATE_HZ, windows, states, truth }
}

function drawStates(random: Stream, nWindows: number): BrainState[] {
  const fewest = Math.min(6, Math.floor(nWindows / 10))
  for (;;) {
    const states: BrainState[] = ['wake']
    while (states.length < nWindows) states.push(STATES[random.categorical(NEXT[states.at(-1)!])]!)
    if (STATES.every((state) => states.filter((other) => other === state).length >= fewest)) return states
  }
}

/** The frames of one window that lie in an up state: a telegraph process that starts either way. */
function drawUpDown(random: Stream): boolean[] {
  const switching = 1 - Math.exp(-1 / (UP_DOWN_DWELL_S * FRAME_RATE_HZ))
  let up = random.next() < 0.5
  return Array.from({ length: N_FRAMES }, () => {
    if (random.next() < switching) up = !up
    return up
  })
}

/** The fluorescence of one cell in one window. Calcium starts where it is on average. */
function drawFluorescence(random: Stream, hz: number, modulation: Vec): Vec {
  const perFrame = hz / FRAME_RATE_HZ
  let calcium = perFrame / (1 - DECAY)
  return modulation.map((factor) => {
    calcium = DECAY * calcium + random.poisson(perFrame * factor)
    return calcium + NOISE_SD * random.normal()
  })
}
