import { articleSubject, readEvent, toRecord } from '@uniwire/events'
import type { DomainEvent } from '@uniwire/events'
import type { Erasure, StoredArticle } from '@uniwire/newsroom'
import { digestOf, eventTime } from '@uniwire/newsroom'
import type { EventLog, LogPage } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { Located, WriteTarget } from '../articles/article-state.ts'
import { locate, readState } from '../articles/article-state.ts'
import { MOST_CONFLICTS } from '../articles/article-writer.ts'
import type { ErasedSubjects } from './erased-subjects.ts'
import { createErasedSubjects } from './erased-subjects.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { RetryQueue } from './retry-queue.ts'
import type { AliasIds, Erased, StoredChange } from '../store/remembered.ts'
import type { KeyedContext, WriteContext } from '../articles/write-context.ts'

/**
 * Destroys what was to be destroyed: payloads of articles and of their aliases, and dead letters about them
 * (log §3). What one process began, each intake finishes, at its next start at the latest.
 */
export interface Erasures {
  /** Resolves once the bytes are destroyed; repeated, it answers the same. Throws `not-found`, `idempotency-key-reused`. */
  erase(target: WriteTarget, basis: string, context: KeyedContext): Promise<Erased>
  /** Pages of the log, in order; what is to be remembered of one between two starts. */
  apply(page: LogPage): readonly StoredChange[]
  /** What was remembered: whatever a process before this one did not finish, this one does. */
  restore(aliases: readonly AliasIds[], erased: readonly Erased[]): void
  /** The same of the stream of dead letters. */
  applyDead(page: LogPage): void
  /** The log, or the stream of dead letters, is another one and is read from its beginning again. */
  forgetArticles(): void
  forgetLetters(): void
}

export function createErasures(options: {
  readonly log: EventLog
  readonly dead: EventLog
  readonly now: () => string
  readonly newId: () => string
  /** Where the follower leaves what it found to do. */
  readonly queue: RetryQueue
}): Erasures {
  const { log, dead, now, newId, queue } = options
  const inTurn = oneAtATime()
  const known: ErasedSubjects = createErasedSubjects()

  /** `undefined` when another writer was faster. */
  const appendErased = async (
    { university, id }: WriteTarget,
    last: { readonly sequence: number; readonly at: string },
    { basis, erasedAt, request }: Pick<Erasure, 'basis' | 'request'> & { readonly erasedAt?: string },
    context: WriteContext,
  ): Promise<Erased | undefined> => {
    const time = eventTime(now(), last.at)
    const payload: Erasure = { id, university, erasedAt: erasedAt ?? time, basis, request }
    const subject = articleSubject(university, id)
    const event = { type: 'article.erased', subject, expected: last.sequence, payload, time } as const
    const outcome = await log.append(toRecord({ ...event, id: newId(), source: '/intake', ...context }))
    return outcome.ok ? { ...payload, sequence: outcome.sequence } : undefined
  }
  const destroy = async ({ university, id, sequence }: Erased) => {
    const subject = articleSubject(university, id)
    await log.erase(subject, sequence)
    for (const letter of known.lettersAbout(subject)) await dead.erase(letter.subject, letter.sequence + 1)
  }
  /** An alias names the article as its site does: it goes with it, and is 410 like it. */
  const eraseAlias = async (alias: WriteTarget, erased: Erased) => {
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const state = await readState(log, alias)
      if (state.kind === 'erased') return destroy({ ...state.erasure, sequence: state.sequence })
      if (state.kind !== 'alias') return undefined
      const { basis, erasedAt } = erased
      const done = await appendErased(alias, state, { basis, erasedAt }, {})
      if (done !== undefined) return destroy(done)
    }
    throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
  }
  /** The caller and the follower would meet in the middle of the same records. */
  const finish = (erased: Erased) => inTurn(erased.id, () => finishNow(erased))
  const finishNow = async (erased: Erased) => {
    await destroy(erased)
    for (const id of known.aliasesOf(erased.id))
      await eraseAlias({ university: erased.university, id }, erased)
  }
  const begin = async (
    target: WriteTarget,
    basis: string,
    { idempotencyKey, ...context }: KeyedContext,
  ): Promise<Erased> => {
    const request = requestOf(basis, idempotencyKey)
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const { id, state }: Located = await locate(log, target)
      if (state.kind === 'none') throw new ProblemError({ code: 'not-found' })
      if (state.kind === 'erased') {
        checkRepeated(state.erasure, request)
        return { ...state.erasure, sequence: state.sequence }
      }
      checkUnused(state.stored, idempotencyKey)
      const done = await appendErased({ ...target, id }, state.stored, { basis, request }, context)
      if (done !== undefined) return done
    }
    throw new LogUnavailableError(`${MOST_CONFLICTS} writers in a row were faster`)
  }
  const later = (erased: Erased | undefined) => {
    if (erased !== undefined) queue.add(erased.id, () => finish(erased))
  }
  return {
    async erase(target, basis, context) {
      const erased = await begin(target, basis, context)
      await finish(erased)
      return erased
    },
    apply(page) {
      const changes: StoredChange[] = []
      for (const event of concerning(page, ['article.erased', 'article.aliased'])) {
        if (event.type === 'article.erased') {
          const erased = { ...event.payload, sequence: event.sequence }
          later(known.addErased(erased))
          changes.push({ kind: 'erased', erased })
        }
        if (event.type === 'article.aliased') {
          later(known.addAlias(event.payload))
          changes.push({ kind: 'alias', alias: event.payload })
        }
      }
      return changes
    },
    restore(aliases, erased) {
      for (const alias of aliases) known.addAlias(alias)
      for (const each of erased) later(known.addErased(each))
    },
    forgetArticles: () => known.forgetArticles(),
    forgetLetters: () => known.forgetLetters(),
    applyDead(page) {
      for (const event of concerning(page, ['letter.dead'])) {
        if (event.type === 'letter.dead') later(known.addLetter(event.payload, event))
      }
    },
  }
}

/** By the envelope first: reading every article's payload would cost as much as accepting it. */
function concerning({ records }: LogPage, types: readonly string[]): readonly DomainEvent[] {
  return records.flatMap((record) => {
    if (!types.includes(record.envelope.type)) return []
    const read = readEvent(record)
    return read.kind === 'event' ? [read.event] : []
  })
}

function requestOf(basis: string, key: string | undefined): Erasure['request'] {
  return key === undefined
    ? undefined
    : { keyDigest: digestOf(key), digest: digestOf({ verb: 'erase', basis }) }
}

function checkRepeated({ request: first }: Erasure, request: Erasure['request']): void {
  if (first === undefined || request === undefined || first.keyDigest !== request.keyDigest) return
  if (first.digest !== request.digest) throw new ProblemError({ code: 'idempotency-key-reused' })
}

/** A key that came with another write of this article. */
function checkUnused({ article }: StoredArticle, key: string | undefined): void {
  const known = article.requests.some((each) => each.key === key)
  if (known) throw new ProblemError({ code: 'idempotency-key-reused' })
}
