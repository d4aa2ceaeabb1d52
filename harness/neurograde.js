#!/usr/bin/env node
// The `neurograde` command. Plain JavaScript, so that any Node can read it: it hands over to the Node that
// this project pins, which runs the TypeScript of main.ts directly.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pinnedNode } from './pinned-node.js'

const node = pinnedNode()
if (node === undefined) {
  console.error('neurograde: the pinned Node is not installed here. Run: npm ci')
  process.exit(3)
}
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const { status, signal } = spawnSync(
  node,
  ['--disable-sigusr1', '--no-warnings', main, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
if (signal) process.kill(process.pid, signal)
process.exit(status ?? 3)
