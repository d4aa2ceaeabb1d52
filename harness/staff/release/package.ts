const NAME = 'ml4neuro-exercises'

/** The parts of package.json and of the lock that are used here. */
interface Package {
  version: string
  license: string
  type: string
  bin: Record<string, string>
  imports: Record<string, string>
  dependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}
interface Lock {
  packages: Record<string, { dev?: boolean } & Record<string, unknown>>
}

/** The student's package.json: our dependencies without the ones of the staff. */
export function studentPackage({
  version,
  license,
  type,
  bin,
  imports,
  dependencies,
  optionalDependencies,
}: Package) {
  return {
    name: NAME,
    version,
    license,
    private: true,
    type,
    bin,
    imports: Object.fromEntries(
      Object.entries(imports).filter(([alias]) =>
        ['#kit', '#data', '#exercises/*', '#engine/*'].includes(alias),
      ),
    ),
    scripts: { test: 'node harness/neurograde.js check', vitest: 'vitest run', typecheck: 'tsc -p .' },
    dependencies,
    optionalDependencies,
  }
}

/** The student's lock: ours without what only the staff needs, so that `npm ci` installs the same bytes. */
export function studentLock(lock: Lock): Lock & { name: string } {
  const { devDependencies: _, ...root } = lock.packages[''] as { devDependencies?: unknown } & Record<
    string,
    unknown
  >
  const kept = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  return { ...lock, name: NAME, packages: { '': { ...root, name: NAME }, ...Object.fromEntries(kept) } }
}
