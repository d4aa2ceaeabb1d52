import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/21-knn/knn.ts'
import neighbours from './hidden/neighbours.ts'
import votes from './hidden/votes.ts'

testProperties('21-knn', { ...neighbours, ...votes }, solution)
