import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/18-linear-regression/linear-regression.ts'
import hidden from './linear-regression.hidden.ts'

testProperties('18-linear-regression', hidden, solution)
