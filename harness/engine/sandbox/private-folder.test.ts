import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import { pinnedNode } from '../../pinned-node.js'
import { systemProgram } from './prlimit.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'neurograde-private-')))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'real'))
symlinkSync(join(folder, 'real'), join(folder, 'link'))
writeFileSync(join(folder, 'file'), '')
const cache = realpathSync(join(projectRoot, 'node_modules'))
const isRoot = process.getuid?.() === 0

/** Starts a restricted process for real, and says where the files of the sandbox lay. */
const program = `
  import { launchAt } from ${JSON.stringify(import.meta.resolve('./level.ts'))}
  import { privateFolder } from ${JSON.stringify(import.meta.resolve('./private-folder.ts'))}
  import { SandboxProcess } from ${JSON.stringify(import.meta.resolve('./process.ts'))}
  try {
    const sandbox = await SandboxProcess.start(await launchAt('restricted'))
    sandbox.kill()
    console.log(privateFolder())
  } catch (error) { console.log(error.name + ': ' + error.message) }
  process.exit()`
const node = [pinnedNode()!, '--no-warnings', '--input-type=module-typescript', '-e', program]

function placeWith(TMPDIR: string, [command = '', ...args] = node): string {
  const said = execFileSync(command, args, { encoding: 'utf8', cwd: folder, env: { TMPDIR, HOME: '/' } })
  const place = said.trim()
  expect(existsSync(place)).toBe(false)
  return place
}

describe.skipIf(process.platform === 'win32')('TMPDIR', () => {
  test.each([
    ['a folder', join(folder, 'real')],
    ['behind a link', join(folder, 'link')],
    ['relative', 'real'],
    ['relative and behind a link', './link'],
  ])('%s', (_, path) => {
    expect(placeWith(path)).toMatch(new RegExp(`^${folder}/real/neurograde-\\w+$`))
  })

  test('that is not there is made', () => {
    expect(placeWith(join(folder, 'new', 'er'))).toMatch(new RegExp(`^${folder}/new/er/neurograde-`))
  })

  test('that can not be a folder is left for the cache of the project', () => {
    expect(placeWith(join(folder, 'file', 'below'))).toMatch(new RegExp(`^${cache}/.cache/neurograde-`))
  })

  test.skipIf(!isRoot || !systemProgram('unshare'))(
    'on a full disk is left for the cache of the project',
    () => {
      mkdirSync(join(folder, 'full'))
      const script = `mount -t tmpfs -o size=4k tmpfs '${join(folder, 'full')}' && exec "$@"`
      const place = placeWith(join(folder, 'full'), [
        systemProgram('unshare')!,
        '-m',
        'sh',
        '-c',
        script,
        'sh',
        ...node,
      ])
      expect(place).toMatch(new RegExp(`^${cache}/.cache/neurograde-`))
    },
  )

  test.skipIf(!isRoot || !systemProgram('setpriv'))('is asked for where nothing can be written', () => {
    const nobody = [systemProgram('setpriv')!, '--reuid=61236', '--regid=61236', '--clear-groups', ...node]
    expect(placeWith(join(folder, 'file', 'below'), nobody)).toBe(
      `GraderFault: Can not write to ${join(folder, 'file', 'below')} (ENOTDIR), nor to ${join(projectRoot, 'node_modules', '.cache')} (EACCES): set TMPDIR to a folder that can be written.`,
    )
  })
})
