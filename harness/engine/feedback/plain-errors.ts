/** What the commonest JavaScript errors mean, in plain words. The first pattern that fits is used. */
const translations: readonly [RegExp, string][] = [
  [/^TODO/, 'This function is not written yet.'],
  [/is not iterable/, 'A list was expected, but the value is not a list (often: undefined).'],
  [
    /Cannot read propert(?:y|ies) of (?:undefined|null)/,
    'An index or field was read from a value that is not there.',
  ],
  [
    /Cannot set propert(?:y|ies) of (?:undefined|null)/,
    'An index or field was written to a value that is not there.',
  ],
  [
    /is not a function/,
    'Something was called that is not a function: a typing error in the name, or a missing value.',
  ],
  [/is not defined/, 'A name is used that was never declared or imported.'],
  [/Assignment to constant/, 'A const can not be given a new value: use let.'],
  [/Maximum call stack/, 'A function calls itself without end.'],
  [/Invalid array length/, 'An array was made with a length that is negative or not a whole number.'],
  [/before initialization/, 'A name is used above the line that declares it.'],
  [/Math\.random/, 'Math.random can not be repeated: take chance from createRng(seed) of #kit.'],
]

/** A plain sentence for an error message; undefined when it is not a known one. */
export function inPlainWords(message: string): string | undefined {
  return translations.find(([pattern]) => pattern.test(message))?.[1]
}
