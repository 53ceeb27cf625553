import { breadcrumbAt } from '../lines/breadcrumb.ts'
import type { Chrome } from '../head/chrome.ts'
import type { Head } from '../head/head.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { MAX_HEADLINE } from '../lines/line-kind.ts'
import { endOfGlued } from '../lines/printed-twice.ts'
import { foldPhrase } from '../words/phrases.ts'
import type { StripReason } from '../stripped.ts'
import type { Tail } from '../tail/tail.ts'

/** A line, or its end where a headline is glued to its beginning, that is the article's. */
interface BodyLine {
  readonly line: KnownLine
  readonly from: number
}

export interface Body {
  readonly paragraphs: readonly string[]
  readonly lines: readonly BodyLine[]
  readonly removed: readonly { readonly line: KnownLine; readonly reason: StripReason }[]
}

export interface BodySources {
  readonly lines: readonly KnownLine[]
  readonly head: Head
  readonly tail: Tail
  readonly chrome: Chrome
  /** As printed; null where the title is a sentence of the text. */
  readonly headline: string | null
}

/** Each line a paragraph, unless it begins in lower case: then it continues the one before (contract §4, body). */
export function readBody(sources: BodySources): Body {
  const { lines, tail, headline } = sources
  const reasonOf = reasons(sources)
  const kept: BodyLine[] = []
  const removed: { line: KnownLine; reason: StripReason }[] = []
  for (const line of lines) {
    const reason = reasonOf(line)
    if (reason !== null) removed.push({ line, reason })
    else
      kept.push({ line, from: kept.length === 0 && headline !== null ? endOfGlued(line.text, headline) : 0 })
  }
  return {
    paragraphs: tail.lastText < 0 ? [] : paragraphsOf(kept),
    lines: tail.lastText < 0 ? [] : kept,
    removed,
  }
}

function paragraphsOf(kept: readonly BodyLine[]): readonly string[] {
  const paragraphs: string[][] = []
  for (const { line, from } of kept) {
    const text = line.text.slice(from)
    const last = paragraphs.at(-1)
    if (line.lowerCase && from === 0 && last !== undefined) last.push(text)
    else paragraphs.push([text])
  }
  return paragraphs.map((parts) => parts.join(' '))
}

function reasons(sources: BodySources): (line: KnownLine) => StripReason | null {
  const { head, tail } = sources
  const isRepeated = repeatedCaptions(sources)
  const breadcrumb = breadcrumbLines(sources)
  const headline = sources.headline === null ? null : foldPhrase(sources.headline)
  const headlineAt = sources.lines.findIndex(
    ({ index, text }) => index >= head.textFrom && index < head.firstText && foldPhrase(text) === headline,
  )
  const inHeadline = headlineInLines(sources)
  return (line) => {
    if (line.kind === 'repeated') return 'repeated-on-site'
    if (line.index === head.dated?.line.index && head.rule !== 'dateline') return 'publication-date'
    if (line.index === tail.signOff?.line.index) return 'sign-off'
    if (headline !== null && line.text.length <= MAX_HEADLINE * 1.5 && foldPhrase(line.text) === headline)
      return line.index < tail.textTo ? 'headline' : 'tail'
    if (inHeadline.has(line.index)) return 'headline'
    if (breadcrumb.has(line.index)) return 'breadcrumb'
    if (line.index >= tail.textTo) return reasonOfKind(line, false) ?? 'tail'
    if (line.index < Math.max(head.textFrom, headlineAt)) return reasonOfKind(line, false) ?? 'site-chrome'
    if (line.kind === 'image') return 'image-name'
    if (line.kind === 'views') return 'views'
    if (isRepeated(line)) return 'repeated-caption'
    if (line.index < head.firstText) return reasonInHead(line, sources.chrome)
    return line.index > tail.lastText && line.kind === 'credit' ? 'credit' : null
  }
}

const LINES_OF_HEADLINE = 4

/** Designs break a headline into lines. */
function headlineInLines({ lines, head, headline }: BodySources): ReadonlySet<number> {
  const whole = foldPhrase(headline ?? '')
  for (let at = head.textFrom; whole !== '' && at < head.firstText; at += 1) {
    let printed = ''
    for (let last = at; last < Math.min(at + LINES_OF_HEADLINE, head.firstText); last += 1) {
      printed = `${printed} ${foldPhrase(lines[last]?.text ?? '')}`.trim()
      if (!whole.startsWith(printed)) break
      if (printed === whole) return new Set(lines.slice(at, last + 1).map(({ index }) => index))
    }
  }
  return new Set()
}

/** Between the head and the first full paragraph stand a subtitle, a greeting, and much of the site's own. */
function reasonInHead(line: KnownLine, chrome: Chrome): StripReason | null {
  const reason = reasonOfKind(line, true)
  if (reason !== null) return reason
  return chrome.isInMenu(line.index) ? 'navigation' : null
}

function reasonOfKind(line: KnownLine, inHead: boolean): StripReason | null {
  switch (line.kind) {
    case 'views':
    case 'category':
    case 'credit':
      return line.kind
    case 'image':
      return inHead ? 'image-name' : null
    case 'date':
      return inHead ? 'publication-date' : null
    case 'number':
    case 'contact':
    case 'dump':
    case 'copyright':
    case 'site-name':
      return inHead ? 'site-chrome' : null
    case 'navigation':
    case 'tool':
    case 'more':
    case 'other-news':
      return inHead ? 'navigation' : null
    default:
      return null
  }
}

const LEAST_CAPTION = { characters: 12, words: 2 }

/** Captions repeated word for word within the text; a full sentence only beside a picture. */
function repeatedCaptions({ lines, head, tail }: BodySources): (line: KnownLine) => boolean {
  const times = new Map<string, number>()
  const isCaption = (line: KnownLine): boolean =>
    line.text.length >= LEAST_CAPTION.characters &&
    line.words >= LEAST_CAPTION.words &&
    (line.kind === 'text' ||
      (line.kind === 'paragraph' && line.text.length <= MAX_HEADLINE && isBesidePicture(lines, line)))
  for (const line of lines.slice(head.textFrom, tail.textTo)) {
    if (isCaption(line)) times.set(line.text, (times.get(line.text) ?? 0) + 1)
  }
  return (line) => isCaption(line) && (times.get(line.text) ?? 0) > 1
}

function isBesidePicture(lines: readonly KnownLine[], line: KnownLine): boolean {
  const beside = [lines[line.index - 1], lines[line.index + 1]]
  return beside.some((other) => other?.kind === 'image')
}

function breadcrumbLines({ lines, head }: BodySources): ReadonlySet<number> {
  const found = new Set<number>()
  for (let at = head.textFrom; at < Math.min(head.firstText, lines.length); at += 1) {
    const breadcrumb = breadcrumbAt(lines, at)
    const next = breadcrumb?.next ?? at
    for (let own = at; own < next; own += 1) found.add(own)
  }
  return found
}
