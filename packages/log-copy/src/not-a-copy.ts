/** The target holds something that is not the beginning of the source: nothing was written into it. */
export class NotACopyError extends Error {
  override readonly name = 'NotACopyError'
  readonly code = 'not-a-copy'
}
