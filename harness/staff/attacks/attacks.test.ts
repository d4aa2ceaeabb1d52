import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { type Grade, gradeSchema } from '#engine/grading/record.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { composeFile } from '../answer-key/compose.ts'
import { type Attack, attackCorpus, attackFile } from './corpus.ts'

const SECRET = 'neurograde-secret-0f2a9c71'
const folder = mkdtempSync(join(tmpdir(), 'neurograde-attacks-'))
const targets = { secretFile: join(folder, 'secret.txt'), writableFolder: join(folder, 'writable'), port: 0 }
const course = loadCourse(projectRoot)
/** The exercise that stays honest in every submission, to show that its grade is not lost. */
const [honest, ...slots] = course.exercises
const probe = await probeLevel()

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
})

for (const level of ['isolated', 'restricted'] as const) {
  const isLeftOut = level === 'isolated' && probe.level !== 'isolated'
  describe.skipIf(isLeftOut)(
    `attacks at the ${level} level${isLeftOut ? ` (left out: ${probe.because})` : ''}`,
    () => {
      test('none earns a point, leaks a secret, leaves anything behind or stops the grader', {
        timeout: 600_000,
      }, async () => {
        const exemplar = await composeFile(projectRoot, honest!, { kind: 'exemplar' })
        for (const [i, attacks] of inGroups(attackCorpus(targets), slots.length).entries()) {
          const submission = join(folder, `${level}-${i}`)
          write(join(submission, honest!.file), exemplar)
          for (const [j, attack] of attacks.entries())
            write(
              join(submission, slots[j]!.file),
              attackFile(attack, Object.keys(slots[j]!.manifest.exports)),
            )
          const { stdout, grade, files } = await gradeByCommand(submission, level)

          expect(grade.status, 'the grader was stopped').toBe('graded')
          expect(
            grade.exercises.find(({ slug }) => slug === honest!.slug)?.status,
            'an honest exercise lost its grade',
          ).toBe('pass')
          for (const [j, { name }] of attacks.entries()) {
            const record = grade.exercises.find(({ slug }) => slug === slots[j]!.slug)!
            expect({ attack: name, points: record.points }).toEqual({ attack: name, points: 0 })
          }
          for (const text of [stdout, ...files]) {
            expect(text).not.toContain(SECRET)
            expect(text).not.toMatch(/LEAK:\w/)
            expect(text.replace(/^::notice title=Autograding report::.*maxPoints":\d+\}$/m, '')).not.toMatch(
              /::notice|##\[/,
            )
          }
        }
        expect(readdirSync(targets.writableFolder), 'a file was written').toEqual([])
        expect(visitors, 'the network was reached').toBe(0)
        expect(await sandboxesLeft(), 'a process was left').toEqual([])
      })
    },
  )
}

interface Graded {
  stdout: string
  grade: Grade
  files: string[]
}

/** Runs the real command, with secrets where an attack would look for them. */
function gradeByCommand(submission: string, level: string): Promise<Graded> {
  const out = `${submission}-out`
  const command = join(projectRoot, 'harness', 'neurograde.js')
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [command, 'grade', submission, '--out', out, '--sandbox', level],
      {
        env: { ...process.env, NEUROGRADE_COURSE_KEY: SECRET, GITHUB_ACTIONS: 'false' },
        maxBuffer: 64 * 2 ** 20,
      },
      (error, stdout, stderr) => {
        if (error) return reject(new Error(`grade ended with ${error.code}: ${stderr}`))
        const files = ['grade.json', 'report.md'].map((file) => readFileSync(join(out, file), 'utf8'))
        resolve({ stdout: stdout + stderr, grade: gradeSchema.parse(JSON.parse(files[0]!)), files })
      },
    )
  })
}

/** Command lines of sandbox processes that still run on this machine. */
function sandboxesLeft(): Promise<string[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-eo', 'ppid,args'], (_, stdout) =>
      resolve(stdout.split('\n').filter((line) => /^\s*1\s.*host\.cjs/.test(line))),
    )
  })
}

function inGroups<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Keeps the list honest: an attack without a name or two of one name could hide one another. */
test('the corpus has 30 attacks or more, each with its own name', () => {
  const names = attackCorpus(targets).map(({ name }: Attack) => name)
  expect(names.length).toBeGreaterThanOrEqual(30)
  expect(new Set(names).size).toBe(names.length)
})
