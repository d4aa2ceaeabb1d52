import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { GraderFault } from '../spec/student.ts'
import type { BundleReply, BundleRequest } from './bundler.ts'

const LIMIT_MS = 20_000

let bundler: Promise<ChildProcess> | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Bundles in a process apart, which is started when first asked and again when a file has ended it. One
 * request at a time: a file that does so takes no other with it.
 *
 * @throws GraderFault when the process does not start
 */
export function askBundler(request: BundleRequest): Promise<BundleReply> {
  // A second try, because a process may also end for want of memory that has nothing to do with the file.
  const reply = last.then(async () => (await ask(request)) ?? (await ask(request)) ?? unreadable(request))
  last = reply.catch(() => {})
  return reply
}

/** Undefined when the process did not survive the request. */
async function ask(request: BundleRequest): Promise<BundleReply | undefined> {
  bundler ??= start()
  try {
    const child = await bundler
    child.send(request)
    return await next(child)
  } catch (error) {
    bundler = undefined
    if (error instanceof GraderFault) throw error
    return undefined
  }
}

function unreadable({ entry }: BundleRequest): BundleReply {
  const message = 'This file can not be read: it is nested too deeply.'
  return { trouble: { kind: 'not-loaded', message, file: entry } }
}

async function start(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./bundler.ts', import.meta.url)), [], {
    env: {},
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(0, 2000)
  })
  try {
    await next(child)
  } catch {
    throw new GraderFault(`The bundler did not start: ${said.trim()}`)
  }
  return child
}

/** The next message of a process; it fails when the process ends first, or takes too long. */
function next(child: ChildProcess): Promise<BundleReply> {
  keepsAwake(child, true)
  return new Promise<BundleReply>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    const settle = () => {
      clearTimeout(timer)
      child.removeAllListeners()
      keepsAwake(child, false)
    }
    child.once('message', (reply: BundleReply) => {
      settle()
      resolve(reply)
    })
    for (const event of ['error', 'exit'])
      child.once(event, () => {
        settle()
        // An error that comes late must not end the grader.
        child.on('error', () => {})
        reject(new Error('the process ended'))
      })
  })
}

/** Whether the grader waits for a process before it ends. */
function keepsAwake(child: ChildProcess, isBusy: boolean): void {
  const handles = [child, child.channel, child.stderr as unknown as { ref(): void; unref(): void } | null]
  for (const handle of handles) isBusy ? handle?.ref() : handle?.unref()
}
