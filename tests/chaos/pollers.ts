import { setTimeout as delay } from 'node:timers/promises'
import type { Changes, Found } from '../harness/reading.ts'
import type { Ledger } from './ledger.ts'
import { possibleAt, readTitle } from './ledger.ts'
import type { Outside } from './outside.ts'
import { PACE_MS } from './outside.ts'
import { duplicates, entriesOf, updatedOf } from './shown.ts'
import type { Shown } from './shown.ts'

export interface PollerOptions {
  readonly outside: Outside
  readonly ledger: Ledger
  readonly stopping: AbortSignal
}

/** A newsreader: it never sees an entry twice, an older feed than before, or what it must not see. */
export async function pollFeed(
  { outside, ledger, stopping }: PollerOptions,
  path: string,
  format: 'atom' | 'rss',
): Promise<void> {
  let before = { position: 0, updated: 0, tag: '', body: '' }
  while (!stopping.aborted) {
    const headers = before.tag === '' ? {} : { 'If-None-Match': before.tag }
    const reply = await outside.send('feed', path, { headers })
    if (reply.kind === 'answered' && reply.status < 300) {
      const { body } = reply
      const now = {
        position: positionOf(reply.headers),
        updated: updatedOf(body, format),
        tag: reply.headers.get('ETag') ?? '',
        body,
      }
      const complain = (text: string) => outside.offences.push(`${path} at ${now.position}: ${text}`)
      if (!(now.position >= before.position)) complain(`the position before was ${before.position}`)
      if (!(now.updated >= before.updated)) complain('it goes back in time')
      if ((now.tag === before.tag) !== (body === before.body)) complain('the tag does not follow the bytes')
      const whole = path.startsWith(`/feeds/${ledger.slug}.`)
      checkShown({ ledger, shown: entriesOf(body, format), position: now.position, whole, complain })
      before = now
    } else if (reply.kind === 'answered' && positionOf(reply.headers) < before.position) {
      outside.offences.push(`${path}: 304 at ${positionOf(reply.headers)}, after ${before.position}`)
    }
    await delay(PACE_MS)
  }
}

/**
 * Somebody who searches for everything of one university; every other time, right after writing: for an
 * answer that contains what was acknowledged last.
 */
export async function pollSearch({ outside, ledger, stopping }: PollerOptions): Promise<void> {
  const path = `/v1/search?q=&limit=100&university=${ledger.slug}`
  for (let n = 0; !stopping.aborted; n += 1) {
    const wanted = ledger.promised().at(-1)?.answer.sequence ?? 0
    const headers = n % 2 === 0 ? {} : { 'Uniwire-Min-Position': String(wanted) }
    const reply = await outside.send('search', path, { headers })
    if (reply.kind === 'answered' && reply.status === 200) {
      const position = positionOf(reply.headers)
      // Our own reader's words.
      const shown = shownBy(JSON.parse(reply.body) as Found)
      const complain = (text: string) => outside.offences.push(`${path} at ${position}: ${text}`)
      if (n % 2 === 1 && !(position >= wanted)) complain(`asked for ${wanted}`)
      checkShown({ ledger, shown, position, whole: true, complain })
    }
    await delay(PACE_MS)
  }
}

/** Somebody who reads the page of a university that was there before: it is never denied. */
export async function pollPage({ outside, stopping }: PollerOptions, path: string): Promise<void> {
  while (!stopping.aborted) {
    await outside.send('page', path)
    await delay(PACE_MS)
  }
}

/** An aggregator that proves that it lost nothing: everything it was told, in the order in which it was told. */
export async function followChanges(
  { outside, ledger, stopping }: PollerOptions,
  seen: Changes['changes'][number][],
): Promise<void> {
  let after = 0
  while (!stopping.aborted) {
    const path = `/v1/changes?university=${ledger.slug}&limit=10&after=${after}`
    const reply = await outside.send('changes', path)
    if (reply.kind === 'answered' && reply.status === 200) {
      const page = JSON.parse(reply.body) as Changes
      seen.push(...page.changes)
      if (page.next < after) outside.offences.push(`${path}: next is ${page.next}`)
      after = page.next
    }
    await delay(PACE_MS)
  }
}

export const shownBy = ({ hits }: Found): readonly Shown[] =>
  hits.map(({ id, titleHtml }) => ({ id, title: titleHtml }))

interface Check {
  readonly ledger: Ledger
  readonly shown: readonly Shown[]
  /** Of the log, up to which the answer contains everything. */
  readonly position: number
  /** Whether what is not shown was left out because nobody may see it, and for no other reason. */
  readonly whole: boolean
  readonly complain: (text: string) => void
}

/** Each article in a state that it may have at that position, once. */
function checkShown({ ledger, shown, position, whole, complain }: Check): void {
  for (const id of duplicates(shown.map((each) => each.id))) complain(`${id} is there twice`)
  const revisions = new Map<string, number>()
  for (const { title } of shown) {
    const read = readTitle(title)
    if (read !== undefined) revisions.set(read.sourceId, read.revision)
  }
  for (const account of ledger.accounts()) {
    const sourceId = account.steps[0]?.sourceId ?? ''
    const revision = revisions.get(sourceId) ?? 0
    const possible = possibleAt(account, position)
    if (possible.includes(revision) || (revision === 0 && !whole)) continue
    complain(`${sourceId} shows revision ${revision}, may show ${possible.join(' or ')} (0: nothing)`)
  }
}

function positionOf(headers: Headers): number {
  return Number(headers.get('Uniwire-Position') ?? NaN)
}
