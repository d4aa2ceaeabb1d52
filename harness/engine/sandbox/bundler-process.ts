import { GraderFault } from '../spec/student.ts'
import type { BundleReply, BundleRequest } from './bundler.ts'
import { BundlerChild, type Loss, PROCESSOR_MS, RESIDENT_BYTES } from './bundler-child.ts'

type Answer = Exclude<BundleReply, { fault: string }>

let bundler: BundlerChild | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Bundles in a process apart, which is started when first asked, stays up, and is started again when a file has
 * ended it. One request at a time: a file that does so takes no other with it.
 *
 * What the file causes by itself is the student's trouble; what the process suffers is not.
 *
 * @throws GraderFault when the process failed twice for reasons that are not the file's
 */
export function askBundler(request: BundleRequest): Promise<Answer> {
  const answer = last.then(() => untilAnswered(request))
  last = answer.catch(() => {})
  return answer
}

/** The process that bundles, while there is one: for tests, which end, stop and starve it. */
export function bundlerPid(): number | undefined {
  return bundler?.pid
}

/** Whatever is lost is asked again, in a fresh process, until the same has happened twice. */
async function untilAnswered(request: BundleRequest): Promise<Answer> {
  const times = { crash: 0, outside: 0 }
  for (;;) {
    const { answer, isFresh } = await attempt(request)
    if (!('lost' in answer)) return answer
    const { lost, why } = answer
    if (lost === 'memory' || lost === 'time') {
      // Of a process that has served others, a part of what it took may be theirs.
      if (isFresh) return tooMuch(lost, request)
    } else if (++times[lost] === 2) {
      if (lost === 'crash') return notLoaded('This file can not be read: it is nested too deeply.', request)
      throw new GraderFault(`The bundler failed twice: ${why}.`)
    }
  }
}

async function attempt(request: BundleRequest): Promise<{ answer: Answer | Loss; isFresh: boolean }> {
  try {
    if (bundler?.pid === undefined) bundler = await BundlerChild.start()
  } catch (error) {
    return { answer: { lost: 'outside', why: (error as Error).message }, isFresh: true }
  }
  const { isFresh } = bundler
  const answer = await bundler.ask(request)
  if (!('fault' in answer)) return { answer, isFresh }
  bundler.kill()
  return { answer: { lost: 'outside', why: answer.fault }, isFresh }
}

function tooMuch(what: 'memory' | 'time', request: BundleRequest): Answer {
  const limit =
    what === 'memory'
      ? `${RESIDENT_BYTES / 1024 ** 2} MB of memory`
      : `${PROCESSOR_MS / 1000} s of processor time`
  return notLoaded(`This file can not be bundled: it takes more than ${limit}.`, request)
}

function notLoaded(message: string, { entry }: BundleRequest): Answer {
  return { trouble: { kind: 'not-loaded', message, file: entry } }
}
