import { mistakes } from '#engine/spec/index.ts'
import { fitStandardScaler } from '#reference/preprocessing/scaler.ts'
import { extractNeuronFeatures } from '#reference/study/neuron-features.ts'
import { runStudy } from '#reference/study/run-study.ts'

const words = { says: 'does it wrong', explains: 'It is wrong.', asks: 'Is it right?' }

export default mistakes<typeof import('./exemplar.ts')>({
  'fits-scaler-on-all-data': {
    ...words,
    caughtBy: 'test-traces-teach-nothing',
    exports: {
      runStudy: (neurons, opt) => {
        const report = runStudy(neurons, opt)
        const used = neurons.filter(({ id }) => report.usedIds.includes(id))
        const scaler = fitStandardScaler(used.map((one) => extractNeuronFeatures(one)!.values))
        return { ...report, pipeline: { ...report.pipeline, scaler } }
      },
    },
  },
  'keeps-silent-neurons': {
    ...words,
    caughtBy: 'neurons-without-spikes-are-null',
    exports: {
      extractNeuronFeatures: (n) =>
        extractNeuronFeatures(n) ?? {
          names: ['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate'],
          values: [0, 0, 0, 0, 0],
        },
    },
  },
  'reports-the-error-rate': {
    ...words,
    caughtBy: 'the-accuracy-is-that-of-the-test-part',
    exports: {
      runStudy: (neurons, opt) => {
        const report = runStudy(neurons, opt)
        return { ...report, test: { ...report.test, accuracy: 1 - report.test.accuracy } }
      },
    },
  },
})
