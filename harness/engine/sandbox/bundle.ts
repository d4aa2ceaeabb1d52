import { SourceMap } from 'node:module'
import { StudentTrouble } from '../spec/student.ts'
import type { BundleRequest } from './bundler.ts'
import { askBundler } from './bundler-process.ts'

/** The student's code of one exercise as one script, and what is needed to speak of its lines. */
export interface Bundle {
  code: string
  /** Every file of the submission that went in, by path. */
  files: Record<string, string>
  /** Earlier exercises that it imports. */
  imports: string[]
  /** Where a position in the bundle comes from; undefined for code that is not the student's. */
  locate(line: number, column: number): { file: string; line: number } | undefined
  /** The line of an exported name in the student's own file. */
  lineOf(name: string): number | undefined
}

/**
 * Bundles one exercise of a submission: `#kit`, two libraries, files of its own folder and of earlier
 * exercises. What that means to the letter is in bundler.ts.
 *
 * @param request its entry is like `exercises/05-regression-loss/regression-loss.ts`
 * @throws StudentTrouble for a missing file, a syntax error or a forbidden import
 */
export async function bundle(request: BundleRequest): Promise<Bundle> {
  const reply = await askBundler(request)
  if ('trouble' in reply) throw new StudentTrouble(reply.trouble)
  const { code, files, map, lines } = reply.data
  const positions = map === undefined ? undefined : new SourceMap(JSON.parse(map))
  const paths = Object.keys(files)
  return {
    code,
    files,
    imports: [...new Set(paths.map((file) => file.split('/')[1]!))]
      .filter((slug) => slug !== request.entry.split('/')[1])
      .sort(),
    locate: (line, column) => {
      const found = positions?.findEntry(line - 1, column - 1)
      if (!found || !('originalSource' in found)) return undefined
      const file = paths.find((path) => found.originalSource.endsWith(path))
      return file ? { file, line: found.originalLine + 1 } : undefined
    },
    lineOf: (name) => lines.find(([exported]) => exported === name)?.[1],
  }
}
