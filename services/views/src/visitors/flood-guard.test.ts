import { describe, expect, it } from 'vitest'
import { FLOOD_BURST_VIEWS, FLOOD_VIEWS_PER_SECOND, createFloodGuard } from './flood-guard.ts'

const FLOODER = '198.51.100.7'

function place() {
  let nowMs = Date.parse('2026-11-22T10:00:00Z')
  const guard = createFloodGuard({
    randomBytes: (length) => new Uint8Array(length).map((_, n) => 31 * n + 7),
    nowMs: () => nowMs,
  })
  const admitted = (address: string, article: string, tries: number) =>
    Array.from({ length: tries }, () => guard.admits(address, article)).filter(Boolean).length
  return { guard, admitted, pass: (ms: number) => (nowMs += ms) }
}

describe('a flood of views', () => {
  it('is cut off at the bound, and so many are let in a second from then on', () => {
    const { admitted, pass } = place()
    expect(admitted(FLOODER, 'a', FLOOD_BURST_VIEWS + 500)).toBe(FLOOD_BURST_VIEWS)
    for (let second = 0; second < 5; second += 1) {
      pass(1_000)
      expect(admitted(FLOODER, 'a', 500)).toBe(FLOOD_VIEWS_PER_SECOND)
    }
  })

  it('is over when its time has passed', () => {
    const { admitted, pass } = place()
    admitted(FLOODER, 'a', 2 * FLOOD_BURST_VIEWS)
    pass((FLOOD_BURST_VIEWS / FLOOD_VIEWS_PER_SECOND) * 1_000)
    expect(admitted(FLOODER, 'a', FLOOD_BURST_VIEWS)).toBe(FLOOD_BURST_VIEWS)
  })

  it('keeps nobody else out: neither other articles of that address nor other addresses', () => {
    const { guard } = place()
    for (let article = 0; article < 20; article += 1) {
      for (let n = 0; n < FLOOD_BURST_VIEWS + 1; n += 1) guard.admits(FLOODER, `flooded-${article}`)
    }
    const honest = Array.from({ length: 20_000 }, (_, n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
    expect(honest.filter((address) => !guard.admits(address, 'flooded-1'))).toEqual([])
    const articles = Array.from({ length: 20_000 }, (_, n) => `article-${n}`)
    expect(articles.filter((article) => !guard.admits(FLOODER, article))).toEqual([])
  })

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:3::1'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::7', '2001:db8:1::1'],
    ['2001:db8::1', '2001:db8:0:0:8000::', '2001:db8:0:1::1'],
    ['::a', '::2', '0:0:0:1::1'],
  ])('from one network of IPv6 is from one address: %s and %s, not %s', (one, same, other) => {
    const { admitted } = place()
    admitted(one, 'a', FLOOD_BURST_VIEWS)
    expect(admitted(same, 'a', 1)).toBe(0)
    expect(admitted(other, 'a', 1)).toBe(1)
  })

  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '100.64.1.1',
    'fd00::1',
  ])('is none from %s, behind which all readers may stand', (address) => {
    const { admitted } = place()
    expect(admitted(address, 'a', 2 * FLOOD_BURST_VIEWS)).toBe(2 * FLOOD_BURST_VIEWS)
  })

  it.each(['172.32.0.1', '2001:db8::1', '::ffff:198.51.100.7'])('is one from %s', (address) => {
    const { admitted } = place()
    expect(admitted(address, 'a', 2 * FLOOD_BURST_VIEWS)).toBe(FLOOD_BURST_VIEWS)
  })

  it('is not seen in a clock that was set back', () => {
    const { admitted, pass } = place()
    admitted(FLOODER, 'a', 5)
    pass(-7 * 86_400_000)
    expect(admitted(FLOODER, 'a', FLOOD_BURST_VIEWS + 1)).toBe(FLOOD_BURST_VIEWS)
  })
})
