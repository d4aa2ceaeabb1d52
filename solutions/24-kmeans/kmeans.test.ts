import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/24-kmeans/kmeans.ts'
import kmeans from './hidden/kmeans.ts'
import parts from './hidden/parts.ts'
import startAndJudge from './hidden/start-and-judge.ts'

testProperties('24-kmeans', { ...parts, ...kmeans, ...startAndJudge }, solution)
