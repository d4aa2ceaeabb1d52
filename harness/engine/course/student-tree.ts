import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The list of what was handed out: see handed-out.ts. */
export const HANDED_OUT = 'exercises/handed-out.json'

/** Whether a tree is one that was handed out. The staff has the course itself, and no list of it. */
export function isStudentTree(root: string): boolean {
  return existsSync(join(root, 'harness', 'student')) && !existsSync(join(root, 'harness', 'staff'))
}
