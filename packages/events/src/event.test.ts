import type { LogRecord } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvent, toRecord } from './event.ts'
import type { EventType } from './schemas.ts'
import { EVENTS, isEventType } from './schemas.ts'
import { storedEvents } from './stored-events.fixture.ts'
import { readArticleSubject } from './streams.ts'

const records = storedEvents().map(({ record }) => record)
const recordOf = (type: EventType): LogRecord => {
  const record = records.find(({ envelope }) => envelope.type === type)
  if (record === undefined) throw new Error(`no stored ${type}`)
  return record
}
const withEnvelope = (record: LogRecord, parts: Partial<LogRecord['envelope']>): LogRecord => ({
  ...record,
  envelope: { ...record.envelope, ...parts },
})

describe('an event of another release', () => {
  it('of an unknown type, or a name that every object has, is unknown', () => {
    for (const type of ['article.retold', 'toString', '__proto__', 'constructor', '']) {
      const [record] = records
      if (record === undefined) throw new Error('no stored event')
      expect(readEvent(withEnvelope(record, { type }))).toEqual({ kind: 'unknown', type })
      expect(isEventType(type)).toBe(false)
    }
  })

  it('with a newer schema is unknown, whatever its payload; with a schema that never was it cannot be read', () => {
    for (const record of records) {
      const { type } = record.envelope
      const newer = { ...withEnvelope(record, { schema: 99 }), payload: 'not even JSON' }
      expect(readEvent(newer)).toEqual({ kind: 'unknown', type })
      for (const schema of [0, -1, 0.5, Number.NaN])
        expect(readEvent(withEnvelope(record, { schema }))).toMatchObject({ kind: 'unreadable', type })
    }
  })

  it('with members that this one does not know is read without them', () => {
    for (const record of records) {
      const payload = JSON.stringify({ ...(JSON.parse(record.payload) as object), addedLater: { a: 1 } })
      expect(readEvent({ ...record, payload })).toEqual(readEvent(record))
    }
  })
})

describe('a payload that is not what its type says', () => {
  it('cannot be read, and says why; it never throws', () => {
    for (const record of records) {
      for (const payload of ['', '{', 'null', '7', '"text"', '[]', '{}', record.payload.slice(0, -1)]) {
        const read = readEvent({ ...record, payload })
        expect(read, payload).toMatchObject({ kind: 'unreadable', type: record.envelope.type })
        expect(read.kind === 'unreadable' && read.reason.length > 0).toBe(true)
      }
    }
  })

  it('is noticed in each member that matters: none may be missing or of another kind', () => {
    const optional = new Set(['firstVisibleAt', 'firstVisibleSequence', 'withdrawal', 'baseline', 'contact', 'logo', 'rights', 'scopes', 'label', 'expiresAt', 'revokedAt', 'aliases']) // prettier-ignore
    for (const record of records) {
      const members = JSON.parse(record.payload) as Record<string, unknown>
      for (const member of Object.keys(members)) {
        const { [member]: _left, ...others } = members
        const without = readEvent({ ...record, payload: JSON.stringify(others) })
        expect(without.kind, `${record.envelope.type} without ${member}`).toBe(
          optional.has(member) ? 'event' : 'unreadable',
        )
        const wrong = readEvent({ ...record, payload: JSON.stringify({ ...others, [member]: [{}] }) })
        expect(wrong.kind, `${record.envelope.type} with another ${member}`).toBe('unreadable')
      }
    }
  })
})

describe('writing and reading', () => {
  it('gives back any text of an article, with the envelope as it was stamped', () => {
    const stored = readEvent(recordOf('article.published'))
    if (stored.kind !== 'event' || stored.event.type !== 'article.published') throw new Error('not stored')
    const { payload: article, subject } = stored.event
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.boolean(), (text, sequence, isActed) => {
        const payload = { ...article, content: { ...article.content, title: text, bodyHtml: text } }
        const envelope = { id: 'e', time: '2026-11-22T10:00:00.000Z', source: '/intake' }
        const actor = isActed ? 'k' : undefined
        const record = toRecord({
          type: 'article.revised',
          subject,
          expected: 1,
          payload,
          actor,
          ...envelope,
        })
        expect(record.envelope).toEqual({
          ...envelope, type: 'article.revised', schema: EVENTS['article.revised'].schema, ...(isActed ? { actor } : {}),
        }) // prettier-ignore
        expect(readEvent({ ...record, sequence })).toMatchObject({
          kind: 'event',
          event: { payload, sequence },
        })
      }),
    )
  })
})

describe('the subject of an article', () => {
  it('names its university and id; others name none', () => {
    const id = 'cbe3f793-d3c9-501e-9e83-e1291dbc6b51'
    expect(readArticleSubject(`article.nura.${id}`)).toEqual({ university: 'nura', id })
    for (const subject of [
      'article.nura', `article.nura.${id}.x`, `article.all.${id}`, `key.nura.${id}`, 'article.nura.1', '', 'article..',
    ]) expect(readArticleSubject(subject), subject).toBeUndefined() // prettier-ignore
  })
})
