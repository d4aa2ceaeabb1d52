import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CourseError, loadCourse } from '#engine/course/course.ts'
import { changedFiles } from '#engine/course/problems.ts'
import { projectRoot } from '#engine/course/root.ts'
import { HANDED_OUT } from '#engine/course/student-tree.ts'
import { textDigest } from '#engine/grading/digests.ts'
import { proveRelease } from './proof.ts'
import { writeRelease } from './release.ts'

const SECRET = 'a course key that nobody must see'
const course = loadCourse(projectRoot)
const [first] = course.exercises

let folder: string
let tree: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-release-'))
  tree = join(folder, 'student')
  await writeRelease(course, tree)
})

afterAll(() => rmSync(folder, { recursive: true }))

const read = (path: string) => readFileSync(join(tree, path), 'utf8')
const json = (path: string) => JSON.parse(read(path))

describe('the tree that students get', () => {
  test('is a course, with the stubs as they are here', () => {
    expect(loadCourse(tree).exercises.map(({ slug }) => slug)).toEqual(
      course.exercises.map(({ slug }) => slug),
    )
    expect(read(first!.file)).toContain('TODO')
    expect(json(HANDED_OUT).exercises[first!.slug]).toMatchObject({
      points: first!.manifest.points,
      stub: textDigest(read(first!.file)),
    })
  })

  test.each([
    'solutions',
    'reference',
    'harness/staff',
    '.neurograde',
    'node_modules',
    '.git',
    'CONTRIBUTING.md',
  ])('has no %s', (path) => {
    expect(existsSync(join(tree, path))).toBe(false)
  })

  test.each([
    '.gitignore',
    'README.md',
    '.github/workflows/classroom.yml',
    'harness/neurograde.js',
    'LICENSE',
  ])('has a %s', (path) => {
    expect(existsSync(join(tree, path))).toBe(true)
  })

  test('has the visible tests and none of ours', () => {
    expect(existsSync(join(tree, 'exercises', first!.slug, `${first!.name}.test.ts`))).toBe(true)
    expect(existsSync(join(tree, 'harness/engine/spec/tolerance.ts'))).toBe(true)
    expect(existsSync(join(tree, 'harness/engine/spec/tolerance.test.ts'))).toBe(false)
    expect(existsSync(join(tree, 'harness/engine/grading/grade.fixture.ts'))).toBe(false)
  })

  test('leads to none of the rooms of the staff', () => {
    expect(Object.keys(json('package.json').imports)).toEqual(['#kit', '#data', '#exercises/*', '#engine/*'])
    expect(json('package.json').devDependencies).toBeUndefined()
  })

  test('knows every file that students have no reason to change, and is as it was handed out', () => {
    const { handedOut, problems } = loadCourse(tree)
    const files = Object.keys(handedOut!.files)
    expect(files).toContain('exercises/course.json')
    expect(files).toContain(`exercises/${first!.slug}/${first!.name}.visible.ts`)
    expect(files).toContain('harness/engine/spec/tolerance.ts')
    expect(files).toContain('.github/workflows/classroom.yml')
    expect(files).not.toContain(first!.file)
    expect(changedFiles(tree, handedOut!, [''])).toEqual([])
    expect(problems).toEqual([])
  })

  test('is not written over anything', async () => {
    await expect(writeRelease(course, tree)).rejects.toThrow(CourseError)
    await expect(writeRelease(course, tree)).rejects.toThrow(/is not empty/)
    mkdirSync(join(folder, 'empty'))
    await expect(writeRelease(course, join(folder, 'empty'))).resolves.toBeUndefined()
  })
})

describe('the lock of students', () => {
  test('holds no package that only the staff needs, and every other one as it is here', () => {
    const ours = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages
    const theirs = json('package-lock.json').packages
    const paths = Object.keys(theirs).filter((path) => path !== '')
    expect(paths.filter((path) => theirs[path].dev)).toEqual([])
    expect(paths).not.toContain('node_modules/@biomejs/biome')
    expect(paths).toContain('node_modules/fast-check')
    for (const path of paths) expect(theirs[path]).toEqual(ours[path])
  })

  test('agrees with their package.json', () => {
    const { name, dependencies, optionalDependencies } = json('package.json')
    const lock = json('package-lock.json')
    expect(lock.name).toBe(name)
    expect(lock.packages['']).toMatchObject({ name, dependencies, optionalDependencies })
    expect(lock.packages['']).not.toHaveProperty('devDependencies')
    for (const dependency of Object.keys(dependencies))
      expect(lock.packages).toHaveProperty([`node_modules/${dependency}`])
  })
})

describe('the proof', () => {
  const planted: string[] = []
  const problems = () => proveRelease(projectRoot, tree, [SECRET]).problems

  function plant(path: string, text: string): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
    planted.push(path)
  }

  afterEach(() => {
    for (const path of planted.splice(0)) rmSync(join(tree, path))
  })

  test('holds for the tree as it is written', () => {
    const proof = proveRelease(projectRoot, tree, [SECRET])
    expect(proof.problems).toEqual([])
    expect(proof.files).toBeGreaterThan(50)
    expect(proof.imports).toBeGreaterThan(100)
    expect(proof.secretLines).toBeGreaterThan(500)
  })

  test('fails for a line of a solution', () => {
    const path = `solutions/${first!.slug}/${first!.name}.ts`
    const lines = readFileSync(join(projectRoot, path), 'utf8').split('\n')
    const telling = lines.find((line) => line.trim().length > 60 && line.includes('return'))!
    plant('exercises/notes.md', `# Notes\n      ${telling.trim()}  \n`)
    expect(problems()).toEqual([`exercises/notes.md:2 is a line of ${path}`])
  })

  test('fails for a line of a hidden property, of a mistake and of the reference', () => {
    const files = [
      `solutions/${first!.slug}/${first!.name}.hidden.ts`,
      `solutions/${first!.slug}/${first!.name}.mistakes.ts`,
      'reference/losses/regression.ts',
    ]
    const lines = files.map((file) =>
      readFileSync(join(projectRoot, file), 'utf8')
        .split('\n')
        .findLast((line) => line.trim().length > 60 && /[({]/.test(line) && !line.startsWith('import ')),
    )
    plant('exercises/kit/notes.txt', lines.join('\n'))
    expect(problems()).toHaveLength(3)
  })

  test.each(['solutions/05-regression-loss/notes.md', 'reference/x.ts', 'harness/staff/commands.ts'])(
    'fails for the file %s',
    (path) => {
      plant(path, '\n')
      expect(problems()).toEqual([`${path} belongs to the staff`])
    },
  )

  test('fails for an import of a file that is not there', () => {
    plant('exercises/kit/extra.ts', "import '#engine/spec/nothing.ts'\nexport * from './gone.ts'\n")
    expect(problems()).toEqual([
      'exercises/kit/extra.ts:1 imports #engine/spec/nothing.ts, which is not in the tree',
      'exercises/kit/extra.ts:2 imports ./gone.ts, which is not in the tree',
    ])
  })

  test('fails for an import of a room that students do not have', () => {
    plant(
      'harness/student/extra.ts',
      // In pieces, so that the architecture test does not take it for an import of this file.
      [`'#solutions/05/x.ts'`, `"#solutions/05/y.ts"`]
        .map((path, i) => `export type T${i} = typeof ${'import'}(${path})\n`)
        .join('')
        .concat("await import('#reference/x.ts')\n"),
    )
    expect(problems().sort()).toEqual([
      'harness/student/extra.ts:1 imports #solutions/05/x.ts, which leads nowhere',
      'harness/student/extra.ts:2 imports #solutions/05/y.ts, which leads nowhere',
      'harness/student/extra.ts:3 imports #reference/x.ts, which leads nowhere',
    ])
  })

  test('fails for an import that leaves the tree, even to a file that is there on this machine', () => {
    writeFileSync(join(folder, 'outside.ts'), '')
    const absolute = join(projectRoot, 'harness', 'main.ts')
    plant(
      'harness/extra.ts',
      `import '../../outside.ts'\nimport ${JSON.stringify(absolute)}\nimport 'file:///tmp/x.ts'\n`,
    )
    expect(problems()).toEqual([
      'harness/extra.ts:1 imports ../../outside.ts, which is not in the tree',
      `harness/extra.ts:2 imports ${absolute}, which is not in the tree`,
      'harness/extra.ts:3 imports file:///tmp/x.ts, which is not in the tree',
    ])
  })

  test('fails for the course key, wherever it stands', () => {
    plant('.github/notes.yml', `key: ${SECRET}\n`)
    expect(problems()).toEqual(['.github/notes.yml holds a secret'])
  })

  test.skipIf(process.platform === 'win32')('fails for a link to a room of the staff', () => {
    symlinkSync(join(projectRoot, 'solutions'), join(tree, 'exercises', 'kit', 'more'))
    planted.push('exercises/kit/more')
    expect(problems().length).toBeGreaterThan(0)
  })
})
