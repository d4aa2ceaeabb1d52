import { largest } from '#engine/spec/index.ts'

// To how many digits results are compared: see the Conventions.
export const eightDigits = { rel: 1e-8, abs: 1e-8 }
export const tenDigits = { rel: 1e-10, abs: 1e-10 }

/** A loss is a difference of numbers as large as the logits, or as 1. */
export function ofLogits(_: unknown, args: readonly unknown[]): number {
  return Math.max(1, largest(args.at(-1)))
}
