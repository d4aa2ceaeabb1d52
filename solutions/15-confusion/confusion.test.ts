import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from '#exercises/15-confusion/confusion.ts'
import hidden from './confusion.hidden.ts'

testProperties('15-confusion', hidden, solution)
