import type { Attack, Targets } from '../attack.ts'
import { waysOut } from './ways-out.ts'

/** Reading files, the environment and memory. What is found is thrown, so that it would stand in the report. */
export const reading = ({ secretFile }: Targets): Attack[] => {
  const secret = JSON.stringify(secretFile)
  return [
    {
      name: 'read the secret',
      top: waysOut,
      body: `throw new Error(fs().readFileSync(${secret}, 'utf8'))`,
      historic: true,
    },
    {
      name: 'read the environment',
      top: waysOut,
      body: 'throw new Error(JSON.stringify(outside().env))',
      historic: true,
    },
    {
      name: "read the parent's environment",
      top: waysOut,
      body: "throw new Error(fs().readFileSync('/proc/' + outside().ppid + '/environ', 'utf8'))",
      historic: true,
    },
    {
      name: "read the parent's memory",
      top: waysOut,
      body: "throw new Error(fs().readFileSync('/proc/' + outside().ppid + '/maps', 'utf8'))",
    },
    {
      name: 'open a database',
      top: waysOut,
      body: `return new (outside().getBuiltinModule('sqlite').DatabaseSync)(${secret})`,
      historic: true,
    },
    {
      name: 'walk everything reachable',
      top: 'let isDone = false',
      body: `
      if (isDone) return 0
      isDone = true
      const seen = new Set(), found = []
      const walk = (value, depth) => {
        if (depth > 6 || value === null || !/object|function/.test(typeof value) || seen.has(value)) return
        seen.add(value)
        for (const key of Reflect.ownKeys(value)) {
          if (/^(process|require|env|binding|mainModule)$/.test(String(key))) found.push(String(key))
          try { walk(value[key], depth + 1) } catch {}
        }
        try { walk(Object.getPrototypeOf(value), depth + 1) } catch {}
      }
      walk(globalThis, 0)
      throw new Error('LEAK:' + found.filter((key) => key !== 'env').join())`,
      historic: true,
    },
    {
      name: 'read what a buffer held before',
      body: `
      const bytes = new Uint8Array(new ArrayBuffer(2 ** 16))
      if (bytes.some((byte) => byte !== 0)) throw new Error('LEAK:' + bytes.join().slice(0, 500))
      return typeof Buffer`,
    },
    {
      name: 'read the source of what is around',
      body: `
      const texts = [console.log, structuredClone, Math.random, Date, args.constructor].map(String)
      const found = texts.filter((text) => /readSync|writeSync|CHANNEL|process/.test(text))
      if (found.length) throw new Error('LEAK:' + found.join())
      return 0`,
    },
    {
      name: 'read the clock',
      body: `
      const times = [Date.now(), new Date().getTime(), Date.parse(Date()), typeof performance, typeof Temporal]
      if (String(times) !== '0,0,0,undefined,undefined') throw new Error('LEAK:' + times)
      return 0`,
    },
    {
      name: 'read the name of the machine and the locale',
      body: `
      const seen = [typeof navigator, typeof Intl.DateTimeFormat, new Date(0).getTimezoneOffset()]
      if (String(seen) !== 'undefined,undefined,0') throw new Error('LEAK:' + seen)
      return 0`,
    },
    {
      name: 'read the secret through a source map',
      body: `throw new Error('x')\n//# sourceMappingURL=file://${secretFile}`,
    },
  ]
}
