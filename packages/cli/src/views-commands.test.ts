import { describe, expect, it } from 'vitest'
import { answering, uniwire } from './cli.fixture.ts'

const KEY = 'operator-of-these-tests'
const LOST = {
  articles: 3,
  lost: 1,
  unpublished: 0,
  differences: [{ article: 'x', kind: 'lost', counter: null, log: { live: 7, revision: 9 } }],
}

describe('uniwire rebuild views', () => {
  it('has the server lift what was lost, with the operator’s key, and prints every difference', async () => {
    await using server = await answering(200, LOST)
    const { code, out, err } = await uniwire(['rebuild', 'views'], {
      UNIWIRE_URL: server.url,
      UNIWIRE_OPERATOR_KEY: KEY,
    })
    expect([code, err, JSON.parse(out)]).toEqual([0, '', LOST])
    expect(server.received).toMatchObject([{ line: 'POST /v1/views/rebuild', key: `Bearer ${KEY}` }])
  })

  it('with --check changes nothing, and ends with 2 when a counter was lost', async () => {
    await using server = await answering(200, LOST)
    await using whole = await answering(200, { ...LOST, lost: 0, differences: [] })
    const check = (url: string) =>
      uniwire(['rebuild', 'views', '--check'], { UNIWIRE_URL: url, UNIWIRE_OPERATOR_KEY: KEY })
    const found = await check(server.url)
    expect([found.code, JSON.parse(found.out)]).toEqual([2, LOST])
    expect((await check(whole.url)).code).toBe(0)
    expect([...server.received, ...whole.received].map(({ line }) => line)).toEqual([
      'GET /v1/views/audit',
      'GET /v1/views/audit',
    ])
  })

  it.each([
    ['refuses', 401, { code: 'unauthorized' }],
    ['knows no such thing', 200, { ok: true }],
  ] as const)('ends with 1 where the server %s', async (_, status, body) => {
    await using server = await answering(status, body)
    const { code, out, err } = await uniwire(['rebuild', 'views'], { UNIWIRE_URL: server.url })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('/v1/views/rebuild')
    expect(server.received[0]?.key).toBeUndefined()
  })
})

describe('uniwire views explain', () => {
  it('prints what an article’s count is made of, and needs no key', async () => {
    const explained = { article: 'x', total: 489, live: 1, rejected: { robot: 2 }, baseline: { count: 488 } }
    await using server = await answering(200, explained)
    const { code, out } = await uniwire(['views', 'explain', 'nura/news/41'], { UNIWIRE_URL: server.url })
    expect([code, JSON.parse(out)]).toEqual([0, explained])
    expect(server.received[0]?.line).toBe('GET /v1/views/explain?article=nura%2Fnews%2F41')
  })
})
