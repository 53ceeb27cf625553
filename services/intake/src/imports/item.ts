import type { ImportNote, Problem } from '@uniwire/messages'
import type { SourceId } from '@uniwire/newsroom'
import type { FieldError } from '@uniwire/service-kit'

/** What keeps a line from becoming an article, or ends the whole import. */
export type Trouble =
  | { readonly kind: 'problem'; readonly problem: Problem; readonly fields?: readonly FieldError[] }
  | { readonly kind: 'note'; readonly note: ImportNote }

/** One line of NDJSON, or one item of a feed, where it begins in the document. */
export type ImportItem =
  | {
      readonly kind: 'input'
      readonly line: number
      /** As for PUT, with `sourceId`; nothing of it was checked. */
      readonly input: Readonly<Record<string, unknown>>
      /** Made from an id that is too long for one. */
      readonly madeSourceId?: SourceId
      readonly notes: readonly ImportNote[]
      /** Of its text, as it came. */
      readonly size: number
    }
  | {
      readonly kind: 'trouble'
      readonly line: number
      readonly sourceId?: string
      readonly trouble: Trouble
    }

/** The document cannot be read on; what came before stands. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped'
  readonly code: string
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    const code = trouble.kind === 'note' ? trouble.note.code : trouble.problem.code
    super(code)
    this.code = code
    this.trouble = trouble
  }
}

export function stopped(note: ImportNote): ImportStopped {
  return new ImportStopped({ kind: 'note', note })
}
