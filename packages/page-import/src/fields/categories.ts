import type { Evidence } from '../evidence.ts'
import type { Head } from '../head/head.ts'
import { fieldLabelsIn } from '../words/label-match.ts'
import { endOfValue } from './label-value.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { spanOf } from '../lines/lines.ts'
import type { DeclaredValue } from '../page.ts'
import { foldPhrase, HOME } from '../words/phrases.ts'
import type { Tail } from '../tail/tail.ts'
import { lastBreadcrumb } from './title.ts'

export interface CategorySources {
  readonly lines: readonly KnownLine[]
  readonly head: Head
  readonly tail: Tail
  readonly title: string | null
  readonly declared: readonly DeclaredValue[]
}

/** A labelled category; else the last step of a breadcrumb that is not the headline; the home page never. */
export function findCategories(sources: CategorySources): Evidence<readonly string[]> | null {
  return labelledCategories(sources) ?? declaredCategories(sources) ?? stepOfBreadcrumb(sources)
}

function labelledCategories({ lines, head, tail }: CategorySources): Evidence<readonly string[]> | null {
  for (const line of lines) {
    const isOutside = line.index <= head.firstText || line.index >= tail.lastText
    if (!isOutside || line.kind === 'paragraph') continue
    const [label] = fieldLabelsIn(line.text, ['category'])
    if (label === undefined) continue
    const to = endOfValue(line.text, label)
    const values = line.text
      .slice(label.end, to)
      .split(/[,;|]/u)
      .map((value) => value.trim())
    const names = [...new Set(values)].filter((value) => /\p{L}/u.test(value) && !isHomeName(value))
    if (names.length === 0 || names.some((name) => name.length > 80)) continue
    return {
      value: names,
      confidence: 'high',
      rule: 'category-label',
      ...spanOf(line, label.end, to),
      alternatives: [],
    }
  }
  return null
}

function declaredCategories({ declared }: CategorySources): Evidence<readonly string[]> | null {
  const known = declared.filter(({ value }) => !isHomeName(value))
  const [first] = known
  if (first === undefined) return null
  const value = [
    ...new Set(known.filter(({ rule }) => rule === first.rule).map((category) => category.value)),
  ]
  return { value, confidence: 'high', rule: first.rule, start: first.start, end: first.end, alternatives: [] }
}

function stepOfBreadcrumb({ lines, head, title }: CategorySources): Evidence<readonly string[]> | null {
  const steps = lastBreadcrumb(lines, Math.min(head.firstText, lines.length))?.steps ?? []
  const isNamed = steps.filter((step) => !isHomeName(step.text))
  const last = isNamed.at(-1)
  const step = last !== undefined && isHeadlineStep(last.text, title) ? isNamed.at(-2) : last
  if (step === undefined || step.text.length > 80) return null
  return {
    value: [step.text],
    confidence: 'medium',
    rule: 'breadcrumb',
    ...spanOf(step.line, step.from, step.to),
    alternatives: [],
  }
}

/** The title, whole or cut short with dots, or too long for the name of a section. */
function isHeadlineStep(step: string, title: string | null): boolean {
  const [printed, known] = [foldPhrase(step), foldPhrase(title ?? '')]
  if (known !== '' && printed !== '' && (known.startsWith(printed) || printed.startsWith(known))) {
    return printed.length >= known.length || printed.split(' ').length >= 3
  }
  return printed.split(' ').length >= 8
}

function isHomeName(text: string): boolean {
  return HOME.has(foldPhrase(text))
}
