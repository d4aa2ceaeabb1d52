import type { Attack } from '../attack.ts'

/** Each leaves a mark and looks for that of another exercise of the same submission, which its process may have served. */
const marked = (places: string) => ({
  top: `
  const places = { ${places} }
  const found = Object.entries(places).filter(([, place]) => place.neurogradeMark !== undefined)
  for (const place of Object.values(places)) try { place.neurogradeMark = 1 } catch {}
  if (found.length) throw new Error('LEAK:' + found.map(([name]) => name).join())`,
})

/** One exercise that hopes to be heard of in the next. */
export const neighbours = (): Attack[] => [
  { name: 'a mark on the world', ...marked('globalThis, console, structuredClone, Math, JSON') },
  { name: 'another mark on the world', ...marked('globalThis, console, structuredClone, Math, JSON') },
  {
    name: 'a mark on prototypes',
    ...marked(
      'o: Object.prototype, a: Array.prototype, f: Function.prototype, e: Error, p: Promise.prototype',
    ),
  },
  {
    name: 'another mark on prototypes',
    ...marked(
      'o: Object.prototype, a: Array.prototype, f: Function.prototype, e: Error, p: Promise.prototype',
    ),
  },
  {
    name: 'a mark on statics',
    top: "if (RegExp.$1 === 'neurograde' || Error.stackTraceLimit === 77) throw new Error('LEAK:static'); /(neurograde)/.test('neurograde'); Error.stackTraceLimit = 77",
  },
  {
    name: 'another mark on statics',
    top: "if (RegExp.$1 === 'neurograde' || Error.stackTraceLimit === 77) throw new Error('LEAK:static'); /(neurograde)/.test('neurograde'); Error.stackTraceLimit = 77",
  },
  {
    name: 'a time bomb for the next exercise',
    top: 'Error.prepareStackTrace = () => { for (;;) {} }; new FinalizationRegistry(() => { for (;;) {} }).register({}, 1)',
    body: 'const again = () => Promise.resolve().then(again); again(); return 0',
  },
]
