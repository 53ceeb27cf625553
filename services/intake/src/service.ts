import type { ArrivalsBody, ArticleInput, HistoryEntry } from '@uniwire/http-api'
import type { Warning } from '@uniwire/messages'
import type { ArticleId, Digest, SourceId, StoredArticle, University, WriteRequest } from '@uniwire/newsroom'
import { articleId, digestOf, parseKeyId, publish, restore, withdraw } from '@uniwire/newsroom'
import type { EventLog } from '@uniwire/ports'
import { ProblemError } from '@uniwire/service-kit'
import type { Aliased, Aliases } from './aliases.ts'
import type { ArticleAnswer, ArticleWriter, WriteContext } from './article-writer.ts'
import type { Arrivals } from './arrivals.ts'
import type { ReadArticle } from './content/article-content.ts'
import { readArticle } from './content/article-content.ts'
import type { Erased, Erasures } from './erasures.ts'
import { readHistory } from './history.ts'
import type { Keys } from './keys.ts'

export interface ArticleAddress {
  readonly university: University
  readonly sourceId: SourceId
}

export type WriteConditions = Pick<WriteRequest, 'idempotencyKey' | 'ifMatch' | 'ifNoneMatch'>

export interface Written extends ArticleAnswer {
  readonly warnings: readonly Warning[]
}

interface HowToPublish {
  readonly digest?: Digest
  readonly printedDate?: string | undefined
  readonly dryRun?: boolean
}

/** What intake does for a university; knows neither HTTP nor an engine. */
export interface IntakeService {
  /** `digest`: of what was received, and `printedDate`, when they are not those of the input (a printed page). */
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
  erase(address: ArticleAddress, basis: string, context: WriteContext): Promise<Erased>
  /** Every event, oldest first. */
  history(
    address: ArticleAddress,
  ): Promise<{ readonly id: ArticleId; readonly events: readonly HistoryEntry[] }>
  arrivals(address: ArticleAddress): Promise<ArrivalsBody>
  alias(address: ArticleAddress, sourceId: SourceId, context: WriteContext): Promise<Aliased>
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
      { digest = inputDigest(input), printedDate, dryRun = false, ...context },
    ) {
      const { university, sourceId } = address
      const target = targetOf(address)
      const { content: posted, legacyViews, warnings } = readArticle(input, university)
      const content = withPrintedDate(posted, printedDate)
      const decide = (stored: StoredArticle | undefined, at: string) => {
        const baseline = legacyViews === undefined ? undefined : { observedAt: at, ...legacyViews }
        const command = { ...target, sourceId, content, timeZone: university.timeZone, baseline }
        return publish(stored, command, { ...conditions, digest, at })
      }
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

function withPrintedDate<C extends ReadArticle['content']>(content: C, printed: string | undefined): C {
  const { publishedAt } = content
  return printed === undefined || publishedAt === undefined
    ? content
    : { ...content, publishedAt: { ...publishedAt, printed } }
}

function targetOf({ university, sourceId }: ArticleAddress) {
  return { university: university.slug, sourceId, id: articleId(university.slug, sourceId) }
}

/** Of the validated input without `legacyViews`; nothing that intake adds enters it (log §3). */
function inputDigest({ legacyViews: _observed, ...input }: ArticleInput): Digest {
  return digestOf(input)
}
