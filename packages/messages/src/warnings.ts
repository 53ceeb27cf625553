import type { TextsByCode } from './texts-by-code.ts'

/** What was accepted otherwise than written, or looks like a mistake: `warnings` of a write (contract §2). */
export type Warning =
  /** A wall time that existed twice, and one that never existed (contract §3). */
  | { readonly code: 'ambiguous-time' }
  | { readonly code: 'shifted-time' }
  | { readonly code: 'link-dropped'; readonly url: string }
  | { readonly code: 'image-dropped'; readonly url: string }
  | { readonly code: 'markup-dropped'; readonly element: string }
  | { readonly code: 'foreign-host'; readonly host: string; readonly expected: string }
  | { readonly code: 'language-detected'; readonly language: string }
  | { readonly code: 'language-doubtful'; readonly given: string; readonly detected: string }
  /** Members of a ninjs document that no article has. */
  | { readonly code: 'members-ignored'; readonly members: readonly string[] }
  /** What a printed page leaves in doubt (contract §4). */
  | { readonly code: 'year-not-printed' }
  | { readonly code: 'day-month-order' }
  | { readonly code: 'two-digit-year' }
  | { readonly code: 'range' }
  | { readonly code: 'dates-disagree' }
  | { readonly code: 'not-a-time' }
  | { readonly code: 'page-cut' }
  | { readonly code: 'repeats-left-out' }
  | { readonly code: 'repeats-kept' }
  /** A retry of a request that issued a key: its text is not kept. */
  | { readonly code: 'key-shown-before' }

export type WarningCode = Warning['code']
export type WarningMessages = TextsByCode<Warning>
