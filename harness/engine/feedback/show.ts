const MAX_ROWS = 6
const MAX_COLS = 6

/**
 * Makes text from outside safe to print: no control characters, no escape codes, nothing that can't be seen
 * (direction marks, tags, fillers), and nothing that GitHub Actions takes for a command (`::notice …` and `##[…]`, wherever it stands in a line).
 */
export function plain(text: string, maxLength = 300): string {
  const clean = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .replace(/:(?=:)/g, ': ')
    .replace(/##(?=\[)/g, '# #')
    .trim()
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean
}

/** A value as a student reads it: numbers with few digits, vectors on one line, matrices aligned. */
export function show(
  value: unknown,
  { digits = 6, width = 66 }: { digits?: number; width?: number } = {},
): string {
  if (isMatrix(value)) return showMatrix(value, digits, width)
  const line = showInline(value, digits)
  return isRecord(value) && line.length > width ? showRecord(value, digits, width) : clip(line, width)
}

/** Two values side by side: with as many digits as it takes to see that they differ. */
export function showBoth(a: unknown, b: unknown): [string, string] {
  const few: [string, string] = [show(a), show(b)]
  return few[0] === few[1] ? [show(a, { digits: 17 }), show(b, { digits: 17 })] : few
}

export function showInline(value: unknown, digits = 6): string {
  if (typeof value === 'number') return showNumber(value, digits)
  if (typeof value === 'string') return `'${plain(value, 60)}'`
  if (Array.isArray(value)) {
    const shown = value.slice(0, 40).map((item) => showInline(item, digits))
    return `[${shown.join(', ')}${value.length > 40 ? `, … ${value.length - 40} more` : ''}]`
  }
  if (typeof value === 'object' && value !== null) {
    if ('opaque' in value && typeof value.opaque === 'string') return plain(value.opaque, 60)
    const fields = Object.entries(value).slice(0, 12)
    return `{ ${fields.map(([key, item]) => `${showKey(key)}: ${showInline(item, digits)}`).join(', ')} }`
  }
  return String(value)
}

/** Cuts a line to a width; what was cut is marked. */
export function clip(line: string, width: number): string {
  return [...line].length > width ? `${[...line].slice(0, width - 1).join('')}…` : line
}

/** The name of a field, in quotes where it is no plain name: one that ends in a colon would make `::`. */
function showKey(key: string): string {
  const name = plain(key, 30)
  return /^[\p{L}\p{N}_$]+$/u.test(name) ? name : `'${name}'`
}

function showNumber(value: number, digits: number): string {
  if (Object.is(value, -0)) return '0'
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : String(value)
}

/** A record that is too long for one line: a line for each field, so that none hides another. */
function showRecord(record: Record<string, unknown>, digits: number, width: number): string {
  const fields = Object.entries(record).slice(0, 12)
  const lines = fields.map(([key, item]) => clip(`${showKey(key)}: ${showInline(item, digits)}`, width - 4))
  return `{ ${lines.join(',\n  ')} }`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('opaque' in value)
}

function isMatrix(value: unknown): value is unknown[][] {
  return (
    Array.isArray(value) && value.length > 1 && value.every((row) => Array.isArray(row) && row.length > 0)
  )
}

function showMatrix(rows: unknown[][], digits: number, width: number): string {
  const cells = rows.slice(0, MAX_ROWS).map((row) => {
    const shown = row.slice(0, MAX_COLS).map((cell) => showInline(cell, digits))
    return row.length > MAX_COLS ? [...shown, `… ${row.length - MAX_COLS} more`] : shown
  })
  const widths: number[] = []
  for (const row of cells)
    for (const [j, cell] of row.entries()) widths[j] = Math.max(widths[j] ?? 0, cell.length)
  const lines = cells.map((row) => `[${row.map((cell, j) => cell.padStart(widths[j] ?? 0)).join(', ')}]`)
  if (rows.length > MAX_ROWS) lines.push(`… ${rows.length - MAX_ROWS} more rows`)
  return lines
    .map((line, i) => clip(`${i === 0 ? '[' : ' '}${line}${i === lines.length - 1 ? ']' : ','}`, width))
    .join('\n')
}
