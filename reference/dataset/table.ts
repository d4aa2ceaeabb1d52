import { type Label, type Mat, MLError } from '#kit'
import { sortedClasses } from '../metrics/classification.ts'
import { checkFiniteOrMissing, checkLabels, checkNotEmpty, checkParam } from '../validation.ts'

/** One row of a lab table: what was measured of one neuron, null for what is missing. */
export type NeuronRecord = Record<string, number | string | null>

export interface Dataset {
  /** n × d features, in the order of `featureNames`; NaN is missing. */
  X: Mat
  /** n labels, or null for a table without. */
  y: Label[] | null
  featureNames: string[]
  /** The distinct labels in ascending order, or null. */
  classes: Label[] | null
}

/**
 * Feature matrix and labels from a table with one record per neuron.
 *
 * A feature that is null becomes NaN.
 *
 * @param records n ≥ 1 records; each has every feature, and the label if one is asked for
 * @param featureNames d distinct names
 * @param labelName not one of the features
 * @throws MLError EMPTY; SHAPE for a record that lacks a name which others have; NON_FINITE for a feature of
 *   ±infinity and a label that is no finite number; PARAM for a name that is repeated, that is both feature and
 *   label, or that no record has, for a string as a feature, and for labels that are null or of both types
 */
export function makeDataset(records: NeuronRecord[], featureNames: string[], labelName?: string): Dataset {
  checkNotEmpty(records, 'the table')
  const names = labelName === undefined ? featureNames : [...featureNames, labelName]
  for (const name of names) checkEveryRecordHas(records, name)
  const X = records.map((record) => featureNames.map((name) => record[name] ?? Number.NaN))
  const y = labelName === undefined ? null : records.map((record) => record[labelName]!)
  checkFiniteOrMissing(X.map(numbersOf), 'the table')
  if (y)
    checkLabels(
      y.filter((label) => label !== null),
      'the label',
    )
  checkParam(new Set(names).size === names.length, 'a name is given twice')
  checkParam(
    X.every((row) => numbersOf(row).length === row.length),
    'a feature is a string',
  )
  checkParam(!y?.includes(null as never), 'a label is missing')
  return { X: X.map(numbersOf), y, featureNames: [...featureNames], classes: y && sortedClasses(y) }
}

function numbersOf(row: (number | string)[]): number[] {
  return row.filter((value) => typeof value === 'number')
}

function checkEveryRecordHas(records: NeuronRecord[], name: string): void {
  const without = records.filter((record) => !Object.hasOwn(record, name)).length
  checkParam(without < records.length, `no record has ${name}`)
  if (without > 0) throw new MLError('SHAPE', `${without} of ${records.length} records have no ${name}`)
}
