import { describe, expect, it } from 'vitest'
import { readEvent, toRecord } from './event.ts'
import { EVENTS, isEventType } from './schemas.ts'
import { storedEvents } from './stored-events.fixture.ts'
import {
  STREAMS,
  articleSubject,
  deadSubject,
  keySubject,
  keyUseSubject,
  totalsSubject,
  trySubject,
  universitySubject,
} from './streams.ts'
import { UPCASTERS } from './upcasters.ts'

describe('every schema that was ever released', () => {
  it('has an event in tests/fixtures/events, and a way up to the current one', () => {
    const released = Object.entries(EVENTS).flatMap(([type, { schema }]) =>
      Array.from({ length: schema }, (_, place) => `${type}.${place + 1}.json`),
    )
    expect(storedEvents().map(({ file }) => file)).toEqual(released.toSorted())
    for (const [type, { schema }] of Object.entries(EVENTS)) {
      expect(isEventType(type) ? (UPCASTERS[type]?.length ?? 0) : undefined, type).toBe(schema - 1)
    }
  })

  it.each(storedEvents())('$file is read as it was when it was written', ({ file, record, state }) => {
    const read = readEvent(record)
    if (read.kind !== 'event') throw new Error(JSON.stringify(read))
    const { payload, ...rest } = read.event
    expect(`${rest.type}.${rest.envelope.schema}.json`).toBe(file)
    expect(rest).toEqual({
      type: record.envelope.type, sequence: record.sequence, subject: record.subject, envelope: record.envelope,
    }) // prettier-ignore
    // Members may have been added since; none may be lost or mean something else.
    expect(payload).toMatchObject(state)
  })

  it.each(storedEvents())(
    '$file is written again as it was, where its schema is the current one',
    (stored) => {
      const { sequence, subject, envelope, payload } = stored.record
      const read = readEvent(stored.record)
      if (read.kind !== 'event') throw new Error(JSON.stringify(read))
      if (envelope.schema !== EVENTS[read.event.type].schema) return
      const { schema: _current, ...written } = envelope
      const record = toRecord({ ...read.event, ...written, type: read.event.type, expected: 0, subject })
      expect({ ...record, payload: JSON.parse(record.payload) as unknown }).toEqual({
        subject,
        expected: 0,
        envelope,
        payload: JSON.parse(payload) as unknown,
      })
      expect(readEvent({ ...record, sequence })).toEqual(read)
    },
  )

  it('of an article folds to the state that its last event names, from any event alone', () => {
    const events = storedEvents().filter(({ record }) => record.subject.startsWith('article.nura.cbe3f793'))
    const inOrder = events.toSorted((a, b) => a.record.sequence - b.record.sequence)
    const states = inOrder.map(({ record }) => readEvent(record))
    const shown = states.map((read) => {
      if (read.kind !== 'event' || !('status' in read.event.payload)) throw new Error(JSON.stringify(read))
      const { type, payload } = read.event
      return `${type} ${payload.version} ${payload.status} ${payload.content.title}`
    })
    expect(shown).toEqual([
      'article.published 1 embargoed Студенттер Нұра өзенінің мұзын өлшеді',
      'article.revised 2 embargoed Студенттер Нұраның мұзын өлшеді',
      'article.released 2 published Студенттер Нұраның мұзын өлшеді',
      'article.withdrawn 2 withdrawn Студенттер Нұраның мұзын өлшеді',
      'article.restored 2 published Студенттер Нұраның мұзын өлшеді',
      'baseline.observed 2 published Студенттер Нұраның мұзын өлшеді',
      'alias.added 2 published Студенттер Нұраның мұзын өлшеді',
    ])
  })
})

describe('subjects', () => {
  it('of stored events are those that the payload makes, in a stream that takes them', () => {
    for (const { file, record } of storedEvents()) {
      const read = readEvent(record)
      if (read.kind !== 'event') throw new Error(JSON.stringify(read))
      expect(record.subject, file).toBe(subjectOf(read.event))
      const streams = Object.values(STREAMS).filter(({ subjects }) =>
        subjects.some((prefix) => record.subject.startsWith(prefix.slice(0, -1))),
      )
      expect(streams, file).toHaveLength(1)
    }
  })
})

type Event = Extract<ReturnType<typeof readEvent>, { kind: 'event' }>['event']

function subjectOf(event: Event): string {
  switch (event.type) {
    case 'university.registered':
    case 'university.changed':
      return universitySubject(event.payload.slug)
    case 'key.issued':
    case 'key.revoked':
      return keySubject(event.payload.university, event.payload.id)
    case 'key.used':
      return keyUseSubject(event.payload.university, event.payload.id)
    case 'views.totalled':
      return totalsSubject(event.payload.article, event.payload.day)
    case 'letter.dead':
      return deadSubject(event.payload.projection, event.payload.sequence)
    case 'try.noted':
      return trySubject(event.payload.projection, event.payload.sequence)
    default:
      return articleSubject(event.payload.university, event.payload.id)
  }
}
