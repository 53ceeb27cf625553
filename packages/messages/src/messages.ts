import { en } from './en/messages.ts'
import type { FieldProblem } from './field-problems.ts'
import type { ImportNote } from './imports.ts'
import type { InterfaceLanguage } from './interface-language.ts'
import { kk } from './kk/messages.ts'
import type { Messages } from './messages-shape.ts'
import type { Problem } from './problems.ts'
import { ru } from './ru/messages.ts'
import { render } from './texts-by-code.ts'
import type { Warning } from './warnings.ts'

export const messages = { kk, ru, en } satisfies Record<InterfaceLanguage, Messages>

/** `title` and `detail` of an `application/problem+json` (RFC 9457): plain text, not escaped for HTML. */
export function problemText(
  language: InterfaceLanguage,
  problem: Problem,
): { readonly title: string; readonly detail: string } {
  const { titles, details } = messages[language].problems
  return { title: titles[problem.code], detail: render(details, problem) }
}

/** The `detail` beside a `pointer` in `errors` (contract §1). */
export function fieldProblemText(language: InterfaceLanguage, problem: FieldProblem): string {
  return render(messages[language].fieldProblems, problem)
}

/** One line of a write's `warnings` (contract §2). */
export function warningText(language: InterfaceLanguage, warning: Warning): string {
  return render(messages[language].warnings, warning)
}

/** What the report of an import says of a line, or of its end (contract §1, imports). */
export function importNoteText(language: InterfaceLanguage, note: ImportNote): string {
  return render(messages[language].imports, note)
}
