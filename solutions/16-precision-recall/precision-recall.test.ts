import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/16-precision-recall/precision-recall.ts'
import hidden from './precision-recall.hidden.ts'

testProperties('16-precision-recall', hidden, solution)
