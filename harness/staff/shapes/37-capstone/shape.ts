import { pipelineForm } from '../23-predict-new/shape.ts'
import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

export const capstone = shape({
  slug: '37-capstone',
  budgetS: 120,
  exports: {
    extractNeuronFeatures: {
      takes: ['n'],
      returns: { oneOf: [{ names: 'string[]', values: 'number[]' }, 'null'] },
    },
    permutationImportance: {
      takes: ['p', 'X', 'y', 'opt'],
      returns: { mean: 'number[]', std: 'number[]' },
    },
    runStudy: {
      takes: ['neurons', 'opt'],
      timeBudgetMs: 20_000,
      returns: {
        featureNames: 'string[]',
        usedIds: 'string[]',
        droppedIds: 'string[]',
        split: { train: 'string[]', test: 'string[]' },
        cv: { meanScores: 'number[]', chosen: 'number' },
        test: {
          accuracy: 'number',
          balancedAccuracy: 'number',
          confusion: 'number[][]',
          labels: 'label[]',
          auc: 'number',
        },
        baselineAccuracy: 'number',
        generalizationGap: 'number',
        predictions: [{ id: 'string', label: { oneOf: ['label', 'null'] }, confidence: 'number' }],
        importance: [{ feature: 'string', mean: 'number', std: 'number' }],
        pipeline: pipelineForm,
      },
    },
  },
  hidden,
  exemplar,
  mistakes,
})
