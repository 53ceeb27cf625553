import { cleanLine, cleanText } from '@uniwire/newsroom'
import type { Found } from './draft.ts'
import { readBody } from './fields/body.ts'
import { findByline } from './fields/byline.ts'
import { findCategories } from './fields/categories.ts'
import { findImages } from './fields/images.ts'
import { findLanguage } from './fields/language.ts'
import { findPublishedAt } from './fields/published-at.ts'
import { statedTimes } from './fields/stated-times.ts'
import { findTitle } from './fields/title.ts'
import { findViews } from './fields/views.ts'
import { surveyChrome } from './head/chrome.ts'
import { findHead } from './head/find-head.ts'
import type { KnownLine } from './lines/line-kind.ts'
import type { TextLines } from './lines/text-lines.ts'
import { textLines } from './lines/text-lines.ts'
import type { Page } from './page.ts'
import type { IsSiteName, Site } from './site.ts'
import { strippedLines } from './stripped.ts'
import { findTail } from './tail/tail.ts'

/** What the rules make of a page's lines, and the lines that this rests on. */
export interface Findings {
  readonly found: Found
  /** Of the body, in order. */
  readonly bodyLines: readonly KnownLine[]
  /** The line of the headline, where it is printed in one. */
  readonly titleLine: KnownLine | null
  readonly text: TextLines
}

/** The chain of rules: text, head, tail, title, body, and what else is printed around them. Linear. */
export function findAll(
  lines: readonly KnownLine[],
  page: Page,
  site: Site,
  isSiteName: IsSiteName,
): Findings {
  const chrome = surveyChrome(lines)
  const text = textLines(lines)
  const head = findHead(lines, text, chrome, page.heading)
  const tail = findTail(lines, head, text, chrome)
  const title = findTitle({ lines, head, chrome, isSiteName, declared: page.declared.titles })
  const body = readBody({ lines, head, tail, chrome, headline: title?.headline ?? null })
  const bodyText = cleanText(body.paragraphs.join('\n\n'))
  const imageLines = body.removed.flatMap(({ line, reason }) => (reason === 'image-name' ? [line] : []))
  const [first] = body.lines
  const span = { start: first?.line.start ?? null, end: body.lines.at(-1)?.line.end ?? null }
  const paragraphs = {
    value: body.paragraphs.length,
    confidence: 'high',
    rule: head.rule,
    ...span,
    alternatives: [],
  } as const
  const found = {
    title: bodyText === '' && title?.headline === null ? null : (title?.evidence ?? null),
    bodyText,
    body: bodyText === '' ? null : paragraphs,
    publishedAt: findPublishedAt(
      head,
      statedTimes({ page, lines, body: body.lines, text, chrome }),
      site.timeZone,
    ),
    byline: findByline(lines, head, tail, page.declared.authors),
    categories: findCategories({
      lines,
      head,
      tail,
      title: title === null ? null : cleanLine(title.evidence.value ?? ''),
      declared: page.declared.categories,
    }),
    legacyViews: findViews(lines, head, tail),
    language: findLanguage(bodyText, span),
    images: findImages(imageLines),
    repeated: null,
    url: page.declared.url,
    stripped: strippedLines(body.removed),
    warnings: [],
  }
  return { found, bodyLines: body.lines.map(({ line }) => line), titleLine: title?.line ?? null, text }
}
