export {
  type Mistake,
  mistakes,
  observations,
  type Sentence,
  sentences,
} from './answer-key.ts'
export * from './arbitraries/index.ts'
export { crossPlay, expectedFrom, oncePerCase } from './laws/expected.ts'
export { matches } from './laws/matches.ts'
export { orderFree, scales, symmetric } from './laws/metamorphic.ts'
export type { BadInput } from './laws/refuses.ts'
export { statistical } from './laws/statistical.ts'
export { type AnyProperty, type Property, properties, property } from './property.ts'
export { entry, type Plays, round, type Session, session, step, take, the, value } from './session.ts'
export { by, judgedBy, largest } from './stress/answer.ts'
export type { Argument } from './stress/argument.ts'
export { classesOf, classPair, codes, labels, oneOfEach } from './stress/classes.ts'
export { hygiene } from './stress/hygiene.ts'
export { numbers, table } from './stress/lists.ts'
export * from './stress/options.ts'
export { stress } from './stress/stress.ts'
export { callFrom, custom, record, type Takes, takes } from './stress/takes.ts'
export { workedExamples } from './stress/worked.ts'
export { GraderFault, type Student } from './student.ts'
export * from './tolerance.ts'
export { all, type Broken, must, same, type Verdict } from './verdict.ts'
