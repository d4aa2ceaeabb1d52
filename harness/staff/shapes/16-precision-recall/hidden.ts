import fc from 'fast-check'
import { closedForm, matches, orderFree, pairedLabels, properties, property } from '#engine/spec/index.ts'
import * as reference from '#reference/metrics/precision-recall.ts'

const zeroDivision = fc.constantFrom<0 | 1>(0, 1)
const pair = fc.oneof(pairedLabels({ minLength: 1 }), pairedLabels({ classes: ['PYR', 'FS'], minLength: 1 }))
const averaged = fc
  .record({
    pair,
    average: fc.constantFrom('macro' as const, 'micro' as const, 'weighted' as const),
    zeroDivision,
  })
  .map(({ pair, average, zeroDivision }) => ({ ...pair, average, opt: { zeroDivision } }))

export default properties<typeof import('./exemplar.ts')>({
  'precision-matches-definition': property({
    given: fc
      .record({ pair, zeroDivision })
      .map(({ pair, zeroDivision }) => ({ ...pair, opt: { zeroDivision } })),
    holds: matches(
      'precisionRecallF1',
      reference.precisionRecallF1,
      closedForm,
      ({ precision }) => precision,
    ),
  }),

  'averages-match-definition': property({
    given: averaged,
    holds: matches('averagedF1', reference.averagedF1, closedForm),
  }),

  'order-of-samples-is-free': property({
    given: averaged,
    holds: orderFree('averagedF1', { samples: ['yTrue', 'yPred'] }),
  }),
})
