import { fileURLToPath } from 'node:url'
import { privateFile, removePrivateFolder } from './private-folder.ts'

let code: Promise<string> | undefined

/** The path of host.ts as one plain script, made once for each process of the grader. */
export async function hostScript(): Promise<string> {
  code ??= build()
  // A failure is not remembered: there may be memory again, or a file.
  code.catch(() => {
    code = undefined
  })
  return privateFile('host.cjs', await code, 0o644)
}

async function build(): Promise<string> {
  // Loaded only where it is needed: it takes as long as the rest of a start.
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./host.ts', import.meta.url)),
    platform: 'node',
    tsconfig: false,
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'cjs', banner: '"use strict";' })
  await bundle.close()
  process.once('exit', removePrivateFolder)
  return output[0].code
}
