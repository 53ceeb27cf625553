import type { Overrides, PageImport } from './draft.ts'
import { draftFrom } from './draft.ts'
import type { Findings } from './findings.ts'
import { findAll } from './findings.ts'
import { readHtmlPage } from './html/read-html-page.ts'
import { knowLines } from './lines/line-kind.ts'
import { MAX_LINES } from './lines/lines.ts'
import type { Page } from './page.ts'
import { readTextPage } from './page.ts'
import { leaveOutRepeated } from './repeated/leave-out-repeated.ts'
import type { PageTrace } from './repeated/page-trace.ts'
import { traceOf } from './repeated/page-trace.ts'
import type { Site } from './site.ts'
import { siteNameTest } from './site.ts'
import type { Stripped } from './stripped.ts'
import { strippedPart } from './stripped.ts'

export interface PrintedPage {
  readonly text: string
  readonly mediaType: 'text/plain' | 'text/html'
}

/** A page read, and what may be remembered of it once it is published; nothing of a page without text. */
export interface TracedImport {
  readonly imported: PageImport
  readonly trace: PageTrace | null
}

/**
 * A news page as a site prints it becomes a draft with evidence (contract §4). A pure function of its arguments: no
 * clock, nothing learned from other pages, so the same bytes with the same parameters give the same draft. Never
 * throws; what the page does not say is in `needs`. Time and memory are linear in the length of the text.
 */
export function importPage(printed: PrintedPage, site: Site, overrides: Overrides = {}): PageImport {
  return importTracedPage(printed, site, overrides, []).imported
}

/**
 * The same with what other pages of the site have shown: `seen` are their traces, of any site and language. A page
 * of whose text nothing stands on them is read as `importPage` reads it.
 */
export function importTracedPage(
  printed: PrintedPage,
  site: Site,
  overrides: Overrides,
  seen: readonly PageTrace[],
): TracedImport {
  const page = printed.mediaType === 'text/html' ? readHtmlPage(printed.text) : readTextPage(printed.text)
  const isSiteName = siteNameTest(site)
  const lines = knowLines(page.lines.slice(0, MAX_LINES), isSiteName)
  const read = (known: typeof lines): Findings => findAll(known, page, site, isSiteName)
  const trace = ({ found, bodyLines, text }: Findings): PageTrace => {
    const language = overrides.language ?? found.language?.value ?? ''
    const url = overrides.url ?? found.url?.value ?? null
    return traceOf({ lines, bodyLines, isText: text.isText, language, url, site })
  }
  const first = read(lines)
  const { found, ...findings } = leaveOutRepeated(lines, first, read, { own: trace(first), seen })
  const beyond = linesBeyond(page)
  const stripped = [...page.stripped, ...found.stripped, ...beyond].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )
  const warnings = [
    ...found.warnings,
    ...beyond.map(() => ({ field: 'bodyText', code: 'page-cut' }) as const),
  ]
  return {
    imported: draftFrom({ ...found, stripped, warnings }, site, overrides),
    trace: found.bodyText === '' ? null : trace({ found, ...findings }),
  }
}

function linesBeyond({ lines }: Page): readonly Stripped[] {
  const first = lines[MAX_LINES]
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return []
  return [strippedPart('beyond-limit', first.start, last.end, first.text)]
}
