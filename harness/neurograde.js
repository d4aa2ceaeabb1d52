#!/usr/bin/env node
// The `neurograde` command. Plain JavaScript, so that any Node can read it: it hands over to the Node that
// this project pins, which runs the TypeScript of main.ts directly.
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { pinnedNode, whyNotExecutable } from './pinned-node.js'

/** How long the pinned Node may take to end itself and what it started, once it was told to. */
const GRACE_MS = 2000

const node = pinnedNode()
if (node === undefined) giveUp('is not installed here')
else if (realpathSync(process.execPath) === node) await runHere()
else handOver(node)

async function runHere() {
  // Node opens its debugger on this signal, for whoever may send it.
  process.on('SIGUSR1', () => {})
  process.removeAllListeners('warning')
  const { keepCompiled } = await import('./compile-cache.js')
  keepCompiled()
  try {
    await import(new URL('./main.ts', import.meta.url).href)
  } catch (error) {
    if (process.env.NEUROGRADE_DEBUG) console.error(error)
    const [what] = String(error.message).split('\n')
    console.error(
      `neurograde: a part of it is missing or broken: ${what} Run: npm ci, and take harness/ again from where it came (git checkout HEAD -- harness).`,
    )
    process.exit(3)
  }
}

/** @param {string} node */
function handOver(node) {
  const reason = whyNotExecutable(node)
  if (reason) return giveUp(reason)
  const args = [
    '--disable-sigusr1',
    '--no-warnings',
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ]
  const child = spawn(node, args, { stdio: 'inherit' })
  child.on('error', (error) => giveUp(`can not be started (${error.message})`))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      child.kill(signal)
      // It may be too busy to listen.
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
      process.exitCode = 128 + constants.signals[signal]
    })
  child.on('exit', (code, signal) => {
    // 126 and 127 are what a shell or the loader say of a program that can't be run.
    if (code === 126 || code === 127) giveUp('can not be run on this machine')
    process.exit(code ?? process.exitCode ?? 128 + (constants.signals[signal] ?? 0))
  })
}

/** @param {string} why */
function giveUp(why) {
  console.error(`neurograde: the pinned Node ${why}. Run: npm ci`)
  process.exit(3)
}
