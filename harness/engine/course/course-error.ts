/** The course files, or what was asked of them, are not as they should be. The message says where and what to do. */
export class CourseError extends Error {
  override readonly name = 'CourseError'
}
