import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/24-kmeans/kmeans.ts'
import hidden from './kmeans.hidden.ts'

testProperties('24-kmeans', hidden, solution)
