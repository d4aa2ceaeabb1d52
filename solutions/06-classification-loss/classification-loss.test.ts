import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/06-classification-loss/classification-loss.ts'
import binary from './hidden/binary.ts'
import classes from './hidden/classes.ts'

testProperties('06-classification-loss', { ...binary, ...classes }, solution)
