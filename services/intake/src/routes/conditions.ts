import type { ETagCondition } from '@uniwire/newsroom'
import { readTags } from '@uniwire/service-kit'
import type { Context } from 'hono'
import type { KeyedContext, WriteContext } from '../articles/write-context.ts'
import type { WriteConditions } from '../articles/publishing.ts'
import type { UniversityEnv } from './guards.ts'

interface WriteHeaders {
  readonly 'idempotency-key'?: string | undefined
  readonly 'if-match'?: string | undefined
  readonly 'if-none-match'?: string | undefined
}

export function conditionsOf(headers: WriteHeaders): WriteConditions {
  return {
    idempotencyKey: headers['idempotency-key'],
    ifMatch: conditionOf(headers['if-match']),
    ifNoneMatch: conditionOf(headers['if-none-match']),
  }
}

export function contextOf(context: Context<UniversityEnv>): WriteContext {
  const traceparent = context.req.header('traceparent')
  const wellFormed =
    traceparent !== undefined && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent)
  return { actor: context.get('actor'), ...(wellFormed ? { traceparent } : {}) }
}

/** Of a write that takes no preconditions. */
export function keyedContextOf(
  context: Context<UniversityEnv>,
  { 'idempotency-key': idempotencyKey }: Pick<WriteHeaders, 'idempotency-key'>,
): KeyedContext {
  return { ...contextOf(context), idempotencyKey }
}

/** The entity tag of an article is the sequence of its last event; a tag that is no sequence matches none. */
function conditionOf(header: string | undefined): ETagCondition | undefined {
  if (header === undefined) return undefined
  const tags = readTags(header)
  return tags === '*' ? tags : tags.filter((tag) => /^\d+$/.test(tag)).map(Number)
}
