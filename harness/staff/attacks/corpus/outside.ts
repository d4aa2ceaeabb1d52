import type { Attack, Targets } from '../attack.ts'
import { waysOut } from './ways-out.ts'

/** Writing files and reaching a network. */
export const outside = ({ writableFolder, port }: Targets): Attack[] => {
  const mark = (name: string) => JSON.stringify(`${writableFolder}/pwned-${name}`)
  const builtin = (name: string) => `outside().getBuiltinModule('${name}')`
  return [
    { name: 'write a file', top: waysOut, body: `fs().writeFileSync(${mark('write')}, 'x')`, historic: true },
    {
      name: 'write a report',
      top: waysOut,
      body: `outside().report.writeReport(${mark('report')})`,
      historic: true,
    },
    { name: 'write a link', top: waysOut, body: `fs().symlinkSync('/etc/passwd', ${mark('link')})` },
    {
      name: 'write a heap snapshot',
      top: waysOut,
      body: `${builtin('v8')}.writeHeapSnapshot(${mark('heap')})`,
    },
    {
      name: 'write a database',
      top: waysOut,
      body: `new (${builtin('sqlite')}.DatabaseSync)(${mark('db')}).exec('create table t (x)')`,
    },
    { name: 'fetch', body: `return fetch('http://127.0.0.1:${port}/')`, historic: true },
    {
      name: 'open a socket',
      top: waysOut,
      body: `${builtin('net')}.connect(${port}, '127.0.0.1')`,
      historic: true,
    },
    { name: 'ask a name server', top: waysOut, body: `${builtin('dns')}.lookup('example.org', () => {})` },
    { name: 'a web socket', body: `return new WebSocket('ws://127.0.0.1:${port}/')` },
    { name: 'load code from the net', body: `return import('http://127.0.0.1:${port}/' + fn)` },
    { name: 'listen', top: waysOut, body: `${builtin('net')}.createServer().listen(0)` },
  ]
}
