import type { ImportLine, ImportReportMode, ImportSummary } from '@uniwire/http-api'
import type { ImportNote, InterfaceLanguage, Warning } from '@uniwire/messages'
import { fieldProblemText, importNoteText, messages, problemText, warningText } from '@uniwire/messages'
import type { Trouble } from './item.ts'
import type { LineReport, ReportEntry } from './run-import.ts'

/** The lines of a report as they are sent. */
export function reportText(
  entries: readonly ReportEntry[],
  mode: ImportReportMode,
  language: InterfaceLanguage,
): string {
  return entries
    .filter((entry) => mode !== 'problems' || entry.kind === 'summary' || isProblem(entry.report))
    .map(
      (entry) =>
        `${JSON.stringify(entry.kind === 'line' ? lineOf(entry.report, language) : summaryOf(entry, language))}\n`,
    )
    .join('')
}

function isProblem({ outcome, warnings }: LineReport): boolean {
  return (
    outcome.outcome === 'skipped' ||
    outcome.outcome === 'failed' ||
    (outcome.outcome !== 'unchanged' && warnings.length > 0)
  )
}

function lineOf({ line, sourceId, outcome, warnings }: LineReport, language: InterfaceLanguage): ImportLine {
  const { outcome: kind, ...rest } = outcome
  const answer = 'trouble' in rest ? troubleText(rest.trouble, language) : rest
  const said = warnings.map((warning) => ({ code: warning.code, detail: warningOf(warning, language) }))
  return {
    line,
    ...(sourceId === undefined ? {} : { sourceId }),
    outcome: kind,
    ...answer,
    ...(said.length === 0 ? {} : { warnings: said }),
  }
}

function summaryOf(
  { counts, trouble }: Extract<ReportEntry, { kind: 'summary' }>,
  language: InterfaceLanguage,
): ImportSummary {
  const why = trouble === undefined ? {} : troubleText(trouble, language)
  return { summary: counts, complete: trouble === undefined, ...why }
}

function troubleText(trouble: Trouble, language: InterfaceLanguage) {
  if (trouble.kind === 'note') {
    return { code: trouble.note.code, detail: importNoteText(language, trouble.note) }
  }
  const { problem, fields = [] } = trouble
  const errors = fields.map((field) => ({
    pointer: field.pointer,
    code: field.problem.code,
    detail: fieldProblemText(language, field.problem),
  }))
  return {
    code: problem.code,
    detail: problemText(language, problem).detail,
    ...(errors.length === 0 ? {} : { errors }),
  }
}

function warningOf(warning: Warning | ImportNote, language: InterfaceLanguage): string {
  return isNote(warning) ? importNoteText(language, warning) : warningText(language, warning)
}

function isNote(warning: Warning | ImportNote): warning is ImportNote {
  return warning.code in messages.en.imports
}
