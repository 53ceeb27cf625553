import { describe, expect, it } from 'vitest'
import { answering, uniwire } from './cli.fixture.ts'

const KEY = 'operator-of-these-tests'

async function run(url: string, ...words: readonly string[]) {
  return uniwire(['dead-letters', ...words], { UNIWIRE_URL: url, UNIWIRE_OPERATOR_KEY: KEY })
}

describe('uniwire dead-letters', () => {
  it('prints what projections gave up, asked with the operator’s key', async () => {
    const letters = [{ projection: 'search', sequence: 7, reason: 'no title' }]
    await using server = await answering(200, { letters })
    const { code, out } = await run(server.url)
    expect([code, JSON.parse(out)]).toEqual([0, { letters }])
    expect(server.received).toMatchObject([{ line: 'GET /v1/dead-letters', key: `Bearer ${KEY}` }])
  })

  it('replays one, and drops the letter once the event was applied', async () => {
    await using server = await answering(200, { kind: 'applied', sequence: 9 })
    expect((await run(server.url, 'replay', 'search', '7')).code).toBe(0)
    expect(server.received.map(({ line }) => line)).toEqual([
      'POST /v1/search/dead-letters/7/replay',
      'DELETE /v1/dead-letters/search/7',
    ])
  })

  it('keeps the letter and ends with 1 when the event is refused again', async () => {
    await using server = await answering(200, { kind: 'still-dead', reason: 'no title' })
    const { code, out } = await run(server.url, 'replay', 'search', '7')
    expect([code, JSON.parse(out)]).toEqual([1, { kind: 'still-dead', reason: 'no title' }])
    expect(server.received).toHaveLength(1)
  })

  it('drops one, of any projection', async () => {
    await using server = await answering(200, { dropped: true })
    expect((await run(server.url, 'drop', 'hub', '7')).code).toBe(0)
    expect(server.received.map(({ line }) => line)).toEqual(['DELETE /v1/dead-letters/hub/7'])
  })

  it.each([
    [['replay', 'feeds', '7'], /feeds replays no single event: .*without feeds\.db/],
    [['replay', 'search', 'seven'], /the number that `uniwire dead-letters` shows/],
    [['drop', 'nobody', '7'], /Allowed choices are search, feeds, hub, views/],
  ])('says what is wrong with %j, and asks nothing of the server', async (words, sentence) => {
    await using server = await answering(200, {})
    const { code, err } = await run(server.url, ...words)
    expect(code).toBe(1)
    expect(err).toMatch(sentence)
    expect(server.received).toEqual([])
  })
})
