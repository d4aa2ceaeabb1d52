/** A sentence of a statement that must be held by properties. */
export interface Stated {
  /** As it stands, with single spaces; a row of a table is its cells with `|` between them. */
  text: string
  /** The codes that a row of the error table says. */
  codes: string[]
}

/** The bullets, paragraphs and table rows under "Errors" and "Conventions" of a README, a sentence each. */
export function sentencesOfReadme(readme: string): Stated[] {
  return (['Errors', 'Conventions'] as const).flatMap((title) =>
    blocksOf(section(readme, title)).flatMap((block): Stated[] => {
      if (!block.startsWith('|')) return sentencesIn(block).map((text) => ({ text, codes: [] }))
      const text = unboxed(block)
      const codes = title === 'Errors' ? text.slice(text.lastIndexOf('|')).match(/\b[A-Z][A-Z_]+\b/g) : null
      return [{ text, codes: codes ?? [] }]
    }),
  )
}

/** What the docstrings of a stub say of defaults and of ties. */
export function sentencesOfStub(stub: string): Stated[] {
  return docstringsOf(stub)
    .flatMap((doc) => doc.split(/\n\s*\n|\n(?=@)/))
    .flatMap((block) => sentencesIn(block.trim().replace(/^@\w+\s*/, '')))
    .filter((text) => isDefault(text) || /\bequally\b|\bties?\b/i.test(text))
    .map((text) => ({ text, codes: [] }))
}

/** Whether a sentence says what holds for an argument that is left out. */
export function isDefault(text: string): boolean {
  return /\bunless (told|given)\b/i.test(text)
}

/** All that a README and the docstrings of a stub say, to look sentences up in. */
export function wordsOf(readme: string, stub: string): string {
  return plain([readme, ...docstringsOf(stub)].join('\n'))
}

/** A text with single spaces, and pipes as they are shown. */
export function plain(text: string): string {
  return text.replaceAll('\\|', '|').replace(/\s+/g, ' ').trim()
}

/** The sentences of a text: not cut in code, in brackets or after an abbreviation. */
export function sentencesIn(block: string): string[] {
  const text = plain(block)
  const ends: number[] = []
  let depth = 0
  // Code first, so that what it holds counts neither as a bracket nor as an end.
  for (const { 0: found, index } of text.matchAll(/`[^`]*`|[([]|[)\]]|[.!?][)*_"'”’]*(?=\s)/g)) {
    if (/^[([]/.test(found)) depth += 1
    else if (/^[)\]]/.test(found)) depth = Math.max(0, depth - 1)
    else if (!found.startsWith('`')) {
      const end = index + found.length
      // The end of a sentence may stand inside the bracket that the sentence fills.
      if (found.includes(')')) depth = Math.max(0, depth - 1)
      if (depth === 0 && isEnd(text.slice(0, end), text.slice(end).trimStart())) ends.push(end)
    }
  }
  return [0, ...ends].map((start, i) => text.slice(start, ends[i]).trim()).filter((one) => one !== '')
}

const abbreviated = /\b(e\.g|i\.e|etc|cf|vs|approx|resp|fig|eq|sec)\.[)*_"'”’]*$/i

function isEnd(before: string, after: string): boolean {
  // An ellipsis, a factorial or a bracket goes on with a small letter; a full stop ends, as names begin with one too.
  return !abbreviated.test(before) && !(/(\.\.|[!?)])$/.test(before) && /^[a-z]/.test(after))
}

function section(markdown: string, title: string): string {
  const [, rest = ''] = markdown.split(new RegExp(`^## ${title}[ \\t]*$`, 'm'))
  return rest.split(/^##? /m)[0]!
}

/** Bullets, paragraphs and the rows of tables, without the head of the table. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = []
  let goesOn = false
  for (const line of markdown.split('\n')) {
    const bullet = /^\s*[-*+]\s+(.*)/.exec(line) ?? /^\d+[.)]\s+(.*)/.exec(line)
    const isRow = line.trimStart().startsWith('|')
    if (/^\s*\|[\s:|-]+\|\s*$/.test(line)) blocks.pop()
    else if (bullet || isRow || !goesOn) blocks.push(bullet?.[1] ?? line.trim())
    else blocks.push(`${blocks.pop()} ${line.trim()}`)
    goesOn = line.trim() !== '' && !isRow
  }
  return blocks.filter((block) => block !== '')
}

/** The cells of a row of a table without the pipes around it. */
function unboxed(row: string): string {
  return plain(row.replace(/^\|/, '').replace(/\|\s*$/, ''))
}

function docstringsOf(stub: string): string[] {
  return [...stub.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, doc]) => doc!.replace(/^[ \t]*\*[ \t]?/gm, ''))
}
