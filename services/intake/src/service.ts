import type { ArticleInput } from '@uniwire/http-api'
import type { Warning } from '@uniwire/messages'
import type {
  ArticleId,
  Digest,
  SourceId,
  StoredArticle,
  University,
  WriteAnswer,
  WriteRequest,
} from '@uniwire/newsroom'
import { articleId, digestOf, publish, restore, withdraw } from '@uniwire/newsroom'
import { ProblemError } from '@uniwire/service-kit'
import type { ArticleWriter, WriteContext } from './article-writer.ts'
import type { ReadArticle } from './content/article-content.ts'
import { readArticle } from './content/article-content.ts'

export interface ArticleAddress {
  readonly university: University
  readonly sourceId: SourceId
}

export type WriteConditions = Pick<WriteRequest, 'idempotencyKey' | 'ifMatch' | 'ifNoneMatch'>

export interface Written extends WriteAnswer {
  readonly id: ArticleId
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
  /** Throws `not-found`. */
  read(address: ArticleAddress): Promise<StoredArticle>
}

export function createIntakeService(writer: ArticleWriter): IntakeService {
  return {
    async publish(
      address,
      input,
      conditions,
      { digest = inputDigest(input), printedDate, dryRun = false, ...context },
    ) {
      const { university, sourceId } = address
      const target = targetOf(address)
      const { content: read, legacyViews, warnings } = readArticle(input, university)
      const content = withPrintedDate(read, printedDate)
      const decide = (stored: StoredArticle | undefined, at: string) => {
        const baseline = legacyViews === undefined ? undefined : { observedAt: at, ...legacyViews }
        const command = { ...target, sourceId, content, timeZone: university.timeZone, baseline }
        return publish(stored, command, { ...conditions, digest, at })
      }
      const answer = await (dryRun ? writer.tryOut(target, decide) : writer.write(target, decide, context))
      return { ...answer, id: target.id, warnings }
    },
    async withdraw(address, reason, conditions, context) {
      const target = targetOf(address)
      const digest = digestOf({ verb: 'withdraw', reason })
      const decide = (stored: StoredArticle | undefined, at: string) =>
        withdraw(stored, reason, { ...conditions, digest, at })
      return { ...(await writer.write(target, decide, context)), id: target.id, warnings: [] }
    },
    async restore(address, conditions, context) {
      const target = targetOf(address)
      const digest = digestOf({ verb: 'restore' })
      const decide = (stored: StoredArticle | undefined, at: string) =>
        restore(stored, { ...conditions, digest, at })
      return { ...(await writer.write(target, decide, context)), id: target.id, warnings: [] }
    },
    async read(address) {
      const { university, id } = targetOf(address)
      const stored = await writer.read(university, id)
      if (stored === undefined) throw new ProblemError({ code: 'not-found' })
      return stored
    },
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
