import { CallLog } from '../spec/call-log.ts'
import type { AnyProperty } from '../spec/property.ts'
import {
  type Functions,
  GraderFault,
  remoteStudent,
  StudentTrouble,
  type Transport,
} from '../spec/student.ts'
import { type Found, foundTrouble } from './failure.ts'

/** What is needed to try a property on a student's code. */
export interface Against {
  functions: Functions
  transport: Transport
  /** Where the calls of the case are kept. */
  log?: CallLog
}

/**
 * Tries one case of a property: undefined when it holds.
 *
 * @throws GraderFault
 */
export async function evaluate(
  law: AnyProperty,
  example: unknown,
  { functions, transport, log = new CallLog() }: Against,
): Promise<Found | undefined> {
  try {
    const verdict = await law.holds(remoteStudent(functions, transport, log), example)
    return verdict === true ? undefined : { status: 'fail', calls: log.calls, broken: verdict }
  } catch (error) {
    if (error instanceof StudentTrouble) return foundTrouble(error.trouble, log.calls)
    if (error instanceof GraderFault) throw error
    // The form of every result was checked, so what a property stumbles over here is its size or content.
    return {
      status: 'fail',
      calls: log.calls,
      broken: { because: 'The result does not have the expected size.' },
    }
  }
}
