import type { Verification } from './verify-exercise.ts'

/** The kill matrix of one exercise as text: a row for each mistake, a column for each property. */
export function killMatrixText({
  slug,
  properties,
  kills,
}: Pick<Verification, 'slug' | 'properties' | 'kills'>): string {
  const width = Math.max(...kills.map(({ mistake }) => mistake.length), 8)
  const header = `${' '.repeat(width)}  ${properties.map((_, i) => String(i + 1).padStart(2)).join(' ')}`
  const rows = kills.map(({ mistake, caughtBy, properties: caught }) => {
    const cells = properties.map(({ id }) => (caught.includes(id) ? (id === caughtBy ? ' ●' : ' ○') : ' ·'))
    return `${mistake.padEnd(width)}  ${cells.join(' ')}`
  })
  const legend = properties.map(
    ({ id, kind, visible }, i) =>
      `  ${String(i + 1).padStart(2)} ${id} (${kind}${visible ? ', visible' : ''})`,
  )
  return [
    `${slug}: ● caught by the property that names it, ○ caught as well`,
    '',
    header,
    ...rows,
    '',
    ...legend,
  ].join('\n')
}
