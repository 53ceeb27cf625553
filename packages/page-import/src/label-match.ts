import { LABELS } from './labels.ts'
import type { LabelKind } from './labels.ts'

/** A label found in a line; offsets count from the line's beginning. */
export interface LabelMatch {
  readonly kind: LabelKind
  readonly start: number
  /** Behind the label and its colon, dash or `№`. */
  readonly end: number
  readonly hasColon: boolean
  /** It opens the line or a part of it, behind a bullet, bracket, comma or bar. */
  readonly opensPart: boolean
}

/** Longer lines are text; a label inside one of them says nothing about the page. */
export const MAX_LABEL_LINE = 300

const KINDS: readonly LabelKind[] = Object.keys(LABELS).filter(isLabelKind)
const KINDS_OF_LABEL: ReadonlyMap<string, readonly LabelKind[]> = kindsByLabel()
// Alternatives without any quantifier, longest first: one pass, no backtracking.
const ANY_LABEL = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...KINDS_OF_LABEL.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
)

/** Every label of the given kinds, in the order of the line. */
export function labelsIn(text: string, kinds: readonly LabelKind[] = KINDS): readonly LabelMatch[] {
  if (text.length > MAX_LABEL_LINE) return []
  const found: LabelMatch[] = []
  for (const match of text.matchAll(ANY_LABEL)) {
    const of = KINDS_OF_LABEL.get(match[0].toLowerCase()) ?? []
    const kind = kinds.find((candidate) => of.includes(candidate))
    if (kind === undefined) continue
    const behind = endOfLabel(text, match.index + match[0].length)
    found.push({ kind, start: match.index, ...behind, opensPart: opensPart(text, match.index) })
  }
  return found
}

/**
 * Labels that name a field: with a colon anywhere; without one only at the beginning of a part of the line, and a
 * word that headlines also begin with ("Text", "Photo", "Section") never.
 */
export function fieldLabelsIn(text: string, kinds: readonly LabelKind[] = KINDS): readonly LabelMatch[] {
  return labelsIn(text, kinds).filter(
    (label) => label.hasColon || (label.opensPart && standsWithoutColon(text, label)),
  )
}

function standsWithoutColon(text: string, label: LabelMatch): boolean {
  const printed = text.slice(label.start, label.end)
  switch (label.kind) {
    case 'author':
      return /\S\s+\S|[–—]/u.test(printed)
    case 'source':
    case 'photo':
    case 'translation':
    case 'category':
      return /\S\s+\p{L}/u.test(printed)
    case 'tags':
      return false
    default:
      return true
  }
}

function endOfLabel(text: string, at: number): { readonly end: number; readonly hasColon: boolean } {
  let end = at
  let hasColon = false
  while (end < text.length && ' \t:–—-=№'.includes(text.charAt(end))) {
    if (text.charAt(end) === ':') hasColon = true
    end += 1
  }
  return { end, hasColon }
}

function opensPart(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && ' \t'.includes(text.charAt(before))) before -= 1
  return before < 0 || '[({<|•·●▪■◦*,;/-–—>»'.includes(text.charAt(before)) || isPictograph(text, before)
}

function isPictograph(text: string, at: number): boolean {
  return /\p{So}|\p{Cs}|\p{Co}/u.test(text.charAt(at))
}

function kindsByLabel(): ReadonlyMap<string, readonly LabelKind[]> {
  const kinds = new Map<string, LabelKind[]>()
  for (const kind of KINDS)
    for (const label of LABELS[kind]) kinds.set(label, [...(kinds.get(label) ?? []), kind])
  return kinds
}

function isLabelKind(name: string): name is LabelKind {
  return name in LABELS
}
