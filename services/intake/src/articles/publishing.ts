import type { ArticleInput } from '@uniwire/http-api'
import type { Warning } from '@uniwire/messages'
import type {
  Digest,
  PrintedPageTrace,
  SourceId,
  University,
  WriteDecision,
  WriteRequest,
} from '@uniwire/newsroom'
import { articleId, digestOf, publish } from '@uniwire/newsroom'
import type { WriteTarget } from './article-state.ts'
import type { Decide } from './article-writer.ts'
import type { ReadArticle } from '../content/article-content.ts'
import { readArticle } from '../content/article-content.ts'

export interface ArticleAddress {
  readonly university: University
  readonly sourceId: SourceId
}

export type WriteConditions = Pick<WriteRequest, 'idempotencyKey' | 'ifMatch' | 'ifNoneMatch'>

/** A posted article that was read: what is left is to decide on top of what is stored. */
export interface PreparedArticle {
  readonly target: WriteTarget
  readonly decide: Decide
  readonly warnings: readonly Warning[]
}

export interface HowPosted {
  readonly conditions?: WriteConditions
  /** Of what was received, when it is not that of the input (a printed page). */
  readonly digest?: Digest | undefined
  readonly printedDate?: string | undefined
  readonly printedPage?: PrintedPageTrace | undefined
  /** False for an id that is made here and chosen by nobody: what bears it can be revised, and not begun. */
  readonly mayBeNew?: boolean | undefined
}

/** All of a publish that needs no log: most of what it costs. Throws a problem with every wrong field. */
export function preparePublish(
  address: ArticleAddress,
  input: ArticleInput,
  { conditions = {}, digest = inputDigest(input), printedDate, printedPage, mayBeNew = true }: HowPosted = {},
): PreparedArticle {
  const { university, sourceId } = address
  const target = targetOf(address)
  const { content: posted, legacyViews, warnings } = readArticle(input, university)
  const content = withPrintedDate(posted, printedDate)
  const decide: Decide = (stored, at) => {
    if (stored === undefined && !mayBeNew) return { kind: 'refused', code: 'bad-source-id' }
    const baseline = legacyViews === undefined ? undefined : { observedAt: at, ...legacyViews }
    const command = { ...target, sourceId, content, timeZone: university.timeZone, baseline, printedPage }
    return whileOpen(university, publish(stored, command, { ...conditions, digest, at }))
  }
  return { target, decide, warnings }
}

/** What a closed university sent before is answered as ever; nothing of it is new. */
function whileOpen({ closed }: University, decision: WriteDecision): WriteDecision {
  return closed !== undefined && decision.kind === 'append'
    ? { kind: 'refused', code: 'university-closed' }
    : decision
}

export function targetOf({ university, sourceId }: ArticleAddress) {
  return { university: university.slug, sourceId, id: articleId(university.slug, sourceId) }
}

function withPrintedDate<C extends ReadArticle['content']>(content: C, printed: string | undefined): C {
  const { publishedAt } = content
  return printed === undefined || publishedAt === undefined
    ? content
    : { ...content, publishedAt: { ...publishedAt, printed } }
}

/** Of the validated input without `legacyViews`; nothing that intake adds enters it (log §3). */
function inputDigest({ legacyViews: _observed, ...input }: ArticleInput): Digest {
  return digestOf(input)
}
