import { STREAMS } from '@uniwire/events'
import type { Slug } from '@uniwire/newsroom'
import { describe, expect, it, vi } from 'vitest'
import { ask, oneArticle, PATIENCE, subscribe, TOPIC } from './hub/sample-hub.fixture.ts'
import { startSubscriber } from './hub/subscriber.fixture.ts'
import { PUBLIC_URL } from './sample-address.fixture.ts'
import type { SampleLog } from './sample-log.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

const close = (log: SampleLog, slug: string, successor?: string) =>
  // As intake has checked it.
  log.register(slug, { closed: successor === undefined ? {} : { successor: successor as Slug } })
const CATEGORY = `category/${encodeURIComponent('ғылым')}`
const FEEDS = ['nura.rss', 'nura.atom', 'nura.json', 'nura/kk.rss', `nura/${CATEGORY}.atom`]

async function told(syndicator: SampleSyndicator, path: string, headers = {}, method = 'GET') {
  const response = await syndicator.get(`/feeds/${path}`, headers, method)
  return [response.status, response.headers.get('Location')]
}

describe('the feeds of a closed university', () => {
  it('are 410, whatever the reader has kept of them, while its articles and their archive stay', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    const tag = (await syndicator.get('/feeds/nura.rss')).headers.get('ETag') ?? ''
    close(log, 'nura')
    await syndicator.append(log.records)
    for (const path of FEEDS) expect(await told(syndicator, path), path).toEqual([410, null])
    expect(await told(syndicator, 'nura.rss', { 'If-None-Match': tag })).toEqual([410, null])
    expect(await told(syndicator, 'nura.rss', {}, 'HEAD')).toEqual([410, null])
    expect(await (await syndicator.get('/feeds/nura.rss')).json()).toMatchObject({ code: 'feed-ended' })
    expect(await (await syndicator.get('/feeds/all.rss')).text()).toContain('бірінші')
    expect(await (await syndicator.get('/feeds/nura/archive/1.atom')).text()).toContain('бірінші')
    expect(await (await syndicator.get('/feeds.opml')).text()).not.toContain('nura')
  })

  it('are 308 to the same feed of the successor, in one step', async () => {
    const log = oneArticle()
    log.register('esil')
    log.register('zhem')
    close(log, 'nura', 'esil')
    await using syndicator = await startSampleSyndicator(log.records)
    for (const path of FEEDS) {
      expect(await told(syndicator, path)).toEqual([
        308,
        `${PUBLIC_URL}/feeds/${path.replace('nura', 'esil')}`,
      ])
    }
    close(log, 'esil', 'zhem')
    await syndicator.append(log.records)
    expect(await told(syndicator, 'nura/ru.atom')).toEqual([308, `${PUBLIC_URL}/feeds/zhem/ru.atom`])
    close(log, 'zhem')
    await syndicator.append(log.records)
    expect(await told(syndicator, 'nura/ru.atom')).toEqual([410, null])
  })

  it('end where successors lead in a ring, or to nobody', async () => {
    const log = createSampleLog()
    for (const slug of ['nura', 'esil', 'zhem']) log.register(slug)
    close(log, 'nura', 'esil')
    close(log, 'esil', 'nura')
    close(log, 'zhem', 'nobody')
    await using syndicator = await startSampleSyndicator(log.records)
    expect(await told(syndicator, 'nura.rss')).toEqual([410, null])
    expect(await told(syndicator, 'zhem.rss')).toEqual([410, null])
  })

  it('are back, with what they showed, when it opens again', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    const before = await (await syndicator.get('/feeds/nura.rss')).text()
    close(log, 'nura')
    log.register('nura', { closed: undefined })
    await syndicator.append(log.records)
    expect(await (await syndicator.get('/feeds/nura.rss')).text()).toBe(before)
    expect(await (await syndicator.get('/feeds.opml')).text()).toContain('nura')
  })
})

describe('subscribers of the hub to a feed that ends', () => {
  it.each([
    ['', undefined, 'The feed has ended.'],
    [' and has moved', 'esil', `The feed has moved to ${PUBLIC_URL}/feeds/esil.atom`],
  ])('are told so once, and nothing after%s', async (_, successor, reason) => {
    const log = oneArticle()
    log.register('esil')
    await using syndicator = await startSampleSyndicator(log.records)
    await using subscriber = await startSubscriber()
    await subscribe(syndicator, subscriber)
    close(log, 'nura', successor)
    log.publish('nura', '2')
    await syndicator.append(log.records)
    const denials = () => subscriber.asked.filter(({ query }) => query.get('hub.mode') === 'denied')
    await vi.waitUntil(() => denials().length > 0, PATIENCE)
    const kept = await syndicator.logs.open(STREAMS.hub)
    const ended = async () => (await kept.read({ after: 0, limit: 100 })).records.at(-1)?.payload
    await vi.waitFor(async () => expect(await ended()).toContain('"ended":"denied"'), PATIENCE)
    const [denial] = denials()
    expect(Object.fromEntries(denial?.query ?? [])).toEqual({
      'hub.mode': 'denied', 'hub.topic': TOPIC, 'hub.reason': reason,
    }) // prettier-ignore
    const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': subscriber.url }
    const refused = await ask(syndicator, form)
    expect([refused.status, await refused.text()]).toEqual([400, `${reason}\n`])
    log.register('nura', { closed: undefined })
    log.publish('nura', '3')
    await syndicator.append(log.records)
    await syndicator.syndicator[Symbol.asyncDispose]()
    expect(denials()).toHaveLength(1)
    expect(subscriber.received).toHaveLength(1)
  })
})
