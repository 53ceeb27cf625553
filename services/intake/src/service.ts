import type { ArrivalsBody, ArticleInput, HistoryEntry } from '@uniwire/http-api'
import type { Warning } from '@uniwire/messages'
import type { ArticleId, Digest, PrintedPageTrace, SourceId, StoredArticle } from '@uniwire/newsroom'
import { digestOf, parseKeyId, restore, withdraw } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { Arrivals } from './arrivals.ts'
import type { Aliased, Aliases } from './articles/aliases.ts'
import type { ArticleAnswer, ArticleWriter } from './articles/article-writer.ts'
import { readHistory } from './articles/history.ts'
import type { ArticleAddress, WriteConditions } from './articles/publishing.ts'
import { preparePublish, targetOf } from './articles/publishing.ts'
import type { KeyedContext, WriteContext } from './articles/write-context.ts'
import type { Erasures } from './erasing/erasures.ts'
import type { Keys } from './keys/keys.ts'
import type { Erased } from './store/remembered.ts'

export interface Written extends ArticleAnswer {
  readonly warnings: readonly Warning[]
}

interface HowToPublish {
  readonly digest?: Digest
  readonly printedDate?: string | undefined
  readonly printedPage?: PrintedPageTrace | undefined
  readonly mayBeNew?: boolean
  readonly dryRun?: boolean
}

/** What intake does for a university; knows neither HTTP nor an engine. */
export interface IntakeService {
  /**
   * `digest`: of what was received, and `printedDate`, when they are not those of the input (a printed page);
   * `printedPage`: of the page that the input was read out of.
   */
  publish(
    address: ArticleAddress,
    input: ArticleInput,
    conditions: WriteConditions,
    context: WriteContext & HowToPublish,
  ): Promise<Written>
  withdraw(
    address: ArticleAddress,
    reason: string,
    conditions: WriteConditions,
    context: WriteContext,
  ): Promise<Written>
  restore(address: ArticleAddress, conditions: WriteConditions, context: WriteContext): Promise<Written>
  /** By the operator alone (log §3). */
  erase(address: ArticleAddress, basis: string, context: KeyedContext): Promise<Erased>
  /** Every event, oldest first. */
  history(
    address: ArticleAddress,
  ): Promise<{ readonly id: ArticleId; readonly events: readonly HistoryEntry[] }>
  arrivals(address: ArticleAddress): Promise<ArrivalsBody>
  alias(address: ArticleAddress, sourceId: SourceId, context: KeyedContext): Promise<Aliased>
  /** Throws `not-found`. */
  read(address: ArticleAddress): Promise<StoredArticle>
}

export function createIntakeService(options: {
  readonly log: EventLog
  readonly writer: ArticleWriter
  readonly erasures: Erasures
  readonly aliases: Aliases
  readonly arrivals: Arrivals
  readonly keys: Pick<Keys, 'find'>
}): IntakeService {
  const { log, writer, erasures, aliases, arrivals, keys } = options
  const read = async (address: ArticleAddress) => {
    const stored = await writer.read(targetOf(address))
    if (stored === undefined) throw new ProblemError({ code: 'not-found' })
    return stored
  }
  return {
    async publish(
      address,
      input,
      conditions,
      { digest, printedDate, printedPage, mayBeNew, dryRun = false, ...context },
    ) {
      const how = { conditions, digest, printedDate, printedPage, mayBeNew }
      const { target, decide, warnings } = preparePublish(address, input, how)
      const answer = await (dryRun ? writer.tryOut(target, decide) : writer.write(target, decide, context))
      return { ...answer, warnings }
    },
    async withdraw(address, reason, conditions, context) {
      const target = targetOf(address)
      const digest = digestOf({ verb: 'withdraw', reason })
      const decide = (stored: StoredArticle | undefined, at: string) =>
        withdraw(stored, reason, { ...conditions, digest, at })
      return { ...(await writer.write(target, decide, context)), warnings: [] }
    },
    async restore(address, conditions, context) {
      const target = targetOf(address)
      const digest = digestOf({ verb: 'restore' })
      const decide = (stored: StoredArticle | undefined, at: string) =>
        restore(stored, { ...conditions, digest, at })
      return { ...(await writer.write(target, decide, context)), warnings: [] }
    },
    erase: (address, basis, context) => erasures.erase(targetOf(address), basis, context),
    alias: (address, sourceId, context) => aliases.add(targetOf(address), sourceId, context),
    read,
    async history(address) {
      const { article, sequence } = await read(address)
      const { id, university } = article
      const labelOf = async (keyId: string) => {
        const parsed = parseKeyId(keyId)
        return parsed === undefined ? undefined : (await keys.find(university, parsed))?.label
      }
      return { id, events: await readHistory(log, { university, id }, sequence, labelOf) }
    },
    arrivals: async (address) => arrivals.of(await read(address)),
  }
}
