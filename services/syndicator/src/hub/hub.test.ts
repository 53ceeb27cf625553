import { describe, expect, it, vi } from 'vitest'
import { PUBLIC_URL } from '../sample-address.fixture.ts'
import { startSampleSyndicator } from '../sample-syndicator.fixture.ts'
import { ask, oneArticle, PATIENCE, subscribe, TOPIC } from './sample-hub.fixture.ts'
import { signature, startSubscriber } from './subscriber.fixture.ts'

describe('a subscription', () => {
  it('is asked for, confirmed, and sent the feed as it is, then every change of it, in the words of the topic', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber, {
      'hub.callback': `${subscriber.url}/callback?own=%D2%A3&x`,
      'hub.verify': 'sync',
      foo: 'bar',
    })
    const [asked] = subscriber.asked
    expect(asked?.query.get('hub.mode')).toBe('subscribe')
    expect(asked?.query.get('hub.topic')).toBe(TOPIC)
    expect(asked?.query.get('hub.lease_seconds')).toBe('864000')
    expect(asked?.query.get('own')).toBe('ң')
    log.publish('nura', '2', { title: 'екінші' })
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    const [, second] = subscriber.received
    const topic = await syndicator.get('/feeds/nura.atom')
    expect(second?.body).toBe(await topic.text())
    expect(second?.path).toBe('/callback?own=%D2%A3&x')
    expect(second?.headers['content-type']).toBe(topic.headers.get('Content-Type'))
    expect(second?.headers['link']).toBe(`<${PUBLIC_URL}/hub>; rel="hub", <${TOPIC}>; rel="self"`)
    expect(topic.headers.get('Link')).toBe(second?.headers['link'])
    expect(second?.headers).not.toHaveProperty('x-hub-signature')
    log.withdraw('nura', '1', 'Қате')
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 3, PATIENCE)
    expect(subscriber.received[2]?.body).toMatch(/at:deleted-entry[^]*Қате/)
  })

  it('signs the bytes with the secret of the subscriber', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber, { 'hub.secret': 'құпия сөз' })
    const [first] = subscriber.received
    expect(first?.headers['x-hub-signature']).toBe(signature(first?.body ?? '', 'құпия сөз'))
  })

  it('sends JSON and RSS topics byte for byte too', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    for (const path of ['/feeds/all.json', '/feeds/nura/kk.rss']) {
      await using subscriber = await startSubscriber()
      await subscribe(syndicator, subscriber, { 'hub.topic': PUBLIC_URL + path })
      expect(subscriber.received[0]?.body).toBe(await (await syndicator.get(path)).text())
    }
  })

  it('names the topic as it was subscribed to, however articles spell its category', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    const topic = `${PUBLIC_URL}/feeds/nura/category/${encodeURIComponent('наука')}.rss`
    await subscribe(syndicator, subscriber, { 'hub.topic': topic })
    log.publish('nura', '2', { title: 'екінші', categories: ['Наука'] })
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    expect(subscriber.received[1]?.body).toContain('екінші')
    for (const { headers, body } of subscriber.received) {
      expect(headers['link']).toContain(`<${topic}>; rel="self"`)
      expect(body).toContain(`rel="self" type="application/rss+xml" href="${topic}"`)
    }
    const own = topic.replace(encodeURIComponent('наука'), encodeURIComponent('Наука'))
    await subscribe(syndicator, subscriber, { 'hub.topic': own })
  })

  it('is replaced by a renewal: one delivery, by the new secret', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber, { 'hub.secret': 'old' })
    const again = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.secret': 'new' }
    await ask(syndicator, { ...again, 'hub.callback': `${subscriber.url}/callback` })
    await vi.waitUntil(() => subscriber.asked.length === 2, PATIENCE)
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    const [, second] = subscriber.received
    expect(second?.headers['x-hub-signature']).toBe(signature(second?.body ?? '', 'new'))
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(subscriber.received).toHaveLength(2)
  })

  it('ends with a confirmed unsubscription, and not with a refused one', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using leaving = await startSubscriber()
    await using staying = await startSubscriber()
    await subscribe(syndicator, leaving)
    await subscribe(syndicator, staying)
    staying.confirm = () => 'no'
    for (const { url } of [leaving, staying]) {
      const form = { 'hub.mode': 'unsubscribe', 'hub.topic': TOPIC, 'hub.callback': `${url}/callback` }
      expect((await ask(syndicator, form)).status).toBe(202)
    }
    await vi.waitUntil(() => leaving.asked.length + staying.asked.length === 4, PATIENCE)
    expect(leaving.asked[1]?.query.has('hub.lease_seconds')).toBe(false)
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => staying.received.length === 2, PATIENCE)
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(leaving.received).toHaveLength(1)
  })

  it('lasts from one day to a year, and gets nothing after', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using short = await startSubscriber()
    await using long = await startSubscriber()
    await subscribe(syndicator, short, { 'hub.lease_seconds': '5' })
    await subscribe(syndicator, long, { 'hub.lease_seconds': '99999999999' })
    expect(short.asked[0]?.query.get('hub.lease_seconds')).toBe('86400')
    expect(long.asked[0]?.query.get('hub.lease_seconds')).toBe('31536000')
    syndicator.clock.ms += 86_400_000
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => long.received.length === 2, PATIENCE)
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(short.received).toHaveLength(1)
  })

  it('is not kept, and a renewal changes nothing, when the callback does not confirm it', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using known = await startSubscriber()
    await using unknown = await startSubscriber()
    await subscribe(syndicator, known, { 'hub.secret': 'old' })
    known.confirm = unknown.confirm = ({ query }) => `${query.get('hub.challenge')} `
    for (const { url } of [known, unknown]) {
      const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': `${url}/callback` }
      await ask(syndicator, { ...form, 'hub.secret': 'new' })
    }
    await vi.waitUntil(() => known.asked.length + unknown.asked.length === 3, PATIENCE)
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitUntil(() => known.received.length === 2, PATIENCE)
    const [, second] = known.received
    expect(second?.headers['x-hub-signature']).toBe(signature(second?.body ?? '', 'old'))
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(unknown.received).toEqual([])
  })

  it('owes nothing for an import of old news, and everything for its withdrawal', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await using other = await startSubscriber()
    log.register('esil')
    await syndicator.append(log.records)
    await subscribe(syndicator, subscriber)
    await subscribe(syndicator, other, { 'hub.topic': `${PUBLIC_URL}/feeds/esil.atom` })
    log.publish('nura', 'old', { publishedAt: '2026-05-01T10:00:00Z', title: 'ескі' })
    await syndicator.append(log.records)
    log.publish('esil', 'new')
    await syndicator.append(log.records)
    // What the import owed would have begun with this one.
    await vi.waitUntil(() => other.received.length === 2, PATIENCE)
    expect(subscriber.received).toHaveLength(1)
    log.publish('nura', 'old', { publishedAt: '2026-05-01T10:00:00Z', title: 'ескі, түзетілген' })
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 2, PATIENCE)
    expect(subscriber.received[1]?.body).toContain('түзетілген')
    log.withdraw('nura', 'old')
    await syndicator.append(log.records)
    await vi.waitUntil(() => subscriber.received.length === 3, PATIENCE)
  })
})

describe('a request to the hub', () => {
  it.each([
    [{ 'hub.mode': 'publish' }, 'hub.mode'],
    [{ 'hub.topic': 'https://elsewhere.example/feeds/nura.atom' }, 'hub.topic'],
    [{ 'hub.topic': `${PUBLIC_URL}/feeds/nura/category/%6Eews.atom` }, 'hub.topic'],
    [{ 'hub.topic': `${PUBLIC_URL}/feeds/search.atom?q=x` }, 'hub.topic'],
    [{ 'hub.topic': `${PUBLIC_URL}/feeds/nura/archive/1.atom` }, 'hub.topic'],
    [{ 'hub.topic': `${PUBLIC_URL}/feeds/unknown.atom` }, 'hub.topic'],
    [{ 'hub.callback': 'ftp://127.0.0.1/' }, 'hub.callback'],
    [{ 'hub.callback': 'http://user@127.0.0.1/' }, 'hub.callback'],
    [{ 'hub.callback': 'http://127.0.0.1/#x' }, 'hub.callback'],
    [{ 'hub.secret': 'x'.repeat(200) }, 'hub.secret'],
    [{ 'hub.lease_seconds': '-1' }, 'hub.lease_seconds'],
  ])('is refused in plain words for %j', async (wrong, named) => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const right = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': 'http://127.0.0.1:9/' }
    const response = await ask(syndicator, { ...right, ...wrong })
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
    expect(await response.text()).toContain(named)
  })

  it('is a form, by POST', async () => {
    await using syndicator = await startSampleSyndicator()
    const headers = { 'Content-Type': 'application/json' }
    expect((await ask(syndicator, {}, headers)).status).toBe(415)
  })

  it('is a GET for who wants to know how far the hub has come', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    const position = async () => (await syndicator.get('/hub')).headers.get('Uniwire-Position')
    await vi.waitFor(async () => expect(await position()).toBe('2'), PATIENCE)
    log.publish('nura', '2')
    await syndicator.append(log.records)
    await vi.waitFor(async () => expect(await position()).toBe('3'), PATIENCE)
    expect((await syndicator.get('/hub')).headers.get('Cache-Control')).toBe('no-store')
  })

  it('finds at most ten callbacks a minute that confirm nothing; what is confirmed is not counted', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    await using subscriber = await startSubscriber()
    const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC }
    for (let n = 0; n < 15; n += 1) {
      await subscribe(syndicator, subscriber, { 'hub.callback': `${subscriber.url}/${n}` })
    }
    subscriber.confirm = () => 'no'
    const statuses: (readonly [number, string | null])[] = []
    for (let n = 0; n < 12; n += 1) {
      const response = await ask(syndicator, { ...form, 'hub.callback': `${subscriber.url}/never/${n}` })
      statuses.push([response.status, response.headers.get('Retry-After')])
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => [202, null]), [429, '60'], [429, '60']])
  })
})
