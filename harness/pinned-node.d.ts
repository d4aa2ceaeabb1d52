/** The path of the Node binary that package.json pins for this platform; undefined when it is not installed. */
export function pinnedNode(): string | undefined
/** Why a program can't be run here; undefined when nothing speaks against it. */
export function whyNotExecutable(path: string): string | undefined
