import type { Mutant } from './mutants.ts'

/** What is shown of a line to both sides of a change. */
const AROUND = 30

/** `k <= n → k < n`: the change and what stands beside it. */
export function changeText({ before, after }: Pick<Mutant, 'before' | 'after'>): string {
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end))
    end++
  const from = Math.max(0, start - AROUND)
  const shown = (text: string) => {
    const to = Math.min(text.length, text.length - end + AROUND)
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
  }
  return `${shown(before)}  →  ${shown(after)}`
}
