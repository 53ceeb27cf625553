import { readArticleSubject, readEvent } from '@uniwire/events'
import type { ArticleId, Slug } from '@uniwire/newsroom'
import type { PageTrace } from '@uniwire/page-import'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { isArticleEvent } from '@uniwire/projection'
import type { PageSeen, StoredChange } from '../store/remembered.ts'
import { decodeTrace } from './trace-code.ts'

/**
 * The pages last seen of each site: what the log says, and bounded. In whatever order and however often its events
 * come, and in every process, it is the same.
 */
export interface PagesSeen {
  /** What is to be remembered of it between two starts. */
  apply(page: LogPage): readonly StoredChange[]
  /** What was remembered. */
  restore(pages: readonly PageSeen[]): void
  /** The log is another one. */
  forget(): void
  /** Newest first, without the one of the article itself. */
  of(university: Slug, except?: ArticleId): readonly PageTrace[]
}

/** Of one site and language: enough to tell a habit from a coincidence, few enough to notice a new design. */
export const MOST_OF_A_SITE = 12
/** Of one university, which may have any number of sites. */
export const MOST_OF_A_UNIVERSITY = 96

export function createPagesSeen(): PagesSeen {
  const universities = new Map<Slug, Map<ArticleId, PageSeen>>()

  const add = (page: PageSeen): readonly StoredChange[] => {
    const pages = universities.get(page.university) ?? new Map<ArticleId, PageSeen>()
    universities.set(page.university, pages)
    if ((pages.get(page.id)?.sequence ?? 0) >= page.sequence) return []
    pages.set(page.id, page)
    const gone = beyondBounds(newestFirst(pages))
    for (const { id } of gone) pages.delete(id)
    return [{ kind: 'page', page }, ...gone.map(({ id }) => ({ kind: 'no-page', id }) as const)]
  }
  const remove = (record: LogRecord): readonly StoredChange[] => {
    const article = readArticleSubject(record.subject)
    if (article === undefined || universities.get(article.university)?.delete(article.id) !== true) return []
    return [{ kind: 'no-page', id: article.id }]
  }
  return {
    apply: ({ records }) =>
      records.flatMap((record) => {
        if (record.envelope.type === 'article.erased') return remove(record)
        const page = pageIn(record)
        return page === undefined ? [] : add(page)
      }),
    restore: (pages) => pages.forEach(add),
    forget: () => universities.clear(),
    of: (university, except) =>
      newestFirst(universities.get(university) ?? new Map<ArticleId, PageSeen>())
        .filter(({ id }) => id !== except)
        .map(({ printedPage }) => decodeTrace(printedPage)),
  }
}

/**
 * Nearly no article was read out of a page, and reading an event costs as much as accepting it. Quotes within the
 * texts of a payload are escaped, so none of them looks like this member.
 */
function pageIn(record: LogRecord): PageSeen | undefined {
  if (record.envelope.schema === 1 && !record.payload.includes('"printedPage":{')) return undefined
  const read = readEvent(record)
  if (read.kind !== 'event' || !isArticleEvent(read.event)) return undefined
  const { id, university, printedPage } = read.event.payload
  return printedPage === undefined ? undefined : { id, university, sequence: record.sequence, printedPage }
}

function newestFirst(pages: ReadonlyMap<ArticleId, PageSeen>): readonly PageSeen[] {
  return [...pages.values()].toSorted((a, b) => b.sequence - a.sequence)
}

function beyondBounds(pages: readonly PageSeen[]): readonly PageSeen[] {
  const counts = new Map<string, number>()
  let kept = 0
  return pages.filter(({ printedPage: { site, language } }) => {
    const group = `${language} ${site}`
    const count = (counts.get(group) ?? 0) + 1
    counts.set(group, count)
    if (count > MOST_OF_A_SITE || kept >= MOST_OF_A_UNIVERSITY) return true
    kept += 1
    return false
  })
}
