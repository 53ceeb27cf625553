import { readEvent, toRecord, universitySubject } from '@uniwire/events'
import type { Slug, University, UniversityProfile } from '@uniwire/newsroom'
import {
  digestOf,
  eventTime,
  findRequest,
  parseSlug,
  registerUniversity,
  rememberRegistering,
} from '@uniwire/newsroom'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { LogUnavailableError } from '@uniwire/ports'
import { invalidFields, ProblemError } from '@uniwire/service-kit'
import type { KeyedContext } from './articles/write-context.ts'
import type { CachedLast } from './cached-last.ts'

export interface Universities {
  /** Throws `not-found`. At most half a second old. */
  get(slug: string): Promise<University>
  /** Throws `invalid-fields` for a successor that is not there; `idempotency-key-reused`. */
  register(slug: Slug, profile: UniversityProfile, context: KeyedContext): Promise<Registered>
}

export interface Registered {
  readonly university: University
  readonly created: boolean
  readonly sequence: number
}

const MOST_CONFLICTS = 20

export function createUniversities(options: {
  readonly log: EventLog
  readonly cache: CachedLast<University>
  readonly now: () => string
  readonly newId: () => string
}): Universities {
  const { log, cache, now, newId } = options
  return {
    async get(slugText) {
      const slug = parseSlug(slugText)
      const university = slug.ok ? await cache.last(universitySubject(slug.slug)) : undefined
      if (university === undefined) throw new ProblemError({ code: 'not-found' })
      return university
    },
    async register(slug, profile, { idempotencyKey, actor, traceparent }) {
      const subject = universitySubject(slug)
      const digest = digestOf({ verb: 'register', profile })
      const request = idempotencyKey === undefined ? undefined : { key: idempotencyKey, digest }
      for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
        const last = await log.last(subject)
        const current = last === undefined ? undefined : universityOf(last)
        const before =
          last === undefined || current === undefined
            ? undefined
            : { university: current, sequence: last.sequence }
        const known = findRequest(current?.requests, request)
        if (known.kind === 'reused') throw new ProblemError({ code: 'idempotency-key-reused' })
        if (known.kind === 'same')
          return registeredAt(log, subject, known.request.sequence ?? before?.sequence ?? 0)
        await checkSuccessor(log, slug, profile.closed?.successor)
        const time = eventTime(now(), last?.envelope.time)
        const decision = registerUniversity(current, slug, profile, time)
        if (decision.kind === 'unchanged') {
          return { university: decision.university, created: false, sequence: before?.sequence ?? 0 }
        }
        const { type } = decision
        const university = rememberRegistering(decision.university, before, request)
        const event = {
          type,
          subject,
          expected: last?.sequence ?? 0,
          payload: university,
          id: newId(),
          time,
          source: '/intake',
          actor,
          traceparent,
        }
        const outcome = await log.append(toRecord(event))
        if (!outcome.ok) continue
        cache.forget(subject)
        return { university, created: current === undefined, sequence: outcome.sequence }
      }
      throw new LogUnavailableError('other writers of this university were faster')
    },
  }
}

/** What an earlier request was answered: its event is known to be stored, though a page of the log may lag behind. */
async function registeredAt(log: EventLog, subject: string, sequence: number): Promise<Registered> {
  const { records } = await log.read({ after: sequence - 1, limit: 1, subject })
  const record = records.find((each) => each.sequence === sequence)
  if (record === undefined) throw new LogUnavailableError(`the log does not give event ${sequence}`)
  const created = record.envelope.type === 'university.registered'
  return { university: universityOf(record), created, sequence }
}

/** Feeds that go on as those of nobody would be lost to their readers. */
async function checkSuccessor(log: EventLog, slug: Slug, successor: Slug | undefined): Promise<void> {
  if (successor === undefined) return
  if (successor !== slug && (await log.last(universitySubject(successor))) !== undefined) return
  throw invalidFields([{ pointer: '/closed/successor', problem: { code: 'not-a-successor' } }])
}

export function universityOf(record: LogRecord): University {
  const read = readEvent(record)
  if (
    read.kind === 'event' &&
    (read.event.type === 'university.registered' || read.event.type === 'university.changed')
  ) {
    return read.event.payload
  }
  throw new LogUnavailableError(
    `event ${record.sequence} (${record.envelope.type}) cannot be read by this release`,
  )
}
