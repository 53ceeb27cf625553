import type { TotalsPayload } from '@uniwire/events'
import { readEvent, totalsSubject } from '@uniwire/events'
import type { EventLog, LogRecord, ViewCounter } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'

export type Seed = Parameters<ViewCounter['seed']>[0][number]

/** Totals as a record of the totals stream has them; `undefined` for what this release cannot read. */
export function readTotals(record: LogRecord): TotalsPayload | undefined {
  const read = readEvent(record)
  return read.kind === 'event' && read.event.type === 'views.totalled' ? read.event.payload : undefined
}

/** What an article starts from that was never viewed. */
export function emptySeed(article: string): Seed {
  return { totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 }, days: {} }
}

/** What the log knows of an article's counts; `undefined` when it was never viewed. */
export async function readLoggedTotals(
  totals: EventLog,
  article: string,
  today: string,
): Promise<Seed | undefined> {
  // `read` may lag behind an append that another replica was acknowledged a moment ago; `last` may not.
  const [records, newest] = await Promise.all([
    readAll(totals, `views.${article}.>`),
    totals.last(totalsSubject(article, today)),
  ])
  return foldTotals(
    [...records, ...(newest === undefined ? [] : [newest])].flatMap((each) => readTotals(each) ?? []),
  )
}

/** Each record holds one day, and the whole article as it was then: the newest revision says it best. */
export function foldTotals(payloads: readonly TotalsPayload[]): Seed | undefined {
  const ordered = payloads.toSorted((a, b) => a.totals.revision - b.totals.revision)
  const newest = ordered.at(-1)
  if (newest === undefined) return undefined
  const days = Object.fromEntries(ordered.map((each) => [each.day, each.live]))
  return { totals: newest.totals, days }
}

/** The stream's records up to where it ended at the beginning, page by page. */
export async function* pagesOf(totals: EventLog, subject?: string): AsyncGenerator<readonly LogRecord[]> {
  const end = await totals.end()
  let after = 0
  while (after < end) {
    const query = { after, limit: MAX_PAGE_RECORDS, ...(subject === undefined ? {} : { subject }) }
    const page = await totals.read(query)
    yield page.records
    // A page that leads nowhere is the end as far as this reader may see it.
    if (page.position <= after) return
    after = page.position
  }
}

async function readAll(totals: EventLog, subject: string): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = []
  for await (const page of pagesOf(totals, subject)) records.push(...page)
  return records
}
