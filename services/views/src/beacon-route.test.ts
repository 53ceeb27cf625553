import { EngineUnavailableError } from '@uniwire/ports'
import { listen } from '@uniwire/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FLOOD_BURST_VIEWS } from './visitors/flood-guard.ts'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const payload = article({ sourceId: '41' })
let place: Place
let running: Running

beforeAll(async () => {
  place = await openPlace()
  const sequence = await place.append(payload)
  running = await place.start({ counter: await place.openCounter() })
  await running.contains(sequence)
})
afterAll(async () => {
  await running[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

/** Of no known size, as a script sends it that streams: it goes the long way. */
const streamed = (body: string) => running.send('/v1/views', { method: 'POST', body })
const explained = async () =>
  (await (await running.send(`/v1/views/explain?article=${payload.id}`)).json()) as { live: number }

describe('POST /v1/views', () => {
  it.each(['{"article":"nowhere/1"}', '[]', 'no JSON'])(
    'answers %s alike whether or not its size was announced',
    async (body) => {
      const [short, long] = [await running.beacon(body), await streamed(body)]
      const shown = async (answer: Response) => {
        const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
        return [answer.status, Object.fromEntries(headers), await answer.text()]
      }
      expect(short.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(await shown(short)).toEqual(await shown(long))
    },
  )

  it('refuses a body that is announced as too large, and says so to a script of another origin', async () => {
    const answer = await running.beacon(JSON.stringify({ article: 'x'.repeat(5_000) }))
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([413, '*'])
  })

  it('answers 429 to a flood from one address at one article, and counts what comes from others', async () => {
    const flooder = { address: '203.0.113.9' }
    const visit = (n: number, address = flooder.address) =>
      running.service.views.count({
        article: payload.id,
        event: `flood-${n}`,
        address,
        signs: { method: 'POST', userAgent: `Mozilla/5.0 (X11; Linux; ${n})`, purposes: [] },
      })
    const verdicts = await Promise.all(Array.from({ length: FLOOD_BURST_VIEWS }, (_, n) => visit(n)))
    expect(new Set(verdicts)).toEqual(new Set(['counted']))
    const before = (await explained()).live
    const body = { article: payload.id, event: 'one too many' }
    const refused = await running.beacon(body, flooder)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '30'])
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const pixel = await running.send(`/v1/views/${payload.id}.gif`, flooder)
    expect([pixel.status, (await explained()).live]).toEqual([429, before])
    expect((await running.beacon({ article: payload.id }, { address: '203.0.113.10' })).status).toBe(204)
    expect((await explained()).live).toBe(before + 1)
    // The script sends it again under the same id, and then it counts.
    place.clock.forwardMs(30_000)
    expect((await running.beacon(body, flooder)).status).toBe(204)
    expect((await explained()).live).toBe(before + 2)
  })

  it('tells nobody by a flood whether an article is there that readers cannot see', async () => {
    const answers = new Set<string>()
    for (let n = 0; n < FLOOD_BURST_VIEWS + 10; n += 1) {
      const signs = { method: 'POST', userAgent: 'Mozilla/5.0 (X11)', purposes: [] }
      answers.add(
        await running.service.views.count({ article: 'nura/hidden', address: '203.0.113.11', signs }),
      )
    }
    expect([...answers]).toEqual(['unknown'])
  })

  it('asks the counter once about a view that it refuses directly, and says so to a script of another origin', async () => {
    const counter = await place.openCounter()
    let asked = 0
    const record = () => {
      asked += 1
      return Promise.reject(new EngineUnavailableError('away'))
    }
    await using without = await place.start({ counter: { ...counter, record } })
    await using server = await listen(without.origin, { host: '127.0.0.1', port: 0 })
    const body = JSON.stringify({ article: payload.id })
    const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux)', 'Content-Type': 'text/plain' }
    const url = `http://127.0.0.1:${server.port}/v1/views`
    const refused = await fetch(url, { method: 'POST', headers, body })
    expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([503, '*'])
    expect(await refused.json()).toMatchObject({ code: 'engine-unavailable' })
    expect(asked).toBe(1)
    // The next one is another one, also over the same connection.
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(503)
    expect(asked).toBe(2)
  })
})
