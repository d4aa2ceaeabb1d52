import type { Verification } from './verify-exercise.ts'

/** Which kind of stress is tried on which function, as text: a row for each function, a column for each kind. */
export function stressText({ slug, stress }: Pick<Verification, 'slug' | 'stress'>): string {
  const kinds = [...new Set(stress.map(({ kind }) => kind))]
  const functions = [...new Set(stress.map(({ fn }) => fn))]
  const width = Math.max(...functions.map((fn) => fn.length), 8)
  const reasons = [...new Set(stress.flatMap(({ reason }) => (reason ? [reason] : [])))]
  const cell = (fn: string, kind: string) => {
    const found = stress.find((one) => one.fn === fn && one.kind === kind)
    if (found?.property) return ' ●'
    return found?.reason ? ` ${letter(reasons.indexOf(found.reason))}` : ' !'
  }
  return [
    `${slug}: ● tried under this kind of stress, a letter for why not`,
    '',
    `${' '.repeat(width)}  ${kinds.map((_, i) => String(i + 1).padStart(2)).join(' ')}`,
    ...functions.map((fn) => `${fn.padEnd(width)}  ${kinds.map((kind) => cell(fn, kind)).join(' ')}`),
    '',
    ...kinds.map((kind, i) => `  ${String(i + 1).padStart(2)} ${kind}`),
    ...reasons.map((reason, i) => `   ${letter(i)} ${reason}`),
  ].join('\n')
}

function letter(i: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + i)
}
