import fc from 'fast-check'
import { rawNeurons, rawTrace } from '#data'
import {
  all,
  closedForm,
  exact,
  matches,
  must,
  oncePerCase,
  properties,
  property,
  same,
  seed,
} from '#engine/spec/index.ts'
import { extractNeuronFeatures, type RawNeuron } from '#reference/study/neuron-features.ts'
import type { StudyOptions } from '#reference/study/run-study.ts'
import { contract } from '../contract.ts'

interface Study {
  seed: string
  n: number
  nNew: number
}

const options: StudyOptions = {
  seed: 1,
  testSize: 0.25,
  folds: 4,
  specs: [
    { scaler: 'standard', model: 'logistic', C: 1 },
    { scaler: 'standard', model: 'knn', k: 7 },
  ],
  minConfidence: 0.8,
  repeats: 5,
}

/** The recordings of a study, made once: 160 + 60 neurons of 10,000 samples are 17 MB. */
const recorded = oncePerCase(({ seed, n, nNew }: Study): RawNeuron[] => rawNeurons(seed, { n, nNew }).neurons)
const large: Study = { seed: 'study', n: 160, nNew: 60 }
const small: Study = { seed: 'pilot', n: 40, nNew: 10 }

/** Another waveform, and another scale: it is still a neuron that can be used. */
function spoilt(neuron: RawNeuron): RawNeuron {
  return {
    ...neuron,
    trace: rawTrace(`spoilt ${neuron.id}`, { durationS: 0.5, rateHz: 60 }).trace.map((v) => 5 * v),
  }
}

export default properties<typeof import('./exemplar.ts')>({
  'features-match-reference': property({
    given: fc
      .record({ seed: seed(), type: fc.constantFrom(0 as const, 1 as const) })
      .map(({ seed, type }): { n: RawNeuron } => {
        const { fsHz, trace } = rawTrace(seed, { durationS: 0.1, type, rateHz: 60 })
        return { n: { id: 'a', fsHz, trace } }
      }),
    runs: 20,
    holds: matches('extractNeuronFeatures', extractNeuronFeatures, closedForm),
  }),

  'neurons-without-spikes-are-null': property({
    given: [
      { n: { id: 'silent', fsHz: 10_000, trace: Array.from({ length: 400 }, (_, i) => (i % 2 ? 1 : -1)) } },
    ],
    holds: async ({ extractNeuronFeatures }, { n }) => same(await extractNeuronFeatures(n), null),
  }),

  'test-traces-teach-nothing': property({
    given: [large],
    holds: async ({ runStudy }, study) => {
      const neurons = recorded(study)
      const before = await runStudy(neurons, options)
      const test = new Set(before.split.test)
      const after = await runStudy(
        neurons.map((one) => (test.has(one.id) ? spoilt(one) : one)),
        options,
      )
      return all(
        must(test.size === 40, 'A quarter of 160 neurons is for testing.', { got: test.size }),
        ...(['split', 'cv', 'pipeline'] as const).map((part) =>
          same(after[part], before[part], exact, {
            because: `With other recordings of the test neurons, ${part} must stay: nothing may be learned from them.`,
            sides: ['test traces spoilt', 'as they were'],
          }),
        ),
      )
    },
  }),

  'the-accuracy-is-that-of-the-test-part': property({
    given: [small],
    holds: async ({ runStudy }, study) => {
      const neurons = recorded(study)
      const { test, split, predictions, usedIds } = await runStudy(neurons, options)
      const hits = test.confusion.reduce((sum, row, i) => sum + row[i]!, 0)
      return all(
        same(test.accuracy, hits / split.test.length, closedForm, {
          because:
            'The accuracy must be the diagonal of the confusion matrix over the number of test neurons.',
        }),
        same([...split.train, ...split.test].sort(), [...usedIds].sort(), exact),
        must(
          predictions.every(
            ({ label, confidence }) => (label === null) === confidence < options.minConfidence,
          ),
          'A label is null where the confidence is too small, and only there.',
          { got: predictions },
        ),
      )
    },
  }),

  // As large as it gets, also where arguments and results are compared.
  ...contract({
    given: [large],
    calls: (study) => ({ extractNeuronFeatures: [recorded(study)[0]], runStudy: [recorded(study), options] }),
    badInput: [
      {
        fn: 'extractNeuronFeatures',
        what: 'the trace is empty',
        bad: [{ id: 'a', fsHz: 10_000, trace: [] }],
        good: [{ id: 'a', fsHz: 10_000, trace: [1, -1, 1, -1] }],
        code: 'EMPTY',
      },
    ],
  }),
})
