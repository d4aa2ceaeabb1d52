import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../course/root.ts'
import { privateFile, removePrivateFolder } from './private-folder.ts'

let code: Promise<string> | undefined

/** The path of host.ts as one plain script, made once for each process of the grader. */
export async function hostScript(): Promise<string> {
  code ??= kept()
  // A failure is not remembered: there may be memory again, or a file.
  code.catch(() => {
    code = undefined
  })
  return privateFile('host.cjs', await code, 0o644)
}

/** The script as it was made before of the same sources: making it takes longer than the rest of a start. */
async function kept(): Promise<string> {
  process.once('exit', removePrivateFolder)
  const path = join(projectRoot, 'node_modules', '.cache', 'neurograde', `host-${digestOfSources()}.cjs`)
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const script = await build()
    keep(path, script)
    return script
  }
}

function keep(path: string, script: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.${process.pid}`, script)
    renameSync(`${path}.${process.pid}`, path)
  } catch {
    // Packages that can't be written to are no reason not to grade.
  }
}

/** Of all that the script may be made of, and of what makes it. */
function digestOfSources(): string {
  const hash = createHash('sha256').update(process.version)
  for (const room of ['./', '../spec/']) {
    const folder = fileURLToPath(new URL(room, import.meta.url))
    for (const name of readdirSync(folder).sort())
      if (name.endsWith('.ts') && !name.endsWith('.test.ts'))
        hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 32)
}

async function build(): Promise<string> {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./host.ts', import.meta.url)),
    platform: 'node',
    tsconfig: false,
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'cjs', banner: '"use strict";' })
  await bundle.close()
  return output[0].code
}
