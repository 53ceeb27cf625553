import type { ArticleId, StoredArticle, WriteAnswer, WriteDecision } from '@uniwire/newsroom'
import { eventTime } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import { articleRecord } from './article-record.ts'
import type { WriteTarget } from './article-state.ts'
import { locate } from './article-state.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { refusal } from '../refusal.ts'
import type { WriteContext } from './write-context.ts'

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

/** Ids of articles that this process knows to be there; beyond this many it forgets them all. */
const MOST_KNOWN = 10_000

/** Writers of other processes that may come first before this one gives up and asks to be called again. */
export const MOST_CONFLICTS = 50

export function createArticleWriter(options: {
  readonly log: EventLog
  readonly now: () => string
  readonly newId: () => string
}): ArticleWriter {
  const { log, now, newId } = options
  const inTurn = oneAtATime()
  const known = new Set<ArticleId>()
  const note = (id: ArticleId) => {
    if (known.size >= MOST_KNOWN) known.clear()
    known.add(id)
  }
  const find = async (target: WriteTarget) => {
    const { id, state } = await locate(log, target)
    if (state.kind === 'erased') throw new ProblemError({ code: 'erased' })
    return { id, stored: state.kind === 'article' ? state.stored : undefined }
  }
  const append = async (
    target: WriteTarget,
    { id, stored }: { readonly id: ArticleId; readonly stored: StoredArticle | undefined },
    { decision, at, context }: Pick<Parameters<typeof articleRecord>[0], 'decision' | 'at' | 'context'>,
  ): Promise<ArticleAnswer | undefined> => {
    const outcome = await log.append(
      articleRecord({ target, id, stored, decision, at, eventId: newId(), context }),
    )
    note(target.id)
    if (!outcome.ok) return undefined
    const { version, status } = decision.article
    return { id, version, status, sequence: outcome.sequence, created: stored === undefined }
  }
  /**
   * Most articles that come in are new, and the log refuses a first event where there is one: so it need not be
   * asked before. What an article that is not there would be refused for, is decided after a look.
   */
  const writeAsNew = async (target: WriteTarget, decide: Decide, context: WriteContext) => {
    if (known.has(target.id)) return undefined
    const at = eventTime(now(), undefined)
    const decision = decide(undefined, at)
    if (decision.kind !== 'append') return undefined
    return append(target, { id: target.id, stored: undefined }, { decision, at, context })
  }
  const attempt: ArticleWriter['write'] = async (target, decide, context) => {
    const asNew = await writeAsNew(target, decide, context)
    if (asNew !== undefined) return asNew
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const { id, stored } = await find(target)
      const at = eventTime(now(), stored?.at)
      const decision = decide(stored, at)
      if (decision.kind === 'refused') throw refusal(decision.code)
      if (decision.kind === 'settled') return { ...decision.answer, id }
      const written = await append(target, { id, stored }, { decision, at, context })
      if (written !== undefined) return written
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
