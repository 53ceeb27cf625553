import { viewInput } from '@uniwire/http-api'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBeacon } from './beacon.ts'

describe('a beacon', () => {
  it('names an article and may carry an id of the view', () => {
    expect(readBeacon('{"article":"nura/41"}')).toEqual({ kind: 'view', article: 'nura/41' })
    expect(readBeacon('{"article":"a","event":"e","more":1}')).toEqual({
      kind: 'view',
      article: 'a',
      event: 'e',
    })
  })

  it.each([
    '5',
    'null',
    '[]',
    '{}',
    '{"article":5}',
    '{"article":"a","event":7}',
    `{"article":"a","event":"${'e'.repeat(101)}"}`,
  ])('of another shape is JSON all the same: %s', (body) => {
    expect(readBeacon(body)).toEqual({ kind: 'other' })
  })

  it('is read as the schema of the API reads it', () => {
    const member = fc.oneof(fc.constant(undefined), fc.string({ maxLength: 120 }), fc.anything())
    fc.assert(
      fc.property(fc.record({ article: member, event: member, more: fc.anything() }), (value) => {
        const body = JSON.stringify(value)
        const input = viewInput.safeParse(JSON.parse(body))
        expect(readBeacon(body)).toEqual(input.success ? { kind: 'view', ...input.data } : { kind: 'other' })
      }),
    )
  })

  it('is refused only for what is not JSON, and breaks on nothing', () => {
    expect(readBeacon('')).toEqual({ kind: 'not-json' })
    expect(readBeacon('article=41')).toEqual({ kind: 'not-json' })
    fc.assert(fc.property(fc.json(), (body) => readBeacon(body).kind !== 'not-json'))
    fc.assert(
      fc.property(fc.string(), (body) => ['view', 'other', 'not-json'].includes(readBeacon(body).kind)),
    )
  })
})
