import { articleSubject, toRecord } from '@uniwire/events'
import type { ArticleAlias, SourceId, StoredArticle } from '@uniwire/newsroom'
import { articleId } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError, invalidFields } from '@uniwire/service-kit'
import type { WriteTarget } from './article-state.ts'
import { locate, readState } from './article-state.ts'
import type { WriteContext } from './article-writer.ts'
import { MOST_CONFLICTS } from './article-writer.ts'

export interface Aliased {
  readonly stored: StoredArticle
  /** Of the alias's own event: a projection that has come this far follows the alias. */
  readonly sequence: number
  readonly created: boolean
}

export interface Aliases {
  /**
   * Lets `sourceId` stand for the article from now on, for ever. Throws `source-id-taken` when it is an
   * article, or another one's alias; `erased`, `not-found`, and a wrong field for the article's own id.
   */
  add(target: WriteTarget, sourceId: SourceId, context: WriteContext): Promise<Aliased>
}

/**
 * The event lies on the subject that the alias would have as an article: whoever publishes under it and
 * whoever names it expect the same sequence there, so one of them wins (log §3).
 */
export function createAliases(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
}): Aliases {
  const { log, now, newId } = options
  return {
    async add(target, sourceId, context) {
      const { university } = target
      const id = articleId(university, sourceId)
      for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
        const meant = await locate(log, target)
        if (meant.state.kind === 'none') throw new ProblemError({ code: 'not-found' })
        if (meant.state.kind === 'erased') throw new ProblemError({ code: 'erased' })
        if (meant.id === id)
          throw invalidFields([{ pointer: '/sourceId', problem: { code: 'own-source-id' } }])
        const { stored } = meant.state
        const there = await readState(log, { university, id })
        if (there.kind === 'alias' && there.alias.target === meant.id) {
          return { stored, sequence: there.sequence, created: false }
        }
        // An alias is erased a moment after its article.
        const behind = there.kind === 'alias' ? (await locate(log, { university, id })).state : there
        if (behind.kind === 'erased') throw new ProblemError({ code: 'erased' })
        if (there.kind !== 'none') throw new ProblemError({ code: 'source-id-taken' })
        const time = now()
        const payload: ArticleAlias = { id, university, sourceId, target: meant.id, aliasedAt: time }
        const subject = articleSubject(university, id)
        const event = { type: 'article.aliased', subject, expected: 0, payload, time } as const
        const outcome = await log.append(toRecord({ ...event, id: newId(), source: '/intake', ...context }))
        if (outcome.ok) return { stored, sequence: outcome.sequence, created: true }
      }
      throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
    },
  }
}
