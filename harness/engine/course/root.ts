import { fileURLToPath } from 'node:url'

/** The folder that holds `exercises/` and `harness/`. */
export const projectRoot: string = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '')
