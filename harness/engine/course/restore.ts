import { execFileSync } from 'node:child_process'

/** How many commits back a file is looked for. */
const COMMITS = 200

/**
 * The command that brings files of a student's clone back. The latest commit is not always the one: whoever has
 * committed a change would get the change again.
 *
 * @param isGood whether a file was as it should be
 */
export function restoreCommand(
  root: string,
  paths: readonly string[],
  isGood: (path: string, content: string) => boolean,
): string {
  const byCommit = new Map<string, string[]>()
  for (const path of paths) {
    const commit = lastGood(root, path, isGood)
    if (commit === undefined) return 'Take it again from the repository that you were given.'
    byCommit.set(commit, [...(byCommit.get(commit) ?? []), path])
  }
  const commands = [...byCommit].map(
    ([commit, files]) => `git checkout ${commit} -- ${files.map(quoted).join(' ')}`,
  )
  return `Restore with: ${commands.join(' && ')}`
}

function lastGood(
  root: string,
  path: string,
  isGood: (path: string, content: string) => boolean,
): string | undefined {
  const isGoodIn = (commit: string) => {
    const content = git(root, 'show', `${commit}:./${path}`)
    return content !== undefined && isGood(path, content)
  }
  if (isGoodIn('HEAD')) return 'HEAD'
  const commits = git(root, 'rev-list', '--abbrev-commit', `--max-count=${COMMITS}`, 'HEAD', '--', path)
  return commits?.split('\n').filter(Boolean).find(isGoodIn)
}

/** What git says; undefined when it says no, or when there is no git. */
function git(root: string, ...args: string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 16 * 2 ** 20,
    })
  } catch {
    return undefined
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`
}
