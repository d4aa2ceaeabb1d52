import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/12-train-test-split/train-test-split.ts'
import hidden from './train-test-split.hidden.ts'

testProperties('12-train-test-split', hidden, solution)
