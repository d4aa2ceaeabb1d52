import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/18-linear-regression/linear-regression.ts'
import fit from './hidden/fit.ts'
import predict from './hidden/predict.ts'

testProperties('18-linear-regression', { ...fit, ...predict }, solution)
