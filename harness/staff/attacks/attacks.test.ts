import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import type { Level } from '#engine/sandbox/policy.ts'
import type { Attack } from './attack.ts'
import { attackCorpus } from './corpus/index.ts'
import { gradeHostile, inGroups, SECRET } from './hostile-submission.ts'
import { addRow, tableOf } from './table.ts'

/**
 * `npm run attacks` tries all at both levels, two families at a time: much of an attack is waiting for what it has hung.
 * `npm test` tries those that were found once and one of each family.
 */
const isWhole = process.env.NEUROGRADE_ATTACKS === 'all'
const folder = mkdtempSync(join(tmpdir(), 'neurograde-attacks-'))
const targets = { secretFile: join(folder, 'secret.txt'), writableFolder: join(folder, 'writable'), port: 0 }
const course = loadCourse(projectRoot)
const probe = await probeLevel()
const levels: Level[] = isWhole ? ['isolated', 'restricted'] : [probe.level]

let server: Server
let visitors = 0

beforeAll(async () => {
  mkdirSync(targets.writableFolder)
  writeFileSync(targets.secretFile, SECRET)
  server = createServer(() => visitors++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  targets.port = (server.address() as { port: number }).port
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
  if (isWhole) console.log(tableOf())
})

/** The attacks of a test, by its name: a family, or what is quick of all. */
function chosen(): Record<string, Attack[]> {
  const corpus = attackCorpus(targets)
  if (isWhole) return corpus
  const quick = Object.values(corpus).flatMap((family) =>
    family.filter((attack, i) => !attack.burns && (attack.historic || i === 0)),
  )
  return { 'what was found before': quick }
}

let submissions = 0

for (const level of levels) {
  const isLeftOut = level === 'isolated' && probe.level !== 'isolated'
  const title = `at the ${level} level${isLeftOut ? ` (left out: ${probe.because})` : ''}`
  describe.skipIf(isLeftOut)(title, () => {
    test.concurrent.for(Object.keys(chosen()))('%s is contained', { timeout: 900_000 }, async (family) => {
      const wrong: string[] = []
      const attacks = chosen()[family]!
      const got = new Set<Attack>()
      for (const group of inGroups(course, attacks)) {
        const outcome = await gradeHostile(course, group, level, join(folder, String(submissions++)))
        const names = [...group.values()].map(({ name }) => name).join(' | ')
        for (const { attack, what } of outcome.complaints) {
          if (attack) got.add(attack)
          if (!attack?.open) wrong.push(`${attack?.name ?? names}: ${what}`)
        }
        const line = addRow({ level, family, names, ...outcome })
        if (isWhole) console.log(line)
      }
      for (const attack of attacks)
        if (attack.open && !got.has(attack)) wrong.push(`${attack.name}: is contained now, it is not "open"`)
      expect(wrong).toEqual([])
      expect(readdirSync(targets.writableFolder), 'a file was written').toEqual([])
      expect(visitors, 'the network was reached').toBe(0)
    })
  })
}

/** Keeps the list honest: an attack without a name or two of one name could hide one another. */
test('the corpus has 125 attacks or more, each with its own name', () => {
  const names = Object.values(attackCorpus(targets)).flatMap((family) => family.map(({ name }) => name))
  expect(names.length).toBeGreaterThanOrEqual(125)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
