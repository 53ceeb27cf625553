import { breadcrumbAt } from '../lines/breadcrumb.ts'
import type { Breadcrumb } from '../lines/breadcrumb.ts'
import type { Chrome } from '../head/chrome.ts'
import { endOfDateline } from '../head/dateline.ts'
import type { Confidence, Evidence } from '../evidence.ts'
import { titleFromSentence } from '../words/first-sentence.ts'
import type { Head } from '../head/head.ts'
import { headlinesAt, isHeadlineText } from '../head/headline.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { spanOf } from '../lines/lines.ts'
import type { DeclaredValue } from '../page.ts'
import { foldPhrase, NAVIGATION } from '../words/phrases.ts'
import { commonBeginning, repeatsOf } from '../lines/printed-twice.ts'
import type { IsSiteName } from '../site.ts'

const MAX_DECLARED = 300
/** Channels open their posts with pictures. */
const PICTOGRAPHS = /^(?:[\p{Extended_Pictographic}\p{So}\uFE0F\u200D\s](?!$))+/u

export interface Title {
  readonly evidence: Evidence<string>
  /** As printed; null where the title is a sentence of the text, which keeps it. */
  readonly headline: string | null
  /** The line that prints it; null where markup names it, or a breadcrumb or a sentence of the text does. */
  readonly line: KnownLine | null
}

export interface TitleSources {
  readonly lines: readonly KnownLine[]
  readonly head: Head
  readonly chrome: Chrome
  readonly isSiteName: IsSiteName
  /** `h1`, `og:title`; in this order. */
  readonly declared: readonly DeclaredValue[]
}

/** Contract §4, title: labelled, else a headline next to the head, else the first sentence. Null without text. */
export function findTitle(sources: TitleSources): Title | null {
  return (
    declaredTitle(sources, 'high') ??
    headlineTitle(sources) ??
    breadcrumbTitle(sources) ??
    declaredTitle(sources, 'low') ??
    sentenceTitle(sources)
  )
}

/** With high confidence only what does not as often name a section or the site. */
function declaredTitle(
  { declared, isSiteName }: TitleSources,
  confidence: Exclude<Confidence, 'medium'>,
): Title | null {
  const usable = declared
    .map((one) => ({ ...one, value: withoutSiteName(one.value, isSiteName) }))
    .filter(
      ({ value }) => value.length <= MAX_DECLARED && !isSiteName(value) && !NAVIGATION.has(foldPhrase(value)),
    )
    .filter(({ value }) => confidence === 'low' || !isSectionLike(value))
  const [first, ...others] = usable
  if (first === undefined) return null
  const alternatives = [...new Set(others.map(({ value }) => value))].filter((value) => value !== first.value)
  const { value, rule, start, end } = first
  return {
    headline: value,
    line: null,
    evidence: { value, confidence, rule, start, end, alternatives },
  }
}

/** A single word, or `Новости университета`: two that begin like an entry of every menu. */
function isSectionLike(title: string): boolean {
  const words = title.trim().split(/\s+/u)
  return words.length === 1 || (words.length === 2 && NAVIGATION.has(foldPhrase(words[0] ?? '')))
}

/** `Headline | Site name`, as titles for search engines are made. */
function withoutSiteName(title: string, isSiteName: IsSiteName): string {
  const at = Math.max(...[' | ', ' - ', ' – ', ' — ', ' :: ', ' » '].map((mark) => title.lastIndexOf(mark)))
  return at > 0 && isSiteName(title.slice(at + 3)) ? title.slice(0, at).trim() : title
}

function headlineTitle({ lines, head, chrome, isSiteName }: TitleSources): Title | null {
  const [best, ...others] = headlinesAt(lines, head, chrome, isSiteName)
  if (best === undefined) return gluedTitle(lines, head, isSiteName)
  const from = best.from + (PICTOGRAPHS.exec(best.line.text.slice(best.from, best.to))?.[0].length ?? 0)
  const text = best.line.text.slice(from, best.to)
  const isTwice = repeatsOf(lines, best.line, text, best.line.index).length > 0
  const confidence: Confidence = isTwice || best.place === 'beside-date' ? 'high' : 'medium'
  return {
    headline: text,
    line: best.place === 'beside-date' ? null : best.line,
    evidence: {
      value: text,
      confidence,
      rule: isTwice ? 'headline-printed-twice' : `headline-${best.place}`,
      ...spanOf(best.line, from, best.to),
      alternatives: others
        .map((other) => other.line.text.slice(other.from, other.to))
        .filter((other) => other !== text),
    },
  }
}

/** Something is glued to the headline wherever it is printed: what two lines next to the head begin with is it. */
function gluedTitle(lines: readonly KnownLine[], head: Head, isSiteName: IsSiteName): Title | null {
  const beside = [lines[head.firstText], lines[head.anchor ?? -1], lines[(head.anchor ?? head.textFrom) - 1]]
  for (const line of beside) {
    const common = line === undefined ? null : commonBeginning(lines, line, head.anchor ?? head.textFrom)
    if (common === null) continue
    const text = common.line.text.slice(0, common.to)
    if (!isHeadlineText(text) || isSiteName(text)) continue
    const rule = 'headline-printed-twice'
    const span = spanOf(common.line, 0, common.to)
    return {
      headline: text,
      line: null,
      evidence: { value: text, confidence: 'medium', rule, ...span, alternatives: [] },
    }
  }
  return null
}

/** Only a breadcrumb's last step names the page: five words or more are no section. */
function breadcrumbTitle({ lines, head, isSiteName }: TitleSources): Title | null {
  const step = lastBreadcrumb(lines, head.anchor ?? head.textFrom)?.steps.at(-1)
  if (step === undefined || !isHeadlineText(step.text) || isSiteName(step.text)) return null
  if (step.text.split(/\s+/u).length < 5) return null
  const span = spanOf(step.line, step.from, step.to)
  const rule = 'breadcrumb'
  return {
    headline: step.text,
    line: null,
    evidence: { value: step.text, confidence: 'medium', rule, ...span, alternatives: [] },
  }
}

function sentenceTitle({ lines, head }: TitleSources): Title | null {
  const line = lines[head.firstText]
  if (line === undefined) return null
  const made = titleFromSentence(line.text, endOfDateline(line.text))
  if (made === null) return null
  const span = spanOf(line, made.from, made.to)
  return {
    headline: null,
    line: null,
    evidence: { value: made.title, confidence: 'low', rule: 'first-sentence', ...span, alternatives: [] },
  }
}

/** The breadcrumb that stands nearest above a line. */
export function lastBreadcrumb(lines: readonly KnownLine[], above: number): Breadcrumb | null {
  for (let at = Math.min(above, lines.length) - 1; at >= Math.max(0, above - 200); at -= 1) {
    const found = breadcrumbAt(lines, at)
    // A list of steps is found again from each of its later lines; only one that begins with home is whole.
    if (found !== null && found.next <= above + 1) return found
  }
  return null
}
