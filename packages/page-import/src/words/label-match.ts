import { foldCase } from './fold-case.ts'
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

interface KnownLabel {
  /** Lower case, in order. */
  readonly words: readonly string[]
  readonly kinds: readonly LabelKind[]
}

const WORD = /[\p{L}\p{M}\p{N}_]+/gu
const KINDS: readonly LabelKind[] = Object.keys(LABELS).filter(isLabelKind)
const LABELS_BY_FIRST_WORD: ReadonlyMap<string, readonly KnownLabel[]> = labelsByFirstWord()

/** Every label of the given kinds, in the order of the line; of several that begin at one word the longest. */
export function labelsIn(text: string, kinds: readonly LabelKind[] = KINDS): readonly LabelMatch[] {
  if (text.length > MAX_LABEL_LINE) return []
  const words = Array.from(text.matchAll(WORD), (match) => ({
    word: foldCase(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const found: LabelMatch[] = []
  for (let at = 0; at < words.length; at += 1) {
    const first = words[at]
    const label = LABELS_BY_FIRST_WORD.get(first?.word ?? '')?.find((known) =>
      known.words.every((word, place) => words[at + place]?.word === word),
    )
    const last = words[at + (label?.words.length ?? 0) - 1]
    if (first === undefined || label === undefined || last === undefined) continue
    at += label.words.length - 1
    const kind = kinds.find((candidate) => label.kinds.includes(candidate))
    if (kind === undefined) continue
    found.push({
      kind,
      start: first.start,
      ...endOfLabel(text, last.end),
      opensPart: opensPart(text, first.start),
    })
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

function labelsByFirstWord(): ReadonlyMap<string, readonly KnownLabel[]> {
  const kindsOf = new Map<string, LabelKind[]>()
  for (const kind of KINDS)
    for (const label of LABELS[kind]) kindsOf.set(label, [...(kindsOf.get(label) ?? []), kind])
  const byFirst = new Map<string, KnownLabel[]>()
  for (const [label, kinds] of kindsOf) {
    const words = Array.from(foldCase(label).matchAll(WORD), ([word]) => word)
    const [first = ''] = words
    byFirst.set(first, [...(byFirst.get(first) ?? []), { words, kinds }])
  }
  for (const labels of byFirst.values()) labels.sort((a, b) => b.words.length - a.words.length)
  return byFirst
}

function isLabelKind(name: string): name is LabelKind {
  return name in LABELS
}
