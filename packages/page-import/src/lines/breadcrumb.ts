import type { KnownLine } from './line-kind.ts'
import { foldPhrase, HOME, isLanguageSwitch } from '../words/phrases.ts'

interface BreadcrumbStep {
  readonly text: string
  readonly line: KnownLine
  /** Offsets in the line. */
  readonly from: number
  readonly to: number
}

/** The way to a page as it prints it: `Home > News > …` in one line, or a list of steps. */
export interface Breadcrumb {
  readonly steps: readonly BreadcrumbStep[]
  /** Index behind its last line. */
  readonly next: number
}

const MAX_STEPS = 7
const MAX_STEP = 200
/** Those that mean nothing else, so that no word for the home page is asked for. */
const SURE_SEPARATORS = ['>', '»', '→', '›', '\\', '❯', '⟩'] as const
/** Also used in running text: only with spaces around, and only behind a word for the home page. */
const SPACED_SEPARATORS = [' / ', ' - ', ' – ', ' — ', '/'] as const
const LIST_MARK = /^(?:[-–—•·>»›→/\\*]{1,2})\s*(?=\S)/u

/** The breadcrumb whose first line is at `at`; null when none begins there. */
export function breadcrumbAt(lines: readonly KnownLine[], at: number): Breadcrumb | null {
  return inOneLine(lines, at) ?? asList(lines, at)
}

export function isHome(text: string): boolean {
  return HOME.has(foldPhrase(text))
}

function inOneLine(lines: readonly KnownLine[], at: number): Breadcrumb | null {
  const line = lines[at]
  if (line === undefined || line.text.length > 2 * MAX_STEP || isLanguageSwitch(line.text)) return null
  for (const separator of SURE_SEPARATORS) {
    const steps = stepsOf(line, separator)
    const isWay = steps.length >= 3 || (steps.length === 2 && isHome(steps[0]?.text ?? ''))
    if (isWay && steps.slice(0, -1).every(isShort)) return { steps, next: at + 1 }
  }
  for (const separator of SPACED_SEPARATORS) {
    const steps = stepsOf(line, separator)
    if (steps.length >= 2 && isHome(steps[0]?.text ?? '')) return { steps, next: at + 1 }
  }
  return null
}

/** `- Main page` / `- News`, or `Home >` / `News >` / `Sports`: the first step is a word for the home page. */
function asList(lines: readonly KnownLine[], at: number): Breadcrumb | null {
  const first = lines[at]
  if (first === undefined || !isHome(first.text)) return null
  const steps: BreadcrumbStep[] = []
  let next = at
  let isLinked = false
  for (; next < lines.length && steps.length <= MAX_STEPS; next += 1) {
    const line = lines[next]
    if (line === undefined || line.text.length > MAX_STEP || line.kind === 'paragraph') break
    const mark = LIST_MARK.exec(line.text)?.[0].length ?? 0
    const leadsOn = /\s*[>»›→/\\]$/u.exec(line.text)?.[0].length ?? 0
    if (next > at && mark === 0 && !isLinked) break
    if (next === at && mark === 0 && leadsOn === 0 && LIST_MARK.exec(lines[at + 1]?.text ?? '') === null)
      break
    steps.push({
      text: line.text.slice(mark, line.text.length - leadsOn),
      line,
      from: mark,
      to: line.text.length - leadsOn,
    })
    isLinked = leadsOn > 0
  }
  const isWay = steps.length >= 2 && steps.length <= MAX_STEPS && steps.slice(0, -1).every(isShort)
  return isWay ? { steps, next } : null
}

function stepsOf(line: KnownLine, separator: string): readonly BreadcrumbStep[] {
  const steps: BreadcrumbStep[] = []
  let from = 0
  for (const part of line.text.split(separator)) {
    const text = part.trim()
    const start = from + (part.length - part.trimStart().length)
    if (text !== '') steps.push({ text, line, from: start, to: start + text.length })
    from += part.length + separator.length
  }
  return steps.length > MAX_STEPS || steps.some((step) => step.text.length > MAX_STEP) ? [] : steps
}

function isShort(step: BreadcrumbStep): boolean {
  return step.text.length <= 60
}
