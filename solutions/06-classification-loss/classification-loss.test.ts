import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/06-classification-loss/classification-loss.ts'
import hidden from './classification-loss.hidden.ts'

testProperties('06-classification-loss', hidden, solution)
