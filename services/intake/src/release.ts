import { readArticleSubject, readEvent } from '@uniwire/events'
import type { ArticleId, StoredArticle, WriteDecision } from '@uniwire/newsroom'
import { release } from '@uniwire/newsroom'
import type { LogPage, LogRecord } from '@uniwire/ports'
import { isArticleEvent } from '@uniwire/projection'
import { ProblemError } from '@uniwire/service-kit'
import type { SetAlarm } from './alarm.ts'
import type { ArticleWriter } from './articles/article-writer.ts'
import type { Embargo, StoredChange } from './store/remembered.ts'

/** Disposing waits for the releases that were begun. */
export interface Releaser extends AsyncDisposable {
  /** What is to be remembered of it between two starts. */
  apply(page: LogPage): readonly StoredChange[]
  /** What was remembered. */
  restore(embargoes: readonly Embargo[]): void
  /** The log is another one: its embargoes come from its beginning again. */
  forget(): void
}

/** A clock that was set, or a machine that slept, makes a release late by no more than this. */
const LONGEST_SLEEP_MS = 1_000
const RETRY_MS = 1_000
/** Ministries end embargoes at the full hour, all of them together. */
const MOST_AT_ONCE = 100

/**
 * Ends embargoes at their time, with one event; every replica tries and the expected sequence lets one
 * win. Intake down means released late, never early (log §3).
 */
export function createReleaser(options: {
  readonly writer: ArticleWriter
  readonly now: () => string
  readonly setAlarm: SetAlarm
  readonly onFailure: (error: unknown) => void
  readonly onUnread: (kind: 'unknown' | 'unreadable') => void
}): Releaser {
  const { writer, now, setAlarm, onFailure, onUnread } = options
  const pending = new Map<ArticleId, Embargo>()
  /** Of which the log says that it has an embargo; in `pending` until its end is begun. */
  const embargoed = new Set<ArticleId>()
  let alarm: { readonly atMs: number; readonly timer: Disposable } | undefined
  const running = new Set<Promise<void>>()
  let disposed = false
  const nowMs = () => Date.parse(now())

  const sleepUntil = (dueMs: number) => {
    const begunMs = nowMs()
    const atMs = Math.min(dueMs, begunMs + LONGEST_SLEEP_MS)
    if (disposed || (alarm !== undefined && alarm.atMs <= atMs)) return
    alarm?.timer[Symbol.dispose]()
    alarm = { atMs, timer: setAlarm(Math.max(atMs - begunMs, 0), ring) }
  }
  const ring = () => {
    const releasing = wake().finally(() => running.delete(releasing))
    running.add(releasing)
  }
  const wake = async () => {
    alarm = undefined
    const atMs = nowMs()
    const due = [...pending.values()].filter((each) => each.dueMs <= atMs)
    for (const each of due) pending.delete(each.id)
    for (const each of pending.values()) sleepUntil(each.dueMs)
    for (let first = 0; first < due.length; first += MOST_AT_ONCE) {
      await Promise.all(due.slice(first, first + MOST_AT_ONCE).map(releaseOne))
    }
  }
  const releaseOne = async ({ university, id }: Embargo) => {
    if (disposed) return
    try {
      await writer.write({ university, id }, decideRelease, {})
    } catch (error) {
      // Nothing of it is left to be released.
      if (error instanceof ProblemError && error.code === 'erased') return
      onFailure(error)
      // What the log said meanwhile counts for more: the embargo may have moved.
      if (pending.has(id)) return
      const dueMs = nowMs() + RETRY_MS
      pending.set(id, { university, id, dueMs })
      sleepUntil(dueMs)
    }
  }
  /**
   * Nearly no article has an embargo, and reading one costs as much as accepting it. An embargoed one says so
   * in its payload; any other changes nothing here, unless it was waited for.
   */
  const concerns = (record: LogRecord) => {
    if (record.envelope.schema !== 1 || record.payload.includes('"embargoed"')) return true
    const article = readArticleSubject(record.subject)
    return article !== undefined && embargoed.has(article.id)
  }
  const wait = (embargo: Embargo) => {
    embargoed.add(embargo.id)
    pending.set(embargo.id, embargo)
    sleepUntil(embargo.dueMs)
  }
  const end = (id: ArticleId): readonly StoredChange[] => {
    pending.delete(id)
    return embargoed.delete(id) ? [{ kind: 'no-embargo', id }] : []
  }
  return {
    apply(page) {
      const changes: StoredChange[] = []
      for (const record of page.records) {
        if (!concerns(record)) continue
        const read = readEvent(record)
        if (read.kind !== 'event') onUnread(read.kind)
        else if (read.event.type === 'article.erased') changes.push(...end(read.event.payload.id))
        else if (isArticleEvent(read.event)) {
          const { id, university, status, content } = read.event.payload
          changes.push(...end(id))
          if (status !== 'embargoed' || content.embargoedUntil === undefined) continue
          const embargo = { university, id, dueMs: Date.parse(content.embargoedUntil) }
          wait(embargo)
          changes.push({ kind: 'embargo', embargo })
        }
      }
      return changes
    },
    restore: (embargoes) => embargoes.forEach(wait),
    forget() {
      pending.clear()
      embargoed.clear()
    },
    async [Symbol.asyncDispose]() {
      disposed = true
      alarm?.timer[Symbol.dispose]()
      await Promise.all(running)
    },
  }
}

/** A revision in between may have moved the embargo, or ended it: then there is nothing to append. */
function decideRelease(stored: StoredArticle | undefined, at: string): WriteDecision {
  if (stored === undefined) return { kind: 'refused', code: 'not-found' }
  const article = release(stored, at)
  if (article !== undefined) return { kind: 'append', type: 'article.released', article }
  const { version, status } = stored.article
  return { kind: 'settled', answer: { version, status, sequence: stored.sequence, created: false } }
}
