import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { privateFolder } from './policy.ts'

let path: Promise<string> | undefined

/** The path of host.ts as one plain script, made once for each process of the grader. */
export function hostScript(): Promise<string> {
  path ??= build()
  return path
}

async function build(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./host.ts', import.meta.url)),
    platform: 'node',
    tsconfig: false,
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'cjs', banner: '"use strict";' })
  await bundle.close()
  const file = join(privateFolder(), 'host.cjs')
  if (!existsSync(file)) writeFileSync(file, output[0].code, { mode: 0o644 })
  process.once('exit', () => rmSync(privateFolder(), { recursive: true, force: true }))
  return file
}
