import type { Attack, Targets } from '../attack.ts'
import { waysOut } from './ways-out.ts'

/** Starting processes, threads and native code. */
export const processes = ({ writableFolder }: Targets): Attack[] => {
  const builtin = (name: string) => `outside().getBuiltinModule('${name}')`
  return [
    {
      name: 'spawn a shell',
      top: waysOut,
      body: `${builtin('child_process')}.execSync('touch ' + ${JSON.stringify(`${writableFolder}/pwned-spawn`)})`,
      historic: true,
    },
    {
      name: 'fork bomb',
      top: waysOut,
      body: `for (;;) ${builtin('child_process')}.fork('/host.cjs')`,
      historic: true,
    },
    {
      name: 'worker',
      top: waysOut,
      body: `new (${builtin('worker_threads')}.Worker)('for(;;){}', { eval: true })`,
      historic: true,
    },
    {
      name: 'execve',
      top: waysOut,
      body: "outside().execve('/bin/sh', ['sh', '-c', 'true'])",
      historic: true,
    },
    {
      name: 'native addon',
      top: waysOut,
      body: "outside().dlopen({ exports: {} }, '/tmp/x.node')",
      historic: true,
    },
    { name: 'a binding of Node', top: waysOut, body: "return outside().binding('spawn_sync').spawn({})" },
    {
      name: 'a debugger of its own',
      top: waysOut,
      body: `const { Session } = ${builtin('inspector')}; new Session().connect(); return 0 / 0 + missing`,
    },
    { name: 'a worker of the web', body: "return new Worker('data:text/javascript,for(;;){}')" },
    { name: 'a world in the world', body: "return new ShadowRealm().evaluate('globalThis')" },
    {
      name: 'WebAssembly code',
      body: 'return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
    },
  ]
}
