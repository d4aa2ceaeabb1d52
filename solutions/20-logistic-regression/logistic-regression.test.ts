import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/20-logistic-regression/logistic-regression.ts'
import hidden from './logistic-regression.hidden.ts'

testProperties('20-logistic-regression', hidden, solution)
