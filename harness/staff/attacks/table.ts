import type { Outcome } from './hostile-submission.ts'

interface Row extends Outcome {
  level: string
  family: string
  /** The attacks of the submission. */
  names: string
}

const rows: Row[] = []

/** Takes note of one submission, and gives its line. */
export function addRow(row: Row): string {
  rows.push(row)
  return lineOf(row)
}

function lineOf({ level, names, times, hostile, cost }: Row): string {
  const figures = [`${seconds(cost.wallMs)} s`, `${seconds(cost.processorMs)} s of processor time`]
  const told = times.map(({ name, ms }) => `${name} (${seconds(ms)} s)`).join(' | ')
  return `  ${[...figures, `${cost.graderBytes >> 20} MB`, `${hostile} exercises`, level].join(', ')}: ${told || names}`
}

/** What `npm run attacks` prints: by family and level, what was contained and what the worst submission cost. */
export function tableOf(): string {
  const families = [...new Set(rows.map(({ level, family }) => `${level}\t${family}`))]
  const lines = families.map((key) => {
    const own = rows.filter(({ level, family }) => `${level}\t${family}` === key)
    const attacks = sum(own.map(({ hostile }) => hostile))
    const open = new Set(own.flatMap(({ complaints }) => complaints.map(({ attack }) => attack))).size
    const slowest = own.toSorted(
      (a, b) => b.cost.processorMs / b.hostile - a.cost.processorMs / a.hostile,
    )[0]!
    return [
      ...key.split('\t'),
      attacks,
      attacks - open,
      seconds(Math.max(...own.map(({ cost }) => cost.wallMs))),
      seconds(Math.max(...own.map(({ cost }) => cost.processorMs))),
      seconds(slowest.cost.processorMs / slowest.hostile),
      Math.max(...own.map(({ cost }) => cost.graderBytes)) >> 20,
    ]
  })
  const head = [
    'level',
    'family',
    'attacks',
    'contained',
    'wall s',
    'processor s',
    'for each exercise',
    'grader MB',
  ]
  const widest = rows.toSorted((a, b) => b.cost.processorMs - a.cost.processorMs).slice(0, 8)
  return [
    '',
    ...[head, ...lines].map((cells) => cells.map((cell, i) => String(cell).padEnd(i < 2 ? 24 : 18)).join('')),
    '',
    'The submissions that cost most:',
    ...widest.map(lineOf),
    '',
    `${rows.length} submissions, ${seconds(sum(rows.map(({ cost }) => cost.wallMs)))} s in all.`,
  ].join('\n')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
