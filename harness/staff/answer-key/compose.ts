import { join } from 'node:path'
import { rolldown } from 'rolldown'
import type { Exercise } from '#engine/course/course.ts'
import { filesOf } from './answer-key.ts'

/** Which solution of an exercise to make a submission file of. */
export type Solution =
  | { kind: 'exemplar' }
  | { kind: 'alternative'; id: string }
  | { kind: 'reading'; id: string }
  | { kind: 'mistake'; id: string }

const ENTRY = 'neurograde:submission'
const LANGUAGE = 'neurograde:language'

/**
 * The text of `slug.ts` as a student could have handed it in: one self-contained file, made of the answer
 * key. It is graded like any other submission.
 */
export async function composeFile(
  root: string,
  { slug, name, manifest }: Exercise,
  solution: Solution,
): Promise<string> {
  const folder = join(root, 'solutions', slug)
  const quoted = (path: string) => JSON.stringify(path)
  const [imports, chosen] = overrides(folder, name, solution)
  const source = [
    `import * as exemplar from ${quoted(join(folder, `${name}.ts`))}`,
    ...imports.map(([words, path]) => `import ${words} from ${quoted(path)}`),
    `const solution = { ...exemplar, ...${chosen} }`,
    ...Object.keys(manifest.exports).map((fn) => `export const ${fn} = solution.${fn}`),
  ].join('\n')
  return bundledText(root, source)
}

/** What is put over the exemplar: the imports that it takes, and the expression. */
function overrides(
  folder: string,
  name: string,
  solution: Solution,
): [imports: [words: string, path: string][], chosen: string] {
  if (solution.kind === 'exemplar') return [[], '{}']
  const id = JSON.stringify(solution.id)
  const part = { alternative: 'alternatives', reading: 'readings', mistake: 'mistakes' }[solution.kind]
  if (solution.kind === 'mistake') {
    const files = filesOf(folder, name, part)
    // Of files in a folder some may only hold what others share.
    const banks = files.map((path, i): [string, string] => [`* as bank${i}`, path])
    return [banks, `{ ${files.map((_, i) => `...bank${i}['default']`).join(', ')} }[${id}].exports`]
  }
  return [[['* as way', join(folder, part, `${solution.id}.ts`)]], 'way']
}

/** The text of a source that imports parts of the answer key, as one self-contained file. */
export async function bundledText(root: string, source: string): Promise<string> {
  const build = await rolldown({
    input: ENTRY,
    external: ['#kit', 'ml-matrix', 'seedrandom'],
    platform: 'neutral',
    tsconfig: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'answer-key',
        resolveId(id) {
          if (id === ENTRY || id === LANGUAGE) return id
          // The answer key needs little of the property language: its own words, and comparing.
          if (id === '#engine/spec/index.ts') return LANGUAGE
          if (id === '#data') return join(root, 'exercises', 'data', 'index.ts')
          const room = /^#(reference|solutions|exercises)\/(.*)$/.exec(id)
          return room ? join(root, room[1]!, room[2]!) : null
        },
        load(id) {
          if (id === ENTRY) return source
          if (id !== LANGUAGE) return null
          return ['answer-key', 'tolerance']
            .map(
              (file) =>
                `export * from ${JSON.stringify(join(root, 'harness', 'engine', 'spec', `${file}.ts`))}`,
            )
            .join('\n')
        },
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  return output[0].code
}
