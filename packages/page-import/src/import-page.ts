import { cleanLine, cleanText } from '@uniwire/newsroom'
import { readBody } from './body.ts'
import { findByline } from './byline.ts'
import { findCategories } from './categories.ts'
import { surveyChrome } from './chrome.ts'
import { draftFrom } from './draft.ts'
import type { Overrides, PageImport } from './draft.ts'
import { findHead } from './head.ts'
import { readHtmlPage } from './html/read-html-page.ts'
import { findImages } from './images.ts'
import { findLanguage } from './language.ts'
import { knowLines } from './line-kind.ts'
import { MAX_LINES } from './lines.ts'
import { readTextPage } from './page.ts'
import type { Page } from './page.ts'
import { findPublishedAt } from './published-at.ts'
import { siteNameTest } from './site.ts'
import type { Site } from './site.ts'
import { strippedLines, strippedPart } from './stripped.ts'
import type { Stripped } from './stripped.ts'
import { findTail } from './tail.ts'
import { textLines } from './text-lines.ts'
import { findTitle } from './title.ts'
import { findViews } from './views.ts'

export interface PrintedPage {
  readonly text: string
  readonly mediaType: 'text/plain' | 'text/html'
}

/**
 * A news page as a site prints it becomes a draft with evidence (contract §4). A pure function of its arguments: no
 * clock, nothing learned from other pages, so the same bytes with the same parameters give the same draft. Never
 * throws; what the page does not say is in `needs`. Time and memory are linear in the length of the text.
 */
export function importPage(printed: PrintedPage, site: Site, overrides: Overrides = {}): PageImport {
  const page = printed.mediaType === 'text/html' ? readHtmlPage(printed.text) : readTextPage(printed.text)
  const isSiteName = siteNameTest(site)
  const lines = knowLines(page.lines.slice(0, MAX_LINES), isSiteName)
  const chrome = surveyChrome(lines)
  const text = textLines(lines)
  const head = findHead(lines, text, chrome, page.heading)
  const tail = findTail(lines, head, text, chrome)
  const title = findTitle({ lines, head, chrome, isSiteName, declared: page.declared.titles })
  const body = readBody({ lines, head, tail, chrome, headline: title?.headline ?? null })
  const bodyText = cleanText(body.paragraphs.join('\n\n'))
  const imageLines = body.removed.flatMap(({ line, reason }) => (reason === 'image-name' ? [line] : []))
  const beyond = linesBeyond(page)
  const [first] = body.lines
  const span = { start: first?.line.start ?? null, end: body.lines.at(-1)?.line.end ?? null }
  const found = {
    title: bodyText === '' && title?.headline === null ? null : (title?.evidence ?? null),
    bodyText,
    body:
      bodyText === ''
        ? null
        : ({
            value: body.paragraphs.length,
            confidence: 'high',
            rule: head.rule,
            ...span,
            alternatives: [],
          } as const),
    publishedAt: findPublishedAt(head, page.declared.publishedAt, site.timeZone),
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
    url: page.declared.url,
    stripped: [...page.stripped, ...strippedLines(body.removed), ...beyond].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    ),
    warnings: beyond.map(() => ({ field: 'bodyText', code: 'page-cut' }) as const),
  }
  return draftFrom(found, site, overrides)
}

function linesBeyond({ lines }: Page): readonly Stripped[] {
  const first = lines[MAX_LINES]
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return []
  return [strippedPart('beyond-limit', first.start, last.end, first.text)]
}
