import { MLError, type Vec } from '#kit'
import { checkBinary, checkFinite, checkPaired } from '../validation.ts'

/**
 * Receiver operating characteristic: what is found of each class when the samples with a score from a threshold
 * up are called 1.
 *
 * One point per distinct score, in decreasing order, after the point (0, 0) with the threshold +Infinity. Points
 * on a straight line are kept.
 *
 * @param y n labels, 0 or 1, both present
 * @param score n scores: higher means rather 1
 * @returns `fpr`: the share of the 0s called 1; `tpr`: the share of the 1s called 1; both rise from 0 to 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for another label than 0 and 1, SINGLE_CLASS
 * @see scikit-learn `roc_curve(drop_intermediate=False)`
 */
export function rocCurve(y: (0 | 1)[], score: Vec): { fpr: Vec; tpr: Vec; thresholds: Vec } {
  const steps = thresholdSteps(y, score)
  const { falsePositives: n0, truePositives: n1 } = steps.at(-1)!
  return {
    fpr: steps.map((step) => step.falsePositives / n0),
    tpr: steps.map((step) => step.truePositives / n1),
    thresholds: steps.map((step) => step.threshold),
  }
}

/**
 * Area under the ROC curve, by trapezoids: the chance that a random 1 has a higher score than a random 0, where
 * equal scores count half.
 *
 * @returns 0 … 1; 0.5 for scores that are all equal
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for another label than 0 and 1, SINGLE_CLASS
 * @see scikit-learn `roc_auc_score`; Hanley and McNeil 1982, Radiology 143:29
 */
export function rocAuc(y: (0 | 1)[], score: Vec): number {
  const steps = thresholdSteps(y, score)
  // Whole numbers up to the last division, so that ties are exact.
  let twiceArea = 0
  for (const [i, step] of steps.slice(1).entries()) {
    const before = steps[i]!
    twiceArea += (step.falsePositives - before.falsePositives) * (step.truePositives + before.truePositives)
  }
  const { falsePositives: n0, truePositives: n1 } = steps.at(-1)!
  return twiceArea / (2 * n0 * n1)
}

interface Step {
  threshold: number
  falsePositives: number
  truePositives: number
}

/** How many samples of each class have a score from the threshold up, for every threshold that matters. */
function thresholdSteps(y: (0 | 1)[], score: Vec): Step[] {
  checkPaired(y, score, 'y', 'score')
  checkFinite(score, 'score')
  checkBinary(y, 'y')
  if (new Set(y).size < 2) throw new MLError('SINGLE_CLASS', 'y holds one class')
  const steps: Step[] = [{ threshold: Number.POSITIVE_INFINITY, falsePositives: 0, truePositives: 0 }]
  for (const i of [...y.keys()].sort((a, b) => score[b]! - score[a]!)) {
    const last = steps.at(-1)!
    const step = score[i] === last.threshold ? last : { ...last, threshold: score[i]! }
    if (step !== last) steps.push(step)
    if (y[i] === 1) step.truePositives++
    else step.falsePositives++
  }
  return steps
}
