import type { FindingCode, LintOptions } from './finding.ts'
import type { GoodDocument } from './good-documents.ts'

type Edit = readonly [from: string | RegExp, to: string]

/** One thing that is made wrong in a good document, and the one code that the lint must then give. */
export interface Fault {
  readonly code: FindingCode
  readonly format: GoodDocument
  readonly edits: readonly Edit[]
  readonly options: LintOptions
}

/** `of('rss')('MissingGuid', ['<guid>', '<gid>'])`: a fault with its edits and perhaps other options. */
export function of(
  format: GoodDocument,
): (code: FindingCode, ...changes: readonly (Edit | LintOptions)[]) => Fault {
  return (code, ...changes) => ({
    code,
    format,
    edits: changes.filter(isEdit),
    options: Object.assign({}, ...changes.filter((change) => !isEdit(change))),
  })
}

function isEdit(change: Edit | LintOptions): change is Edit {
  return Array.isArray(change)
}
