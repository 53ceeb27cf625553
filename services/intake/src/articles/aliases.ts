import { articleSubject, toRecord } from '@uniwire/events'
import type { ArticleAlias, ArticleStatus, SourceId, StoredArticle } from '@uniwire/newsroom'
import { addAlias, articleId, digestOf, eventTime } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError, invalidFields } from '@uniwire/service-kit'
import { articleRecord } from './article-record.ts'
import type { ArticleState, WriteTarget } from './article-state.ts'
import { locate, readState } from './article-state.ts'
import { MOST_CONFLICTS } from './article-writer.ts'
import { refusal } from '../refusal.ts'
import type { KeyedContext } from './write-context.ts'

export interface Aliased {
  readonly stored: StoredArticle
  /** As they were when the alias was made; now, where it was one already. */
  readonly version: number
  readonly status: ArticleStatus
  /** Of the alias's own event: a projection that has come this far follows the alias. */
  readonly sequence: number
  readonly created: boolean
}

export interface Aliases {
  /**
   * Lets `sourceId` stand for the article from now on, for ever. Throws `source-id-taken` when it is an
   * article, or another one's alias; `erased`, `not-found`, `idempotency-key-reused`, and a wrong field for the
   * article's own id.
   */
  add(target: WriteTarget, sourceId: SourceId, context: KeyedContext): Promise<Aliased>
}

/**
 * Two events, both or none. One lies on the subject that the alias would have as an article: whoever publishes under
 * it and whoever names it expect the same sequence there, so one of them wins (log §3). The other is the article's
 * own: there the request is remembered, and its history tells of the alias.
 */
export function createAliases(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
}): Aliases {
  const { log, now, newId } = options
  return {
    async add(target, sourceId, { idempotencyKey, ...context }) {
      const { university } = target
      const id = articleId(university, sourceId)
      const digest = digestOf({ verb: 'alias', sourceId })
      for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
        const { id: own, stored } = await articleOf(log, target)
        if (own === id) throw invalidFields([{ pointer: '/sourceId', problem: { code: 'own-source-id' } }])
        const at = eventTime(now(), stored.at)
        const decision = addAlias(stored, sourceId, { digest, idempotencyKey, at })
        if (decision.kind === 'refused') throw refusal(decision.code)
        const there = await readState(log, { university, id })
        if (there.kind === 'alias' && there.alias.target === own) {
          const { version, status } = decision.kind === 'settled' ? decision.answer : stored.article
          return { stored, version, status, sequence: there.sequence, created: decision.kind === 'settled' }
        }
        await checkFree(log, { university, id }, there)
        if (decision.kind === 'settled') throw new ProblemError({ code: 'source-id-taken' })

        const note = articleRecord({ target, id: own, stored, decision, at, eventId: newId(), context })
        const payload: ArticleAlias = { id, university, sourceId, target: own, aliasedAt: at }
        const subject = articleSubject(university, id)
        const event = { type: 'article.aliased', subject, expected: 0, payload, time: at } as const
        const alias = toRecord({ ...event, id: newId(), source: '/intake', ...context })
        const outcome = await log.appendBatch([note, alias])
        const sequence = outcome.ok ? outcome.sequences.at(-1) : undefined
        if (sequence === undefined) continue
        const { version, status } = decision.article
        return { stored, version, status, sequence, created: true }
      }
      throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
    },
  }
}

async function articleOf(log: EventLog, target: WriteTarget) {
  const { id, state } = await locate(log, target)
  if (state.kind === 'none') throw new ProblemError({ code: 'not-found' })
  if (state.kind === 'erased') throw new ProblemError({ code: 'erased' })
  return { id, stored: state.stored }
}

/** What is there instead of nothing says why the id cannot be an alias; one of an erased article is erased a moment after it. */
async function checkFree(log: EventLog, target: WriteTarget, there: ArticleState): Promise<void> {
  const behind = there.kind === 'alias' ? (await locate(log, target)).state : there
  if (behind.kind === 'erased') throw new ProblemError({ code: 'erased' })
  if (there.kind !== 'none') throw new ProblemError({ code: 'source-id-taken' })
}
