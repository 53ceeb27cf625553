import { cleanLine } from '@uniwire/newsroom'
import type { Evidence } from '../evidence.ts'
import type { Findings } from '../findings.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import type { PageTrace } from './page-trace.ts'
import type { Repetition } from './repeated-lines.ts'
import { isRepeated, repetitionOf } from './repeated-lines.ts'
import type { ImportWarning } from '../warning.ts'

/** Without the first lines that are not the article's, others may be taken for its text. */
const MOST_PASSES = 4
const SHOWN = 50

/**
 * The page read again without those of its text lines, or its headline, that stand on most other pages of the site:
 * left out, shown in the evidence, and said in a warning, since a line that the press office wants on every page is
 * among them. Nothing else changes: a page without such lines is what the rules alone make of it, and a page that
 * would have nothing left keeps all.
 */
export function leaveOutRepeated(
  lines: readonly KnownLine[],
  first: Findings,
  read: (lines: readonly KnownLine[]) => Findings,
  pages: { readonly own: PageTrace; readonly seen: readonly PageTrace[] },
): Findings {
  const repetition = repetitionOf(pages.own, pages.seen)
  const repeated = new Map<number, KnownLine>()
  let findings = first
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const more = repeatedIn(findings, repetition)
    if (more.length === 0) break
    for (const line of more) repeated.set(line.index, line)
    findings = read(lines.map((line) => (repeated.has(line.index) ? { ...line, kind: 'repeated' } : line)))
  }
  if (repeated.size === 0) return first
  const own = [...repeated.values()].toSorted((a, b) => a.index - b.index)
  const isLeftOut = findings.found.bodyText !== ''
  return withEvidence(isLeftOut ? withOtherTitle(findings, first) : first, own, repetition, isLeftOut)
}

/** The headline that the rules alone would have taken stays to be chosen. */
function withOtherTitle(findings: Findings, first: Findings): Findings {
  const { title } = findings.found
  const other = first.found.title?.value ?? null
  if (title === null || other === null || other === title.value || title.alternatives.includes(other))
    return findings
  const alternatives = [...title.alternatives, other]
  return { ...findings, found: { ...findings.found, title: { ...title, alternatives } } }
}

function repeatedIn({ bodyLines, titleLine }: Findings, repetition: Repetition): readonly KnownLine[] {
  const lines = titleLine === null ? bodyLines : [titleLine, ...bodyLines]
  return lines.filter((line) => line.kind !== 'repeated' && isRepeated(repetition, line))
}

function withEvidence(
  findings: Findings,
  lines: readonly KnownLine[],
  repetition: Repetition,
  isLeftOut: boolean,
): Findings {
  const onAll = lines.every((line) => repetition.times(line) === repetition.pages)
  const evidence: Evidence<readonly string[]> = {
    value: lines.slice(0, SHOWN).map((line) => cleanLine(line.text)),
    confidence: !isLeftOut ? 'low' : onAll ? 'high' : 'medium',
    rule: isLeftOut ? 'repeated-on-site' : 'repeated-on-site-kept',
    start: lines[0]?.start ?? null,
    end: lines.at(-1)?.end ?? null,
    alternatives: [],
  }
  const warning: ImportWarning = {
    field: 'bodyText',
    code: isLeftOut ? 'repeats-left-out' : 'repeats-kept',
  }
  const { found } = findings
  return { ...findings, found: { ...found, repeated: evidence, warnings: [...found.warnings, warning] } }
}
