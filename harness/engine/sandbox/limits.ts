/** A file of a submission that is larger is not read. */
export const MAX_FILE_BYTES = 256 * 1024
