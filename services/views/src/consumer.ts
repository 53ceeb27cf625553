import { readArticleSubject } from '@uniwire/events'
import type { EventLog, LogPage, LogRecord } from '@uniwire/ports'
import type { DeadLetterBox, Follower, LogPlace } from '@uniwire/projection'
import { isArticleEvent, placeAfter, readPage, startFollower } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { ArticleRegistry } from './article-registry.ts'
import { registered } from './article-registry.ts'
import type { ArticleChange } from './store/articles.ts'
import type { ViewsStore } from './store/open-store.ts'

export const PROJECTION = 'views'
const HIDING: ReadonlySet<string> = new Set(['article.withdrawn', 'article.erased'])

/** Follows the log into the store and the registry, from where the store has come to. */
export function followArticles(options: {
  readonly log: EventLog
  readonly store: ViewsStore
  readonly registry: ArticleRegistry
  readonly deadLetters: DeadLetterBox
  readonly tools: ServiceTools
}): Follower {
  const { log, store, registry, deadLetters, tools } = options
  const { logger, metrics } = tools
  const readRecord = async (record: LogRecord): Promise<readonly ArticleChange[]> => {
    const changes: ArticleChange[] = []
    const unread = {
      onUnknown: () => metrics.skipped.inc({ projection: PROJECTION }),
      onUnreadable: async (_: LogRecord, reason: string) => {
        // These hold even where their content cannot be read: the envelope says enough (log §4).
        const subject = readArticleSubject(record.subject)
        if (HIDING.has(record.envelope.type) && subject !== undefined) {
          changes.push({ kind: 'hide', id: subject.id })
        }
        await deadLetters.write(record, reason)
        metrics.deadLetters.inc({ projection: PROJECTION })
      },
    }
    for (const event of await readPage({ records: [record], position: record.sequence }, unread)) {
      if (isArticleEvent(event)) changes.push({ kind: 'put', article: registered(event.payload) })
      if (event.type === 'article.erased') changes.push({ kind: 'hide', id: event.payload.id })
      if (event.type === 'article.aliased') {
        const { id, target } = event.payload
        changes.push({ kind: 'alias', id, target })
      }
    }
    return changes
  }
  const apply = async (page: LogPage) => {
    const changes: ArticleChange[] = []
    // One by one, so that what cannot be read takes its place among its neighbours.
    for (const record of page.records) changes.push(...(await readRecord(record)))
    store.changeArticles(changes, placeAfter(page, store.place('articles') ?? beginning(log)))
    for (const change of changes) {
      if (change.kind === 'put') registry.put(change.article)
      else if (change.kind === 'alias') registry.addAlias(change.id, change.target)
      else registry.hide(change.id)
    }
    metrics.positions.set({ projection: PROJECTION }, page.position)
  }
  for (const article of store.articles()) registry.put(article)
  for (const { id, target } of store.aliases()) registry.addAlias(id, target)
  return startFollower({
    log,
    from: store.place('articles'),
    apply,
    onReplaced: (reason) => {
      logger.warn({ event: 'log-replaced', reason }, 'the log is another one: articles are read anew')
      store.forget('articles')
      registry.clear()
    },
    onFailure: (error, retryInMs) =>
      logger.warn({ event: 'follow-failed', err: error, retryInMs }, 'the log cannot be followed'),
  })
}

export function beginning(log: EventLog): LogPlace {
  return { generation: log.generation, position: 0 }
}
