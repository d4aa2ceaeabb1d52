import { spawnSync } from 'node:child_process'

/** Options that not every bubblewrap has which is still in use: Debian 11 and Ubuntu 20.04 have 0.4. */
const since = { '--clearenv': '0.5' }
const versions = new Map<string, string | undefined>()

/** The version of a bubblewrap, like `0.8.0`; undefined when it does not say. */
export function bwrapVersion(path: string): string | undefined {
  if (!versions.has(path)) {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', env: {}, timeout: 10_000 })
    versions.set(path, /(\d+\.\d+(\.\d+)?)/.exec(stdout ?? '')?.[1])
  }
  return versions.get(path)
}

/** Whether a bubblewrap has an option; one that does not tell its version is taken for new. */
export function bwrapKnows(path: string, option: keyof typeof since): boolean {
  const version = bwrapVersion(path)
  return version === undefined || version.localeCompare(since[option], 'en', { numeric: true }) >= 0
}
