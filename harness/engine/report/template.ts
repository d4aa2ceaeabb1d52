import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { projectRoot } from '../course/root.ts'

const handlebars = Handlebars.create()

/** Text in a table cell: a bar or a line break would end it. */
handlebars.registerHelper('cell', (text: unknown) =>
  String(text).replaceAll('|', '\\|').replaceAll('\n', ' '),
)

/** Text in a fence that nothing in it can close. */
handlebars.registerHelper('fenced', (text: unknown) => {
  const longest = Math.max(2, ...[...String(text).matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
})

/** Fills a template of `templates/` with data. The output is Markdown, so nothing is escaped as HTML. */
export function render(template: string, data: object): string {
  const source = readFileSync(join(projectRoot, 'templates', template), 'utf8')
  return handlebars.compile(source, { noEscape: true })(data)
}
