import { describe, expect, test } from 'vitest'
import { exerciseWith, gradeWith, propertyWith } from '../grading/grade.fixture.ts'
import { markdownReport } from './markdown.ts'

const failing = (changes: Parameters<typeof propertyWith>[0] = {}) =>
  propertyWith({ status: 'fail', message: 'FAIL  01-double / doubles', ...changes })

describe('the report of a grade', () => {
  test('begins with the points and the one thing to do next', () => {
    const text = markdownReport(
      gradeWith([exerciseWith({ properties: [propertyWith(), failing({ id: 'is-odd' })] })]),
    )
    expect(text.split('\n')[0]).toBe('**2.5 of 5 points.** Next: is-odd in 01-double.')
  })

  test('has a row for each exercise, with points and a bar', () => {
    const text = markdownReport(
      gradeWith([
        exerciseWith(),
        exerciseWith({ slug: '02-half', title: 'Halving', properties: [propertyWith(), failing()] }),
      ]),
    )
    expect(text).toContain(`| unit | exercise | outcome | points | |
|---:|---|---|---:|---|
| 1 | 01 Doubling | complete | 2.5 / 2.5 | ██████████ 100 % |
| 1 | 02 Halving | 1 of 2 properties hold | 2.5 / 5 | █████░░░░░ 50 % |
`)
  })

  test('never rounds up to everything', () => {
    const almost = exerciseWith({ points: 99.99, maxPoints: 100, properties: [failing()] })
    expect(markdownReport(gradeWith([almost]))).toContain('█████████░ 99 %')
  })

  test('shows the first failure in full and folds the others', () => {
    const messages = ['first message', 'second message', 'third message']
    const text = markdownReport(
      gradeWith([
        exerciseWith({ properties: messages.map((message, i) => failing({ id: `p-${i}`, message })) }),
      ]),
    )
    const [open = '', folded = ''] = text.split('<details><summary>2 more</summary>')
    expect(open).toContain('### First to fix: 01-double / p-0')
    expect(open).toContain('```text\nfirst message\n```')
    expect(folded).toContain('```text\nsecond message\n```')
    expect(folded).toContain('```text\nthird message\n```')
    expect(folded).toContain('</details>')
  })

  test('shows what the code of the first failure printed', () => {
    const exercise = exerciseWith({ properties: [failing()], printed: 'hello ``` there' })
    expect(markdownReport(gradeWith([exercise]))).toContain(
      'Your code printed:\n\n````text\nhello ``` there\n````',
    )
  })

  test('says what is graded only after handing in, and does not call a part complete', () => {
    const remark =
      '1 of 3 properties are checked here; 2 more, worth 7.5 of 10 points, are graded after you hand in.'
    const visible = exerciseWith({
      properties: [propertyWith({ visible: true })],
      unchecked: { properties: 2, points: 7.5 },
    })
    expect(markdownReport(gradeWith([visible]))).not.toMatch(/complete|Everything/)
    expect(markdownReport(gradeWith([visible]))).toContain(remark)
    expect(markdownReport(gradeWith())).not.toContain(remark)
  })

  test('of a grade without exercises or failures is whole', () => {
    expect(markdownReport(gradeWith([]))).toMatch(/^\*\*0 of 0 points\.\*\* Everything holds\./)
    expect(markdownReport(gradeWith())).not.toMatch(/First to fix|<details>|undefined|\{\{/)
  })
})

describe('hostile text', () => {
  test('can not close its fence, however many backticks it has', () => {
    for (const run of ['```', '`````', '`'.repeat(40)]) {
      const message = `before\n${run}\n# A heading\n**0 of 0 points**\n${run}`
      const text = markdownReport(gradeWith([exerciseWith({ properties: [failing({ message })] })]))
      expect(outsideFences(text)).not.toContain('A heading')
      expect(outsideFences(text)).toContain('digest')
    }
  })

  test('can not end a cell of the table or start a row', () => {
    const exercise = exerciseWith({ title: 'a | b\n| 1 | forged', properties: [failing()] })
    const rows = markdownReport(gradeWith([exercise])).match(/^\| 1 \|.*$/gm)
    expect(rows).toEqual([
      '| 1 | 01 a \\| b \\| 1 \\| forged | 0 of 1 properties hold | 0 / 2.5 | ░░░░░░░░░░ 0 % |',
    ])
  })

  test('in HTML stays in its fence', () => {
    const text = markdownReport(
      gradeWith([exerciseWith({ properties: [failing(), failing({ message: '</details><h1>x</h1>' })] })]),
    )
    expect(outsideFences(text).match(/<\/details>/g)).toHaveLength(1)
  })
})

test('a report of very many failures stays below 200 KB and says how many there are', () => {
  const properties = Array.from({ length: 400 }, (_, i) =>
    failing({ id: `p-${i}`, message: 'µ'.repeat(2000) }),
  )
  const text = markdownReport(gradeWith([exerciseWith({ properties })]))
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(200 * 1024)
  expect(text).toContain('<summary>399 more</summary>')
})

/** What a Markdown reader takes for Markdown: all lines that are in no fence. */
function outsideFences(text: string): string {
  let fence: string | undefined
  return text
    .split('\n')
    .filter((line) => {
      const run = /^ {0,3}(`{3,})(.*)$/.exec(line)
      if (fence === undefined) {
        if (run && !run[2]?.includes('`')) fence = run[1]
        return !run
      }
      if (run && run[1]!.length >= fence.length && run[2]!.trim() === '') fence = undefined
      return false
    })
    .join('\n')
}
