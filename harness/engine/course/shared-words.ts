/** Words of the properties that every exercise has. */
export const sharedWords: Record<
  string,
  { kind: 'contract'; statement: string; weight: number; hints: [string, string, string] }
> = {
  'keeps-inputs': {
    kind: 'contract',
    statement: 'A function leaves the arrays and records that it is given as they were.',
    weight: 2,
    hints: [
      'Compare the arguments in the case before and after the call.',
      'sort, reverse, push, splice and x[i] = … change an array in place. Work on a copy.',
      'A copy of a vector is [...x]; of a matrix it is X.map((row) => [...row]).',
    ],
  },
  'repeats-itself': {
    kind: 'contract',
    statement: 'The same call gives the same result every time, whatever was done with the earlier result.',
    weight: 2,
    hints: [
      'Call the function twice with the same values and compare.',
      'Something survives from one call to the next: a variable outside the function, or chance without a seed.',
      'Keep all state inside the function, build a new result each time, and take chance from createRng(seed).',
    ],
  },
  'refuses-bad-input': {
    kind: 'contract',
    statement: 'Input that the error table of the README forbids is refused with an error.',
    weight: 3,
    hints: [
      'Look at what is wrong with the input in the case.',
      'Check the input first, before computing anything.',
      'The error table in the README of the exercise lists every input to refuse.',
    ],
  },
  'gives-the-reason': {
    kind: 'contract',
    statement: 'The error is an MLError whose code is the one in the error table of the README.',
    weight: 1,
    hints: [
      'Compare the code of your error with the expected one.',
      "Throw new MLError('SHAPE', '…') from #kit rather than a plain Error.",
      'The error table in the README of the exercise gives the code for every kind of bad input.',
    ],
  },
}
