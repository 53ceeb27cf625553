import { articleSubject, readEvent } from '@uniwire/events'
import type { HistoryEntry } from '@uniwire/http-api'
import type { Article } from '@uniwire/newsroom'
import { changedMembers } from '@uniwire/newsroom'
import { isArticleEvent } from '@uniwire/projection'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import type { WriteTarget } from './article-state.ts'

/** Label of a key; `undefined` when it has none, or is not known any more. */
export type LabelOf = (keyId: string) => Promise<string | undefined>

/** Whole articles: a page of them must fit into memory beside everything else. */
const PAGE = 20

/**
 * Every event of an article, oldest first, up to one that is known to be stored: a page of the log may lag
 * behind `last`, and then it throws `LogUnavailableError` instead of leaving something out.
 */
export async function readHistory(
  log: EventLog,
  { university, id }: WriteTarget,
  upTo: number,
  labelOf: LabelOf,
): Promise<readonly HistoryEntry[]> {
  const subject = articleSubject(university, id)
  const entries: HistoryEntry[] = []
  const labels = new Map<string, Promise<string | undefined>>()
  const knownLabel = (keyId: string) => {
    const known = labels.get(keyId) ?? labelOf(keyId)
    labels.set(keyId, known)
    return known
  }
  let before: Article | undefined
  for (let after = 0; after < upTo;) {
    const page = await log.read({ after, limit: PAGE, subject })
    if (page.position <= after) throw new LogUnavailableError(`the log does not go on after ${after}`)
    for (const record of page.records) {
      const article = articleAt(record)
      const { actor } = record.envelope
      entries.push(entryOf(record, before, article, await by(actor, knownLabel)))
      before = article
    }
    after = page.position
  }
  return entries
}

async function by(actor: string | undefined, labelOf: LabelOf): Promise<HistoryEntry['by']> {
  if (actor === undefined) return undefined
  const label = await labelOf(actor)
  return { id: actor, ...(label === undefined ? {} : { label }) }
}

function entryOf(
  { sequence, envelope }: LogRecord,
  before: Article | undefined,
  after: Article,
  who: HistoryEntry['by'],
): HistoryEntry {
  const { version, status, content, withdrawal, aliases = [] } = after
  const alias = envelope.type === 'alias.added' ? aliases.at(-1) : undefined
  return {
    sequence,
    type: envelope.type,
    at: envelope.time,
    ...(who === undefined ? {} : { by: who }),
    version,
    status,
    title: content.title,
    changed: [...changedMembers(before, after)],
    ...(withdrawal === undefined ? {} : { reason: withdrawal.reason }),
    ...(alias === undefined ? {} : { alias }),
  }
}

function articleAt(record: LogRecord): Article {
  const read = readEvent(record)
  if (read.kind === 'event' && isArticleEvent(read.event)) return read.event.payload
  throw new LogUnavailableError(
    `event ${record.sequence} (${record.envelope.type}) cannot be read by this release`,
  )
}
