import { keySubject, readEvent, toRecord } from '@uniwire/events'
import type { ApiKey, KeyId, Scope, Slug } from '@uniwire/newsroom'
import { KEY_ENTROPY_BYTES, eventTime, hashSecret, mintKey, parseKeyId } from '@uniwire/newsroom'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError, MAX_PAGE_RECORDS } from '@uniwire/ports'
import { ProblemError, invalidFields } from '@uniwire/service-kit'
import type { CachedLast } from './cached-last.ts'

export interface KeyRequest {
  readonly label?: string | undefined
  readonly scopes?: readonly Scope[] | undefined
  readonly expiresAt?: string | undefined
}

export interface Keys {
  /** Throws a wrong field for an expiry that has passed: such a key would open nothing, ever. */
  issue(university: Slug, request: KeyRequest): Promise<{ readonly key: ApiKey; readonly text: string }>
  /** Newest state of every key of a university, oldest key first. */
  list(university: Slug): Promise<readonly ApiKey[]>
  /** Throws `not-found`; a revoked key stays as it is. */
  revoke(university: Slug, id: string): Promise<ApiKey>
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
  const append = async (type: 'key.issued' | 'key.revoked', key: ApiKey, last: LogRecord | undefined) => {
    const subject = keySubject(key.university, key.id)
    const time = eventTime(now(), last?.envelope.time)
    const expected = last?.sequence ?? 0
    const outcome = await log.append(
      toRecord({ type, subject, expected, payload: key, id: newId(), time, source: '/intake' }),
    )
    cache.forget(subject)
    return outcome.ok
  }
  return {
    async issue(university, request) {
      const { expiresAt } = request
      if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now())) {
        throw invalidFields([{ pointer: '/expiresAt', problem: { code: 'in-the-past' } }])
      }
      const { id, secret, text } = mintKey(randomBytes(KEY_ENTROPY_BYTES))
      const key: ApiKey = { id, university, secretHash: hashSecret(secret), ...request, issuedAt: now() }
      if (!(await append('key.issued', key, undefined))) throw new LogUnavailableError('this key id is taken')
      return { key, text }
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
    async revoke(university, idText) {
      // The subject is made of it: whatever is no id of ours names no key.
      const id = parseKeyId(idText)
      const last = id === undefined ? undefined : await log.last(keySubject(university, id))
      if (last === undefined) throw new ProblemError({ code: 'not-found' })
      const key = keyOf(last)
      if (key.revokedAt !== undefined) return key
      const revoked = { ...key, revokedAt: now() }
      if (await append('key.revoked', revoked, last)) return revoked
      throw new LogUnavailableError('this key was changed at the same time')
    },
    find: (university, id) => cache.last(keySubject(university, id)),
  }
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
