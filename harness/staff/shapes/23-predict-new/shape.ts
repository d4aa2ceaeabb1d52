import type { Form } from '#engine/course/form.ts'
import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

/** Scaler and model are each one of two records, and there may be no scaler. */
export const pipelineForm: Form = {
  spec: { scaler: 'string', model: { oneOf: ["'logistic'", "'knn'"] }, 'C?': 'number', 'k?': 'number' },
  nFeatures: 'number',
  classes: 'label[]',
  scaler: {
    oneOf: [
      { kind: "'standard'", mean: 'number[]', scale: 'number[]' },
      { kind: "'minmax'", dataMin: 'number[]', scale: 'number[]', lo: 'number' },
      'null',
    ],
  },
  model: {
    oneOf: [
      { coef: 'number[]', intercept: 'number' },
      { X: 'number[][]', y: 'label[]', k: 'number', weights: 'string' },
    ],
  },
}

export const predictNew = shape({
  slug: '23-predict-new',
  exports: {
    fitPipeline: { takes: ['X', 'y', 'spec'], returns: pipelineForm },
    predictPipeline: { takes: ['p', 'Xnew'], returns: { label: 'label[]', proba: 'number[]' } },
    predictWithReject: { takes: ['p', 'Xnew', 'minConfidence'], returns: [{ oneOf: ['label', 'null'] }] },
    crossValidate: {
      takes: ['X', 'y', 'spec', 'folds'],
      returns: { scores: 'number[]', pipelines: [pipelineForm] },
    },
    selectSpec: { takes: ['X', 'y', 'specs', 'folds'], returns: { best: 'number', meanScores: 'number[]' } },
  },
  hidden,
  exemplar,
  mistakes,
})
