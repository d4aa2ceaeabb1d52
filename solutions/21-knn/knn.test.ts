import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/21-knn/knn.ts'
import hidden from './knn.hidden.ts'

testProperties('21-knn', hidden, solution)
