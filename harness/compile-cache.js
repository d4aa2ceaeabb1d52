import { lstatSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ours = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'node_modules',
  '.cache',
  'neurograde',
  'compiled',
)

/**
 * Keeps what Node compiles (and strips of its types) for the next start: most of a start is compiling. Best beside
 * the packages; where those can't be written, in a folder that nobody else can write, since what lies there is run.
 */
export function keepCompiled() {
  const { FAILED } = module.constants.compileCacheStatus
  if (isPrivate(ours) && module.enableCompileCache(ours).status !== FAILED) return
  const { uid, username } = userInfo()
  const spare = join(tmpdir(), `neurograde-compiled-${uid < 0 ? username : uid}`)
  if (isPrivate(spare)) module.enableCompileCache(spare)
}

/** @param {string} folder made when it is not there */
function isPrivate(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = lstatSync(folder)
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
  } catch {
    return false
  }
}
