import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/20-logistic-regression/logistic-regression.ts'
import fit from './hidden/fit.ts'
import lossAndPredictions from './hidden/loss-and-predictions.ts'

testProperties('20-logistic-regression', { ...lossAndPredictions, ...fit }, solution)
