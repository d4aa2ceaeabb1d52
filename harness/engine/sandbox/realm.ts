import { constants, createContext, Script } from 'node:vm'
import type { Makers } from './codec.ts'
import { prelude } from './prelude.ts'
import { PRINTED_OF_A_CALL } from './protocol.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** The world in which the code of one exercise lives. */
export interface Realm {
  /** Makes arrays and records that belong to this world. */
  make: Makers
  /** Loads the code; gives every export with its type. */
  load(source: string, filename: string): [name: string, type: string][]
  call(fn: string, args: unknown[]): unknown
  /** What was printed since it was last asked. */
  printed(): string
}

/**
 * A new world with the language in it and nothing else: its own Array, Object, Math …, so that what student
 * code changes of them changes nothing for us. No object of ours gets into it but what `prelude` hides.
 */
export function newRealm(): Realm {
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  })
  let lines = ''
  const print = (line: string) => {
    if (lines.length < PRINTED_OF_A_CALL) lines = (lines + line).slice(0, PRINTED_OF_A_CALL)
  }
  const { array, record, isLoading } = new Script(`(${prelude})`).runInContext(context)(print) as ReturnType<
    typeof prelude
  >
  let exported: object = {}
  return {
    make: { array, record },
    load: (source, filename) => {
      const script = new Script(`(function (exports, module) {"use strict";${source}\n})`, { filename })
      const module = record() as { exports: object }
      module.exports = record()
      isLoading(true)
      ;(script.runInContext(context) as AnyFunction)(module.exports, module)
      isLoading(false)
      exported = module.exports
      return Object.keys(exported).map((name) => [name, typeof (exported as Record<string, unknown>)[name]])
    },
    call: (fn, args) => {
      // Read anew each time: a module may export a variable.
      const target = (exported as Record<string, unknown>)[fn] as AnyFunction
      return Reflect.apply(target, undefined, args)
    },
    printed: () => {
      const text = lines
      lines = ''
      return text
    },
  }
}
