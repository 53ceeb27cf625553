import type { KnownLine } from './lines/line-kind.ts'

export type StripReason =
  | 'site-chrome'
  | 'headline'
  | 'publication-date'
  | 'views'
  | 'category'
  | 'breadcrumb'
  | 'credit'
  | 'sign-off'
  | 'image-name'
  | 'repeated-caption'
  | 'navigation'
  | 'tail'
  | 'page-element'
  /** Learned from other pages of the site. */
  | 'repeated-on-site'
  /** Lines behind the last that is read. */
  | 'beyond-limit'

/** A part of the page that is not in the draft's body; offsets in the text as received. */
export interface Stripped {
  readonly reason: StripReason
  readonly start: number
  readonly end: number
  /** The beginning of what was removed. */
  readonly text: string
}

const SHOWN = 200

export function strippedPart(reason: StripReason, start: number, end: number, text: string): Stripped {
  const shown = text.slice(0, SHOWN).toWellFormed()
  return { reason, start, end, text: text.length > SHOWN ? `${shown}…` : shown }
}

/** Neighbouring lines left out for one reason become one entry: a menu of a hundred lines is one finding. */
export function strippedLines(
  lines: readonly { readonly line: KnownLine; readonly reason: StripReason }[],
): readonly Stripped[] {
  const parts: { reason: StripReason; from: KnownLine; to: KnownLine; text: string }[] = []
  for (const { line, reason } of lines) {
    const last = parts.at(-1)
    if (last !== undefined && last.reason === reason && last.to.index + 1 === line.index) {
      last.to = line
      if (last.text.length <= SHOWN) last.text += `\n${line.text}`
    } else parts.push({ reason, from: line, to: line, text: line.text })
  }
  return parts.map(({ reason, from, to, text }) => strippedPart(reason, from.start, to.end, text))
}
