/** A file of a submission that is larger is not read. */
export const MAX_FILE_BYTES = 256 * 1024
/** All files of one exercise together. */
export const MAX_EXERCISE_BYTES = 1024 * 1024
/** What may become of them: constants that are written out in full make more of a file than it is. */
export const MAX_CODE_BYTES = 4 * 1024 * 1024
