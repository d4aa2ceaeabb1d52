import { mistakes } from '#engine/spec/index.ts'
import { crossValidate } from '#reference/model-selection/cross-validation.ts'
import { fitPipeline, predictPipeline, predictWithReject } from '#reference/model-selection/pipeline.ts'
import { fitMinMaxScaler, fitStandardScaler, transform } from '#reference/preprocessing/scaler.ts'

const words = { says: 'does it wrong', explains: 'It is wrong.', asks: 'Is it right?' }

export default mistakes<typeof import('./exemplar.ts')>({
  'fits-scaler-on-all-data': {
    ...words,
    caughtBy: 'the-test-rows-teach-nothing',
    exports: {
      crossValidate: (X, y, spec, folds) => {
        if (spec.scaler === 'none') return crossValidate(X, y, spec, folds)
        const scaler = spec.scaler === 'standard' ? fitStandardScaler(X) : fitMinMaxScaler(X)
        const { scores, pipelines } = crossValidate(
          transform(scaler, X),
          y,
          { ...spec, scaler: 'none' },
          folds,
        )
        return { scores, pipelines: pipelines.map((one) => ({ ...one, spec, scaler })) }
      },
    },
  },
  'drops-the-unsure': {
    ...words,
    caughtBy: 'unsure-rows-are-null',
    exports: {
      predictWithReject: (p, X, least) => predictWithReject(p, X, least).filter((label) => label !== null),
    },
  },
  'scales-the-new-rows-anew': {
    ...words,
    caughtBy: 'rows-are-predicted-one-by-one',
    exports: {
      predictPipeline: (p, X) =>
        predictPipeline(p.scaler && X.length ? { ...p, scaler: fitStandardScaler(X) } : p, X),
    },
  },
  'forgets-an-intercept': {
    ...words,
    caughtBy: 'pipeline-predicts-as-the-best',
    exports: {
      fitPipeline: (X, y, spec) => {
        const fitted = fitPipeline(X, y, spec)
        return 'coef' in fitted.model ? { ...fitted, model: { ...fitted.model, intercept: 3 } } : fitted
      },
    },
  },
  'keeps-too-few-weights': {
    ...words,
    caughtBy: 'pipeline-predicts-as-the-best',
    exports: {
      fitPipeline: (X, y, spec) => {
        const fitted = fitPipeline(X, y, spec)
        return 'coef' in fitted.model
          ? { ...fitted, model: { ...fitted.model, coef: fitted.model.coef.slice(1) } }
          : { ...fitted, model: { ...fitted.model, k: -1 } }
      },
    },
  },
})
