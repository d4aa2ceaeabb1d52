/** What is said of a property in words. */
export interface SharedWords {
  kind: 'contract' | 'differential' | 'stress'
  statement: string
  weight: number
  hints: [string, ...string[]]
}

/** Hidden properties have one line: more would speak of cases that nobody has seen. */
const oneLine = (line: string): [string] => [line]

/** Words of the properties that exercises have in common. */
export const sharedWords: Record<string, SharedWords> = {
  'worked-example': {
    kind: 'differential',
    statement: 'The example of the README comes out as worked by hand.',
    weight: 1,
    hints: [
      'Read the example of the README again, with the numbers of the case beside it.',
      'Work it out on paper, one step after the other, and print the same steps in your code.',
      'The first number that differs from the one on paper shows the line to look at.',
    ],
  },
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
  'odd-options': {
    kind: 'stress',
    statement: 'Every legal value of an option counts, also one such as 0 or an empty text.',
    weight: 1,
    hints: oneLine('Which values does JavaScript take for false, and which of them are legal here?'),
  },
  defaults: {
    kind: 'stress',
    statement: 'An option that is left out is what the statement says.',
    weight: 1,
    hints: oneLine('Compare the defaults of your code with those of the docstring.'),
  },
  'iteration-limits': {
    kind: 'stress',
    statement: 'What is said of the number of iterations is true just at the limit, and beside it.',
    weight: 1,
    hints: oneLine('Count by hand: what is true after the last iteration that is allowed?'),
  },
  lengths: {
    kind: 'stress',
    statement: 'The shortest input that is legal is treated as any other.',
    weight: 1,
    hints: oneLine('What does your code do for one sample, or where the statement allows it, for none?'),
  },
  'decimals-and-units': {
    kind: 'stress',
    statement: 'Numbers such as 0.1 and any unit of measurement are treated as well as whole numbers.',
    weight: 1,
    hints: oneLine('Is there a fixed small number in your code, or a comparison that rounding could turn?'),
  },
  'whole-range': {
    kind: 'stress',
    statement: 'Numbers of all sizes that are legal, and all shapes of data, are treated right.',
    weight: 1,
    hints: oneLine('Which numbers or shapes did you never try?'),
  },
  'many-samples': {
    kind: 'stress',
    statement: 'Hundreds of samples, and of classes where there are any, are treated as a few are.',
    weight: 1,
    hints: oneLine('Is there anything in your code that has room for a fixed number of things?'),
  },
  'any-label': {
    kind: 'stress',
    statement: 'Labels may be any numbers or any texts, and come out as they went in.',
    weight: 1,
    hints: oneLine('Where does your code compare labels, sort them or use them as keys?'),
  },
  'no-memory': {
    kind: 'stress',
    statement: 'A result depends on the arguments of its call alone, not on the calls before.',
    weight: 1,
    hints: oneLine('Does anything in your code live longer than one call?'),
  },
}
