import { keySubject, readEvent, toRecord } from '@uniwire/events'
import type { ApiKey, KeptRequest, KeyId, Scope, Slug } from '@uniwire/newsroom'
import {
  KEY_ENTROPY_BYTES,
  digestOf,
  eventTime,
  findRequest,
  hashSecret,
  keyIdFor,
  mintKey,
  parseKeyId,
} from '@uniwire/newsroom'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import { ProblemError, invalidFields } from '@uniwire/service-kit'
import type { CachedLast } from '../cached-last.ts'
import type { KeyedContext } from '../articles/write-context.ts'

export interface KeyRequest {
  readonly label?: string | undefined
  readonly scopes?: readonly Scope[] | undefined
  readonly expiresAt?: string | undefined
}

export interface Keys {
  /**
   * Throws a wrong field for an expiry that has passed: such a key would open nothing, ever. With an
   * `Idempotency-Key` that issued one before: that key as it is now, without its text, which nobody has kept.
   */
  issue(
    university: Slug,
    request: KeyRequest,
    context: KeyedContext,
  ): Promise<{ readonly key: ApiKey; readonly text?: string }>
  /** Newest state of every key of a university, oldest key first. */
  list(university: Slug): Promise<readonly ApiKey[]>
  /** Throws `not-found`; a revoked key stays as it is. */
  revoke(university: Slug, id: string, context: KeyedContext): Promise<ApiKey>
  /** At most half a second old. */
  find(university: Slug, id: KeyId): Promise<ApiKey | undefined>
}

export function createKeys(options: {
  readonly log: EventLog
  readonly cache: CachedLast<ApiKey>
  readonly now: () => string
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
}): Keys {
  const { log, cache, now, newId, randomBytes } = options
  const append = async (
    type: 'key.issued' | 'key.revoked',
    key: ApiKey,
    last: LogRecord | undefined,
    { actor, traceparent }: KeyedContext,
  ) => {
    const subject = keySubject(key.university, key.id)
    const time = eventTime(now(), last?.envelope.time)
    const expected = last?.sequence ?? 0
    const event = { type, subject, expected, payload: key, id: newId(), time, source: '/intake' }
    const outcome = await log.append(toRecord({ ...event, actor, traceparent }))
    cache.forget(subject)
    return outcome.ok
  }
  /** Asked at the log, not at the cache: a retry may come to another process. */
  const issuedBefore = async (university: Slug, id: KeyId, kept: KeptRequest | undefined) => {
    const last = await log.last(keySubject(university, id))
    if (last === undefined) return undefined
    const key = keyOf(last)
    if (findRequest(key.requests, kept).kind === 'same') return key
    throw new ProblemError({ code: 'idempotency-key-reused' })
  }
  return {
    async issue(university, request, context) {
      const kept = keptRequest({ verb: 'issue', ...request }, context)
      const id = kept === undefined ? undefined : keyIdFor(university, kept.key)
      const known = id === undefined ? undefined : await issuedBefore(university, id, kept)
      if (known !== undefined) return { key: known }
      const { expiresAt } = request
      if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now())) {
        throw invalidFields([{ pointer: '/expiresAt', problem: { code: 'in-the-past' } }])
      }
      const minted = mintKey(randomBytes(KEY_ENTROPY_BYTES), id)
      const secretHash = hashSecret(minted.secret)
      const requests = kept === undefined ? {} : { requests: [kept] }
      const key: ApiKey = { id: minted.id, university, secretHash, ...request, issuedAt: now(), ...requests }
      if (await append('key.issued', key, undefined, context)) return { key, text: minted.text }
      const faster = id === undefined ? undefined : await issuedBefore(university, id, kept)
      if (faster === undefined) throw new LogUnavailableError('this key id is taken')
      return { key: faster }
    },
    async list(university) {
      const byId = new Map<KeyId, ApiKey>()
      const end = await log.end()
      for (let after = 0; after < end;) {
        const page = await log.read({ after, limit: MAX_PAGE_RECORDS, subject: `key.${university}.>` })
        for (const record of page.records) {
          const key = keyOf(record)
          byId.set(key.id, key)
        }
        after = page.position
      }
      return [...byId.values()]
    },
    async revoke(university, idText, context) {
      // The subject is made of it: whatever is no id of ours names no key.
      const id = parseKeyId(idText)
      const last = id === undefined ? undefined : await log.last(keySubject(university, id))
      if (last === undefined) throw new ProblemError({ code: 'not-found' })
      const key = keyOf(last)
      const kept = keptRequest({ verb: 'revoke' }, context)
      if (findRequest(key.requests, kept).kind === 'reused')
        throw new ProblemError({ code: 'idempotency-key-reused' })
      if (key.revokedAt !== undefined) return key
      const requests = [...(key.requests ?? []), ...(kept === undefined ? [] : [kept])]
      const revoked = { ...key, revokedAt: now(), ...(requests.length === 0 ? {} : { requests }) }
      if (await append('key.revoked', revoked, last, context)) return revoked
      throw new LogUnavailableError('this key was changed at the same time')
    },
    find: (university, id) => cache.last(keySubject(university, id)),
  }
}

function keptRequest(input: object, { idempotencyKey: key }: KeyedContext): KeptRequest | undefined {
  return key === undefined ? undefined : { key, digest: digestOf(input) }
}

export function keyOf(record: LogRecord): ApiKey {
  const read = readEvent(record)
  if (read.kind === 'event' && (read.event.type === 'key.issued' || read.event.type === 'key.revoked')) {
    return read.event.payload
  }
  throw new LogUnavailableError(
    `event ${record.sequence} (${record.envelope.type}) cannot be read by this release`,
  )
}
