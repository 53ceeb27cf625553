import type { ArticleId, Slug } from '@uniwire/newsroom'
import type { StoredArticle, WriteDecision } from '@uniwire/newsroom'
import { release } from '@uniwire/newsroom'
import type { DomainEvent } from '@uniwire/events'
import { isArticleEvent } from '@uniwire/projection'
import type { ArticleWriter } from './article-writer.ts'

export interface Releaser extends Disposable {
  apply(event: DomainEvent): void
}

interface Pending {
  readonly university: Slug
  readonly id: ArticleId
  readonly dueMs: number
}

/** Timers of Node end early beyond this. */
const LONGEST_TIMER_MS = 2_147_483_647
const RETRY_MS = 1_000

/**
 * Ends embargoes at their time, with one event; every replica tries and the expected sequence lets one
 * win. Intake down means released late, never early (log §3).
 */
export function createReleaser(options: {
  readonly writer: ArticleWriter
  readonly now: () => string
  readonly onFailure: (error: unknown) => void
}): Releaser {
  const { writer, now, onFailure } = options
  const pending = new Map<ArticleId, Pending>()
  let timer: NodeJS.Timeout | undefined
  let disposed = false

  const releaseOne = async ({ university, id }: Pending) => {
    try {
      await writer.write({ university, id }, decideRelease, {})
    } catch (error) {
      onFailure(error)
      pending.set(id, { university, id, dueMs: Date.parse(now()) + RETRY_MS })
      schedule()
    }
  }
  const releaseDue = async () => {
    const nowMs = Date.parse(now())
    const due = [...pending.values()].filter((each) => each.dueMs <= nowMs)
    for (const each of due) pending.delete(each.id)
    schedule()
    await Promise.all(due.map(releaseOne))
  }
  const schedule = () => {
    clearTimeout(timer)
    if (disposed || pending.size === 0) return
    const next = Math.min(...[...pending.values()].map((each) => each.dueMs))
    const inMs = Math.min(Math.max(next - Date.parse(now()), 0), LONGEST_TIMER_MS)
    timer = setTimeout(() => void releaseDue(), inMs).unref()
  }
  return {
    apply(event) {
      if (!isArticleEvent(event)) return
      const { id, university, status, content } = event.payload
      const known = pending.delete(id)
      if (status === 'embargoed' && content.embargoedUntil !== undefined) {
        pending.set(id, { university, id, dueMs: Date.parse(content.embargoedUntil) })
      } else if (!known) return
      schedule()
    },
    [Symbol.dispose]() {
      disposed = true
      clearTimeout(timer)
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
