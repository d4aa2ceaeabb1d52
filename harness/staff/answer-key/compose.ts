import { join } from 'node:path'
import { rolldown } from 'rolldown'
import type { Exercise } from '#engine/course/course.ts'

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
  const part = (ending: string) => JSON.stringify(join(root, 'solutions', slug, `${name}${ending}`))
  const chosen = {
    exemplar: () => '{}',
    alternative: (id: string) => `ways[${id}]`,
    reading: (id: string) => `accepted[${id}]`,
    mistake: (id: string) => `bank[${id}].exports`,
  }[solution.kind]('id' in solution ? JSON.stringify(solution.id) : '')
  const source = [
    `import * as exemplar from ${part('.ts')}`,
    ...(solution.kind === 'alternative' ? [`import ways from ${part('.alternatives.ts')}`] : []),
    ...(solution.kind === 'reading' ? [`import { accepted } from ${part('.alternatives.ts')}`] : []),
    ...(solution.kind === 'mistake' ? [`import bank from ${part('.mistakes.ts')}`] : []),
    `const solution = { ...exemplar, ...${chosen} }`,
    ...Object.keys(manifest.exports).map((fn) => `export const ${fn} = solution.${fn}`),
  ].join('\n')
  return bundledText(root, source)
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
