import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export const slugPattern = /^\d\d(-[a-z0-9]+)+$/

/** What stands under a number in `exercises/`: exercises, and what is none (with the reason). */
export interface Folders {
  slugs: string[]
  strays: { name: string; because: string }[]
}

/**
 * Finds the exercises of a course by the names of their folders.
 *
 * @param known the exercises that were handed out, where that is known: nothing else is one then
 */
export function exerciseFolders(folder: string, known?: readonly string[]): Folders {
  const strays: Folders['strays'] = []
  const slugs: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const { name } = entry
    if (!/^\d\d\D/.test(name)) continue
    const because = !entry.isDirectory()
      ? `is ${entry.isSymbolicLink() ? 'a link' : 'a file'}, not the folder of an exercise`
      : known && !known.includes(name)
        ? 'is no exercise of this course'
        : !slugPattern.test(name)
          ? 'is not named like an exercise, such as 05-regression-loss'
          : undefined
    because ? strays.push({ name, because }) : slugs.push(name)
  }
  const copies = slugs.flatMap((slug) => {
    const same = slugs.filter((other) => other !== slug && other.startsWith(slug.slice(0, 3)))
    if (same.length === 0) return []
    // A copy that was renamed still holds the file of the folder that it was copied from.
    const isCopy = !hasOwnFile(folder, slug) && same.some((other) => hasOwnFile(folder, other))
    const isOriginal = hasOwnFile(folder, slug) && !same.some((other) => hasOwnFile(folder, other))
    return isOriginal
      ? []
      : [
          {
            name: slug,
            because: isCopy
              ? `has the number of ${same.join(', ')} and no ${slug.slice(3)}.ts: it looks like a copy`
              : `has the same number as ${same.join(', ')}; give one of them another`,
          },
        ]
  })
  const isCopied = new Set(copies.map(({ name }) => name))
  return { slugs: slugs.filter((slug) => !isCopied.has(slug)), strays: [...strays, ...copies] }
}

function hasOwnFile(folder: string, slug: string): boolean {
  return existsSync(join(folder, slug, `${slug.slice(3)}.ts`))
}
