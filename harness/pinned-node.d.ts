/** The path of the Node binary that package.json pins for this platform; undefined when it is not installed. */
export function pinnedNode(): string | undefined
