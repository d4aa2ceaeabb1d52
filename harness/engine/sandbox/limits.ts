/** A file of a submission that is larger is not read. */
export const MAX_FILE_BYTES = 256 * 1024
/** How much of what student code printed is kept. */
export const OUTPUT_KEPT = 64 * 1024
