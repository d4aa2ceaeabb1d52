import type { Trouble } from '../spec/student.ts'
import type { Bundle } from './bundle.ts'
import type { Thrown } from './protocol.ts'

/** Of names, messages and stacks: the process should have cut them already, but what it says is not trusted. */
const MAX_TEXT = 2000

/** What the student's code threw, as data, with the innermost line of the student's own files. */
export function thrownTrouble(fn: string, thrown: unknown, { locate }: Bundle): Trouble {
  const text = (key: keyof Thrown) => {
    const value = (thrown as Partial<Thrown>)[key]
    return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
  }
  const [name, code] = [text('name'), text('code')]
  return {
    kind: 'threw',
    fn,
    message: text('message'),
    ...(name ? { name } : {}),
    ...(code ? { code } : {}),
    ...position(text('stack'), locate),
  }
}

function position(stack: string, locate: Bundle['locate']): { file: string; line: number } | undefined {
  for (const [, line, column] of stack.matchAll(/student\.js:(\d{1,7}):(\d{1,7})/g)) {
    const found = locate(Number(line), Number(column))
    if (found) return found
  }
  return undefined
}
