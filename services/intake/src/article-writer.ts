import type { ArticleId, StoredArticle, WriteAnswer, WriteDecision } from '@uniwire/newsroom'
import { eventTime } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import { articleRecord } from './article-record.ts'
import type { WriteTarget } from './article-state.ts'
import { locate } from './article-state.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { refusal } from './refusal.ts'

export interface WriteContext {
  readonly actor?: string | undefined
  readonly traceparent?: string | undefined
}

export interface ArticleAnswer extends WriteAnswer {
  /** The article's own, also when it was called by an alias. */
  readonly id: ArticleId
}

export type Decide = (stored: StoredArticle | undefined, at: string) => WriteDecision

/** Every call follows an alias to its article, and throws `erased` where there was one. */
export interface ArticleWriter {
  /** Sees every write acknowledged before the call. */
  read(target: WriteTarget): Promise<StoredArticle | undefined>
  /**
   * Reads, decides, appends; decides again when another writer was faster. `at` is the event's time.
   * Throws the decision's refusal as a problem.
   */
  write(target: WriteTarget, decide: Decide, context: WriteContext): Promise<ArticleAnswer>
  /** What `write` would answer now, without writing; a new event's sequence is 0. */
  tryOut(target: WriteTarget, decide: Decide): Promise<ArticleAnswer>
}

/** Writers of other processes that may come first before this one gives up and asks to be called again. */
export const MOST_CONFLICTS = 50

export function createArticleWriter(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
}): ArticleWriter {
  const { log, now, newId } = options
  const inTurn = oneAtATime()
  const find = async (target: WriteTarget) => {
    const { id, state } = await locate(log, target)
    if (state.kind === 'erased') throw new ProblemError({ code: 'erased' })
    return { id, stored: state.kind === 'article' ? state.stored : undefined }
  }
  const attempt: ArticleWriter['write'] = async (target, decide, context) => {
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const { id, stored } = await find(target)
      const at = eventTime(now(), stored?.at)
      const decision = decide(stored, at)
      if (decision.kind === 'refused') throw refusal(decision.code)
      if (decision.kind === 'settled') return { ...decision.answer, id }
      const record = articleRecord({ target, id, stored, decision, at, eventId: newId(), context })
      const outcome = await log.append(record)
      if (outcome.ok) {
        const { version, status } = decision.article
        return { id, version, status, sequence: outcome.sequence, created: stored === undefined }
      }
    }
    throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
  }
  return {
    read: async (target) => (await find(target)).stored,
    async tryOut(target, decide) {
      const { id, stored } = await find(target)
      const decision = decide(stored, eventTime(now(), stored?.at))
      if (decision.kind === 'refused') throw refusal(decision.code)
      if (decision.kind === 'settled') return { ...decision.answer, id }
      const { version, status } = decision.article
      return { id, version, status, sequence: 0, created: stored === undefined }
    },
    write: (target, decide, context) => inTurn(target.id, () => attempt(target, decide, context)),
  }
}
