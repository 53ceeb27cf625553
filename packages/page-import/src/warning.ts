export type ImportWarningCode =
  /** A day and a month without a year. */
  | 'year-not-printed'
  /** `3/5/2021` has two readings. */
  | 'day-month-order'
  | 'two-digit-year'
  /** No such day or hour. */
  | 'range'
  | 'dates-disagree'
  /** A wall time that existed twice, and one that never existed (contract §3). */
  | 'ambiguous-time'
  | 'shifted-time'
  /** What the request gave as a time is none. */
  | 'not-a-time'
  /** Only the beginning of a very long page was read. */
  | 'page-cut'
  /** Lines that the site prints on its other pages as well were left out; or were kept, for nothing else was there. */
  | 'repeats-left-out'
  | 'repeats-kept'

/** Something a person should look at; its text lies with the messages. */
export interface ImportWarning {
  readonly field: string
  readonly code: ImportWarningCode
}
