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

/** What intake does for a university; knows neither HTTP nor an engine. */
export interface IntakeService {
  /** `digest`: of what was received, when that is not the input itself (a printed page). */
  publish(
    address: ArticleAddress,
    input: ArticleInput,
    conditions: WriteConditions,
    context: WriteContext & { readonly digest?: Digest; readonly dryRun?: boolean },
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
    async publish(address, input, conditions, { digest = inputDigest(input), dryRun = false, ...context }) {
      const { university, sourceId } = address
      const target = targetOf(address)
      const { content, legacyViews, warnings } = readArticle(input, university)
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

function targetOf({ university, sourceId }: ArticleAddress) {
  return { university: university.slug, sourceId, id: articleId(university.slug, sourceId) }
}

/** Of the validated input without `legacyViews`; nothing that intake adds enters it (log §3). */
function inputDigest({ legacyViews: _observed, ...input }: ArticleInput): Digest {
  return digestOf(input)
}
