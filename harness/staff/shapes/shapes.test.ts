import { describe, expect, test } from 'vitest'
import { brokenBy, studentOf } from './run.fixture.ts'
import { submissionText } from './shape.ts'
import { shapes } from './shapes.ts'

/** Processor time of this process in seconds, for the whole of a shape on one seed: it is printed, not judged. */
const spent: string[] = []

describe.each(shapes.map((shape) => ({ slug: shape.slug, shape })))('$slug', ({ slug, shape }) => {
  test('the exemplar obeys every property on several seeds', async () => {
    const start = process.cpuUsage()
    for (const [id, law] of Object.entries(shape.hidden))
      for (const seed of Array.isArray(law.given) ? [1] : [1, 2, 3])
        expect({ id, seed, broken: await brokenBy(shape, law, shape.exemplar, seed) }).toEqual({ id, seed })
    const { user, system } = process.cpuUsage(start)
    spent.push(`${slug} ${((user + system) / 1e6).toFixed(1)} s`)
    console.log(spent.at(-1))
  })

  test.each(Object.entries(shape.mistakes))(
    '%s is caught by the property that names it',
    async (_, mistake) => {
      const law = shape.hidden[mistake.caughtBy]
      expect(law).toBeDefined()
      const broken = await brokenBy(shape, law!, { ...shape.exemplar, ...mistake.exports }, 1)
      expect(broken).toMatchObject({})
      if (broken?.because) expect(broken.because).not.toMatch(/undefined|\[object/)
    },
  )

  test('the bands of the statistical properties come out again, and bound a false fail', async () => {
    for (const [id, { power }] of Object.entries(shape.hidden)) {
      if (!power) continue
      const measured = async (module: object) => {
        const values = await power.measure(studentOf(shape, { ...shape.exemplar, ...module }))
        return { values, band: [Math.min(...values), Math.max(...values)].map((v) => v.toPrecision(3)) }
      }
      const reference = await measured({})
      const control = await measured(shape.mistakes[power.control]!.exports)
      const digits = (band: readonly number[]) => band.map((v) => v.toPrecision(3))
      expect({ id, reference: reference.band, control: control.band }).toEqual({
        id,
        reference: digits(power.measured.reference),
        control: digits(power.measured.control),
      })
      expect(power.falseFail(reference.values)).toBeLessThanOrEqual(1e-6)
    }
  })

  test('it is a file that could be handed in', async () => {
    const text = await submissionText(shape, Object.keys(shape.mistakes)[0])
    const imports = [...text.matchAll(/from ["']([^"']+)["']/g)].map(([, from]) => from)
    expect(imports.filter((from) => !['#kit', 'ml-matrix', 'seedrandom'].includes(from!))).toEqual([])
    expect(text).toMatch(/export \{/)
  })
})
