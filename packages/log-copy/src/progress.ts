/** How far the copying of one stream is. */
export interface CopyProgress {
  readonly stream: string
  /** Records written so far by this run. */
  readonly copied: number
  /** Sequences of the source. */
  readonly position: number
  readonly end: number
}
