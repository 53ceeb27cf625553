import type { FieldProblemMessages } from './field-problems.ts'
import type { ImportNoteMessages } from './imports.ts'
import type { ProblemMessages } from './problems.ts'
import type { PublishMessages } from './publish.ts'
import type { SiteMessages } from './site.ts'
import type { WarningMessages } from './warnings.ts'

/** What every language has; one that lacks a text fails the type check. */
export interface Messages {
  readonly site: SiteMessages
  readonly publish: PublishMessages
  readonly problems: ProblemMessages
  readonly fieldProblems: FieldProblemMessages
  readonly warnings: WarningMessages
  readonly imports: ImportNoteMessages
}
