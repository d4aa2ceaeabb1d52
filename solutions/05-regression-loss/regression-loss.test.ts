import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/05-regression-loss/regression-loss.ts'
import hidden from './regression-loss.hidden.ts'

testProperties('05-regression-loss', hidden, solution)
