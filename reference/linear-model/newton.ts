import type { Vec } from '#kit'

/** What is to be minimised, at a model: its value, and a number for how far from level it is there. */
export interface Place {
  loss: number
  /** The largest entry of the gradient, in size. */
  slope: number
}

/** The steps from one model to the next. */
export interface Descent<Model, At extends Place> {
  start: Model
  at: (model: Model) => At
  /** Newton's step: the gradient, measured by the curvature. */
  step: (model: Model, at: At) => Vec
  /** The model after a share of a step. */
  moved: (model: Model, step: Vec, share: number) => Model
  tol: number
  maxIter: number
}

/**
 * After so many steps that lower neither the loss nor the gradient, all that moves is rounding. After one or two, luck
 * may still bring the gradient below tol.
 */
const PATIENCE = 10

/**
 * Newton's method with step halving, until no entry of the gradient exceeds tol, `maxIter` steps are done, or rounding
 * leaves nothing to gain.
 *
 * @returns the last model, and the loss at the start and after every step
 */
export function descend<Model, At extends Place>({
  start,
  at,
  step,
  moved,
  tol,
  maxIter,
}: Descent<Model, At>): { model: Model; lossHistory: Vec; converged: boolean } {
  let model = start
  let now = at(model)
  const lossHistory = [now.loss]
  let best: Place = now
  let inVain = 0
  while (lossHistory.length <= maxIter && now.slope > tol && inVain < PATIENCE) {
    const towards = step(model, now)
    let share = 1
    let next = moved(model, towards, share)
    let then = at(next)
    // Far from the minimum a full step may overshoot; near it, rounding alone can look like a rise.
    while (then.loss > now.loss + 1e-12 * now.loss) {
      share /= 2
      next = moved(model, towards, share)
      then = at(next)
    }
    model = next
    now = then
    lossHistory.push(now.loss)
    inVain = now.loss < best.loss || now.slope < best.slope ? 0 : inVain + 1
    best = { loss: Math.min(best.loss, now.loss), slope: Math.min(best.slope, now.slope) }
  }
  return { model, lossHistory, converged: now.slope <= tol }
}
