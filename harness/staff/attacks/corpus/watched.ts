import type { Attack } from '../attack.ts'

/** The first argument that is a list of numbers, spoiled. */
const spoil = `
const spoil = (list) => {
  for (const arg of list) {
    const row = Array.isArray(arg) ? (Array.isArray(arg[0]) ? arg[0] : arg) : undefined
    if (row?.length) { row[0] = typeof row[0] === 'number' ? row[0] + 1 : row[0] + 'x'; return }
  }
}
const answer = (fn, args) => { const kept = structuredClone(args); try { return right[fn](...kept) } finally { spoilIf(fn, args) } }`

const spoiling = (condition: string) => ({
  top: `${spoil}\nlet calls = 0\nconst spoilIf = (fn, args) => { calls++; if (${condition}) spoil(args) }`,
  body: 'return answer(fn, args)',
  loses: ['keeps-inputs'],
})

const caching = (isFresh: string) => ({
  top: `const cache = new Map()\nlet calls = 0`,
  body: `
  calls++
  const key = fn + JSON.stringify(args)
  if (${isFresh}) return right[fn](...args)
  if (!cache.has(key)) cache.set(key, right[fn](...args))
  return cache.get(key)`,
  loses: ['repeats-itself'],
})

/** Functions that are right, but for what only shows when they are watched: they must lose the points for that. */
export const watched = (): Attack[] => [
  { name: 'spoil the inputs', ...spoiling('true'), historic: true },
  { name: 'spoil the inputs every other time', ...spoiling('calls % 2') },
  {
    name: 'spoil the inputs unless the stack looks like a probe',
    ...spoiling('!/watch|probe|scribble|changed|keeps/.test(new Error().stack)'),
    historic: true,
  },
  {
    name: 'spoil the inputs unless the stack is another than at first',
    top: `${spoil}\nlet first\nconst spoilIf = (fn, args) => { const now = new Error().stack.replace(/^.*\\n.*\\n/, ''); first ??= now; if (now === first) spoil(args) }`,
    body: 'return answer(fn, args)',
    loses: ['keeps-inputs'],
  },
  {
    name: 'spoil the inputs unless they came before',
    ...spoiling('!seen.has(JSON.stringify(args)) && seen.add(JSON.stringify(args))'),
    top: `${spoil}\nconst seen = new Set()\nconst spoilIf = (fn, args) => { const key = fn + JSON.stringify(args); if (!seen.has(key)) spoil(args); seen.add(key) }`,
  },
  {
    name: 'spoil the inputs until a result was overwritten',
    top: `${spoil}\nconst given = []\nlet isWatched = false\nconst spoilIf = (fn, args) => { if (!isWatched) spoil(args) }`,
    body: `
    isWatched ||= given.some(([value, text]) => JSON.stringify(value) !== text)
    const value = answer(fn, args)
    if (typeof value === 'object') given.push([value, JSON.stringify(value)])
    return value`,
    loses: ['keeps-inputs'],
  },
  {
    name: 'spoil the inputs, and undo it when a probe comes along',
    top: `${spoil}
    let isInside = false
    let undo = () => {}
    for (const key of ['keys', 'entries', 'values', 'getOwnPropertyDescriptor', 'defineProperty']) {
      const old = Object[key]
      Object[key] = (...all) => { if (!isInside) undo(); return old(...all) }
    }
    const spoilIf = (fn, args) => {
      const before = structuredClone(args)
      undo = () => args.forEach((arg, i) => Array.isArray(arg) && arg.splice(0, arg.length, ...before[i]))
      spoil(args)
    }`,
    body: 'isInside = true; try { return answer(fn, args) } finally { isInside = false }',
    loses: ['keeps-inputs'],
    historic: true,
  },
  {
    name: 'hide a change behind a setter',
    ...spoiling('false'),
    body: "const value = right[fn](...structuredClone(args)); const row = args.find(Array.isArray); if (row) Object.defineProperty(row, 'extra', { value: 1, enumerable: false }); if (row) row.push(0); return value",
  },
  { name: 'hand out a cache', ...caching('false'), historic: true },
  { name: 'hand out a cache but for the first calls', ...caching('calls < 20') },
  {
    name: 'hand out a cache that can not be overwritten',
    top: 'const cache = new Map()',
    body: `
    const key = fn + JSON.stringify(args)
    if (!cache.has(key)) cache.set(key, right[fn](...args))
    else if (typeof cache.get(key) === 'number') return cache.get(key) + 1
    return cache.get(key)`,
    loses: ['repeats-itself'],
  },
  {
    name: 'remember the calls before',
    top: 'let calls = 0',
    body: 'const value = right[fn](...args); return typeof value === "number" ? value + calls++ * 1e-3 : value',
    loses: ['repeats-itself'],
  },
  {
    name: 'spoil the inputs in the first calls only',
    ...spoiling('calls <= 5'),
  },
]
