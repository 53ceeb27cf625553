import { describe, expect, it } from 'vitest'
import { createVisitorIds } from './visitor-ids.ts'

const reader = {
  university: 'nura',
  address: '198.51.100.7',
  userAgent: 'Mozilla/5.0 (X11)',
  at: '2026-11-22T10:00:00.000Z',
}
/** Salts that are told apart: 1, 2, 3 … and kept, to see what becomes of them. */
const counted = () => {
  const salts: Uint8Array[] = []
  const ids = createVisitorIds((length) => {
    const salt = new Uint8Array(length).fill(salts.length + 1)
    salts.push(salt)
    return salt
  })
  return { ids, salts }
}

describe('visitors', () => {
  it('are the same within a university and a day, and differ by address, user agent and university', () => {
    const { ids } = counted()
    const id = (changes: Partial<typeof reader> = {}) => ids.identify({ ...reader, ...changes }).id
    expect(id({ at: '2026-11-22T23:59:59.999Z' })).toBe(id())
    expect(
      new Set([id(), id({ address: '198.51.100.8' }), id({ userAgent: 'x' }), id({ university: 'aqtau' })])
        .size,
    ).toBe(4)
  })

  it('cannot be followed into the next day, whose salt is another', () => {
    const { ids, salts } = counted()
    const before = ids.identify(reader).id
    expect(ids.identify({ ...reader, at: '2026-11-23T00:00:00.000Z' }).id).not.toBe(before)
    expect(salts).toHaveLength(2)
  })

  it('lose their salt when the day is over, without anyone coming', () => {
    const { ids, salts } = counted()
    ids.identify(reader)
    ids.forget('2026-11-22T23:59:59.000Z')
    expect(salts[0]?.[0]).toBe(1)
    ids.forget('2026-11-23T00:00:00.000Z')
    expect(salts[0]?.every((byte) => byte === 0)).toBe(true)
  })

  it('show neither address nor user agent, and take 32 random bytes as salt', () => {
    const { ids, salts } = counted()
    expect(ids.identify(reader).id).toMatch(/^[\w-]{22}$/)
    expect(salts[0]).toHaveLength(32)
  })

  it('give a view without an id one that holds for half a minute, per article and reader', () => {
    const { ids } = counted()
    const event = (article: string, changes: Partial<typeof reader> = {}) =>
      ids.identify({ ...reader, ...changes }).eventId(article)
    expect(event('a', { at: '2026-11-22T10:00:29.999Z' })).toBe(event('a'))
    expect(event('a', { at: '2026-11-22T10:00:30.000Z' })).not.toBe(event('a'))
    expect(event('b')).not.toBe(event('a'))
    expect(event('a', { address: '198.51.100.8' })).not.toBe(event('a'))
  })
})
