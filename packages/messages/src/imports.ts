import type { TextsByCode } from './texts-by-code.ts'

/** What an import says of a line, or why it stopped, beyond what single writes may say (contract §1). */
export type ImportNote =
  /** Another line of the same document has its sourceId. */
  | { readonly code: 'repeated-in-document' }
  /** Bytes that are no text in the encoding that was declared. */
  | { readonly code: 'undecodable' }
  /** More values than an article takes; the first ones were taken. */
  | { readonly code: 'values-left-out'; readonly field: string; readonly max: number }
  | { readonly code: 'not-a-feed' }
  | { readonly code: 'document-cut' }
  | { readonly code: 'markup-too-deep'; readonly max: number }
  | { readonly code: 'markup-too-large'; readonly maxBytes: number }
  | { readonly code: 'too-many-lines'; readonly max: number }
  | { readonly code: 'report-too-long' }
  | { readonly code: 'upload-stalled'; readonly seconds: number }
  | { readonly code: 'stopping' }

export type ImportNoteMessages = TextsByCode<ImportNote>
