import * as fc from 'fast-check'
import { headers } from '@nats-io/transport-node'
import { describe, expect, it } from 'vitest'
import { toEnvelope, toHeaders } from './record-headers.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const envelope = fc.record(
  { id: text, source: text, type: text, time: text, schema: fc.nat(), actor: text, traceparent: text },
  { requiredKeys: ['id', 'source', 'type', 'time', 'schema'] },
)

describe('the headers of a record', () => {
  it('give back every envelope, whatever is in it, and are lines of printable ASCII', () => {
    fc.assert(
      fc.property(envelope, (original) => {
        const written = toHeaders(original)
        for (const [name, values] of written) expect(`${name}${values.join('')}`).toMatch(/^[\x21-\x7e]*$/)
        expect(toEnvelope(written)).toStrictEqual({ ...original })
      }),
    )
  })

  it('name the attributes as CloudEvents does over NATS', () => {
    const written = toHeaders({
      id: '1',
      source: '/u/kaznu',
      type: 'article.published',
      time: 't',
      schema: 3,
    })
    expect(Object.fromEntries(written)).toEqual({
      'ce-specversion': ['1.0'],
      'ce-id': ['1'],
      'ce-source': ['/u/kaznu'],
      'ce-type': ['article.published'],
      'ce-time': ['t'],
      'ce-schema': ['3'],
      'ce-datacontenttype': ['application/json'],
    })
  })

  it('read what somebody else wrote as an event without a type', () => {
    const foreign = headers()
    foreign.set('ce-id', '%zz')
    for (const from of [undefined, headers(), foreign])
      expect(toEnvelope(from)).toMatchObject({ type: '', schema: 0 })
    expect(toEnvelope(foreign).id).toBe('%zz')
  })
})
