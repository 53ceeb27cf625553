import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const known = article()
let open: AsyncDisposableStack
let place: Place
let views: Running
let counter: Awaited<ReturnType<Place['openCounter']>>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  await place.append(known)
  views = open.use(await place.start({ counter }))
})
afterEach(() => open.disposeAsync())

const totals = async () => (await counter.totals([known.id]))[0]
const live = async () => (await totals())?.live ?? 0

describe('POST /v1/views', () => {
  it('counts a beacon once, by id or by university and sourceId, and answers 204 without a word', async () => {
    const answer = await views.beacon({ article: known.id, event: 'e1' })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    await views.beacon({ article: 'nura/41', event: 'e2' }, { address: '198.51.100.8' })
    expect(await totals()).toMatchObject({ live: 2, unique: 2 })
  })

  it('takes the same JSON as application/json, as text/plain and without a media type', async () => {
    for (const [place_, type] of ['application/json', 'text/plain;charset=UTF-8', ''].entries()) {
      const headers = { 'Content-Type': type }
      const sender = { headers, address: `198.51.100.${place_}` }
      expect((await views.beacon({ article: known.id }, sender)).status).toBe(204)
    }
    expect(await live()).toBe(3)
  })

  it('counts one event id once: again, in parallel, from elsewhere, and after a restart', async () => {
    const again = (address: string) => views.beacon({ article: known.id, event: 'e' }, { address })
    await Promise.all(Array.from({ length: 20 }, (_, n) => again(`198.51.100.${n}`)))
    await again('198.51.100.99')
    await views[Symbol.asyncDispose]()
    await using next = await place.start({ counter })
    await next.beacon({ article: known.id, event: 'e' })
    expect(await live()).toBe(1)
  })

  it('counts a reload within 30 seconds as one, and a later visit as another', async () => {
    await views.beacon({ article: known.id, event: 'e1' })
    place.clock.forwardMs(20_000)
    await views.beacon({ article: known.id, event: 'e2' })
    expect(await live()).toBe(1)
    place.clock.forwardMs(60_000)
    await views.beacon({ article: known.id, event: 'e3' })
    expect(await live()).toBe(2)
  })

  it('makes an id for a view that has none, from reader, article and half minute', async () => {
    await Promise.all([views.beacon({ article: known.id }), views.beacon({ article: known.id, event: '' })])
    expect(await totals()).toMatchObject({ live: 1, rejected: {} })
  })

  it.each([{ DNT: '1' }, { 'Sec-GPC': '1' }])(
    'counts a reader who said %j, and recognises nobody',
    async (headers) => {
      for (const event of ['e1', 'e2', 'e2', undefined]) {
        await views.beacon({ article: known.id, event }, { headers })
      }
      expect(await totals()).toMatchObject({ live: 3, unique: 0, rejected: {} })
      await views.beacon({ article: known.id, event: 'e3' }, { headers: { DNT: '0', 'Sec-GPC': '0' } })
      expect(await totals()).toMatchObject({ live: 4, unique: 1 })
    },
  )

  it.each([
    ['robot', { 'User-Agent': 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)' }],
    ['no-user-agent', { 'User-Agent': '' }],
    ['implausible-user-agent', { 'User-Agent': 'Dalvik/2.1.0 (Linux; U; Android 11)' }],
    ['prefetch', { 'Sec-Purpose': 'prefetch' }],
    ['prefetch', { Purpose: 'prefetch' }],
    ['prerender', { 'Sec-Purpose': 'prefetch;prerender' }],
  ])('does not count a %s, answers the same, and keeps the reason', async (reason, headers) => {
    expect((await views.beacon({ article: known.id, event: 'e' }, { headers })).status).toBe(204)
    expect(await totals()).toMatchObject({ live: 0, unique: 0, rejected: { [reason]: 1 } })
  })

  it('neither counts nor tells what is unknown, embargoed or withdrawn', async () => {
    const hidden = [
      article({ sourceId: 'e', status: 'embargoed' }),
      article({ sourceId: 'w', status: 'withdrawn' }),
    ]
    await place.append(article({ sourceId: 'w' }))
    let sequence = 0
    for (const each of hidden)
      sequence = await place.append(
        each,
        each.status === 'withdrawn' ? 'article.withdrawn' : 'article.published',
      )
    await views.contains(sequence)
    const never = article({ sourceId: 'never' })
    const answers = []
    for (const each of [known, never, ...hidden]) {
      const answer = await views.beacon({ article: each.id })
      answer.headers.delete('X-Request-Id')
      answers.push({ status: answer.status, headers: [...answer.headers], body: await answer.text() })
    }
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(await counter.totals([never.id, ...hidden.map((each) => each.id)])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('refuses what is not JSON, and takes without counting what is JSON of another shape', async () => {
    expect((await views.beacon('article=41')).status).toBe(400)
    expect((await views.beacon('')).status).toBe(400)
    expect((await views.beacon(JSON.stringify({ article: known.id, event: 'e'.repeat(101) }))).status).toBe(
      204,
    )
    expect((await views.beacon('[1]')).status).toBe(204)
    expect(await live()).toBe(0)
  })

  it('reads no large body', async () => {
    const body = { article: known.id, event: 'e'.repeat(5_000) }
    for (const headers of [
      {},
      { 'Content-Length': '5100' },
      { 'Content-Length': '10', 'Transfer-Encoding': 'chunked' },
    ]) {
      const answer = await views.beacon(body, { headers })
      expect(answer.status).toBe(413)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    }
    const small = { 'Content-Length': '60' }
    expect((await views.beacon({ article: known.id }, { headers: small })).status).toBe(204)
  })

  it('answers a preflight, and any origin', async () => {
    const headers = {
      Origin: 'https://uni.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    }
    const preflight = await views.send('/v1/views', { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type')
    expect((await views.beacon({ article: known.id })).headers.get('Access-Control-Allow-Origin')).toBe('*')
  })
})

describe('the reader’s address', () => {
  it('cannot be chosen by a header when there is no proxy of ours', async () => {
    for (const forged of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      await views.beacon({ article: known.id, event: forged }, { headers: { 'X-Forwarded-For': forged } })
    }
    expect(await live()).toBe(1)
  })

  it('is what our own proxy saw, whatever stands before it', async () => {
    await using proxied = await place.start({ counter, trustedProxies: 1 })
    for (const forged of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      const headers = { 'X-Forwarded-For': `${forged}, 198.51.100.7` }
      await proxied.beacon({ article: known.id, event: forged }, { headers })
    }
    await proxied.beacon(
      { article: known.id, event: 'other' },
      { headers: { 'X-Forwarded-For': '198.51.100.8' } },
    )
    expect(await live()).toBe(2)
  })
})

describe('GET /v1/views/{id}.gif', () => {
  it('is one transparent pixel that no cache keeps, and counts', async () => {
    const answer = await views.send(`/v1/views/${known.id}.gif`)
    expect([answer.status, answer.headers.get('Content-Type'), answer.headers.get('Cache-Control')]).toEqual([
      200,
      'image/gif',
      'no-store',
    ])
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([bytes.toString('latin1', 0, 6), bytes.readUInt16LE(6), bytes.readUInt16LE(8)]).toEqual([
      'GIF89a',
      1,
      1,
    ])
    expect(await live()).toBe(1)
  })

  it('names an article by university and sourceId too', async () => {
    await views.send('/v1/views/nura%2F41.gif')
    expect(await live()).toBe(1)
  })

  it('is the same for an unknown article, and is no view when only asked for by HEAD', async () => {
    expect((await views.send('/v1/views/nobody.gif')).status).toBe(200)
    const head = await views.send(`/v1/views/${known.id}.gif`, { method: 'HEAD' })
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0])
    expect(await totals()).toMatchObject({ live: 0, rejected: { head: 1 } })
  })

  it('is nothing under another name', async () => {
    expect((await views.send(`/v1/views/${known.id}.png`)).status).toBe(404)
  })
})
