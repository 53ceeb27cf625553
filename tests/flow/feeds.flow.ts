import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniwire } from '../growing/uniwire.ts'
import type { Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { Subscriber } from '../harness/subscriber.ts'
import { startSubscriber } from '../harness/subscriber.ts'
import type { TestUniversity } from '../harness/university.ts'
import { PROFILE, registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const DEADLINE_MS = 60_000
const FEEDLY = 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)'
const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|feed\+json)/

interface Readers {
  readonly since: string
  readonly feeds: readonly {
    readonly feed: string
    readonly aggregators: readonly { readonly name: string; readonly subscribers: number }[]
    readonly others: readonly { readonly pollers: number }[]
  }[]
}

interface ReceiptList {
  readonly notConfirmed: readonly { readonly host: string; readonly topic: string }[]
  readonly receipts: readonly {
    readonly host: string
    readonly change: string
    readonly version: number
    readonly status?: number
  }[]
}

/** `createWire`: with a hub that may call this machine. */
export function lifeOfAFeed(createWire: () => Promise<Standalone>) {
  describe('the feeds of a university', () => {
    const opened = new AsyncDisposableStack()
    let wire: Standalone
    let read: ReturnType<typeof readerOf>
    let nura: TestUniversity
    let subscriber: Subscriber
    let article: Written

    const put = async (university: TestUniversity, sourceId: string, title: string) => {
      const answer = await university.put(sourceId, {
        title,
        bodyText: `${title}. `.repeat(20),
        categories: ['Ғылым'],
      })
      expect(answer.status).toBeLessThan(300)
      // As the route's schema says.
      return (await answer.json()) as Written
    }
    const change = (slug: string, profile: object) =>
      fetch(`${wire.url}/v1/universities/${slug}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...PROFILE, ...profile }),
      })
    const receipts = async (key: Readonly<Record<string, string>>, ...options: readonly string[]) => {
      const environment = { UNIWIRE_URL: wire.url, ...key }
      const { code, out, err } = await uniwire(['receipts', 'nura', 'ice/1', ...options], environment)
      expect(err).toBe('')
      // As the command prints it.
      return { code, printed: JSON.parse(out) as ReceiptList & readonly { readonly host: string }[] }
    }
    /** Addresses of feeds that a page offers to machines. */
    const offered = async (path: string) => {
      const page = await read.text(path, article.sequence)
      const links = Array.from(page.matchAll(/<link\s+rel="alternate"\s+type="([^"]+)"[^>]*?href="([^"]+)"/g))
      return links.map(([, type = '', href = '']) => ({ type, href: href.replaceAll('&amp;', '&') }))
    }

    beforeAll(async () => {
      wire = opened.use(await createWire())
      await wire.start()
      read = readerOf(wire.url)
      subscriber = opened.use(await startSubscriber())
      nura = await registerUniversity(wire.url, 'nura', { ...PROFILE, withdrawalNotice: true })
      await registerUniversity(wire.url, 'esil')
      article = await put(nura, 'ice/1', 'Мұз өлшенді')
      await read.get('/feeds/nura.atom', article.sequence)
    }, 180_000)
    afterAll(() => opened.disposeAsync(), 60_000)

    it('are offered by the pages, and each that is offered is there, of the type that was named', async () => {
      const pages = [
        '/en',
        '/en/universities/nura',
        `/en/articles/${article.id}`,
        '/en/search?q=%D0%BC%D2%B1%D0%B7',
      ]
      for (const page of pages) {
        const feeds = (await offered(page)).filter(({ type }) => FEED_TYPES.test(type))
        expect(feeds.length, page).toBeGreaterThanOrEqual(3)
        for (const { type, href } of feeds) {
          const answer = await read.get(href.replace(wire.url, ''))
          expect([answer.status, answer.headers.get('Content-Type')?.split(';')[0]], href).toEqual([
            200,
            type,
          ])
          await answer.body?.cancel()
        }
      }
      expect(await read.text('/feeds.opml', article.sequence)).toContain(`${wire.url}/feeds/nura.`)
    }, 120_000)

    it('tell their hub in a header; who subscribes there is sent each change whole', async () => {
      const topic = `${wire.url}/feeds/nura.rss`
      const found = await read.get('/feeds/nura.rss')
      expect(found.headers.get('Link')).toBe(`<${wire.url}/hub>; rel="hub", <${topic}>; rel="self"`)
      const form = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': `${subscriber.url}/a` }
      const asked = await fetch(`${wire.url}/hub`, { method: 'POST', body: new URLSearchParams(form) })
      expect(asked.status).toBe(202)
      await waitUntil('the first delivery', async () => subscriber.received.length === 1, DEADLINE_MS)
      const second = await put(nura, 'ice/2', 'Өзен ашылды')
      await waitUntil('the second delivery', async () => subscriber.received.length === 2, DEADLINE_MS)
      expect(subscriber.received[1]).toEqual({
        path: '/a',
        link: `<${wire.url}/hub>; rel="hub", <${topic}>; rel="self"`,
        type: 'application/rss+xml; charset=utf-8',
        body: await read.text('/feeds/nura.rss', second.sequence),
      })
    }, 180_000)

    it('say who polls them, to the university and the operator, and still do after a restart', async () => {
      for (const address of ['/feeds/nura.rss', '/feeds/nura/kk.atom']) {
        await (await fetch(wire.url + address, { headers: { 'User-Agent': FEEDLY } })).body?.cancel()
      }
      const readers = async () => {
        const answer = await fetch(`${wire.url}/v1/feeds/readers?university=nura`, {
          headers: { Authorization: `Bearer ${nura.key}` },
        })
        expect(answer.status).toBe(200)
        // As the route's schema says.
        return (await answer.json()) as Readers
      }
      const before = await readers()
      const figures = ({ feeds }: Readers) =>
        feeds
          .filter(({ feed }) => /nura(?:\.rss|\/kk\.atom)$/.test(feed))
          .map(({ feed, aggregators }) => [
            feed,
            aggregators.map(({ name, subscribers }) => [name, subscribers]),
          ])
      expect(figures(before)).toEqual([
        [`${wire.url}/feeds/nura.rss`, [['Feedly', 12]]],
        [`${wire.url}/feeds/nura/kk.atom`, [['Feedly', 12]]],
      ])
      expect((await fetch(`${wire.url}/v1/feeds/readers?university=nura`)).status).toBe(401)
      await wire.stop()
      await wire.start()
      const after = await readers()
      expect(figures(after)).toEqual(figures(before))
      expect(after.since).toBe(before.since)
    }, 240_000)

    it('show a notice in the place of a withdrawn article, and receipts show who has not confirmed', async () => {
      subscriber.answer = () => 503
      const withdrawn = await nura.call('POST', '/articles/ice%2F1/withdraw', {
        reason: 'The ice was measured twice',
      })
      expect(withdrawn.status).toBe(200)
      // As the route's schema says.
      const { sequence } = (await withdrawn.json()) as Written
      const rss = await read.text('/feeds/nura.rss', sequence)
      expect(rss).toContain(`urn:uuid:${article.id}`)
      expect(rss).toContain('The ice was measured twice')
      expect(rss).not.toContain('Мұз өлшенді. Мұз')
      const atom = await read.text('/feeds/nura.atom', sequence)
      expect(atom).toMatch(new RegExp(`<at:deleted-entry[^>]*ref="urn:uuid:${article.id}"`))
      const host = new URL(subscriber.url).host
      const unconfirmed = await waitUntil(
        'the delivery that is not confirmed',
        async () => {
          const answer = await receipts({ UNIWIRE_KEY: nura.key })
          const { printed } = answer
          return printed.receipts.some(({ change: what }) => what === 'withdrawn') && printed
        },
        DEADLINE_MS,
      )
      expect(unconfirmed.notConfirmed).toMatchObject([{ host, topic: `${wire.url}/feeds/nura.rss` }])
      const told = unconfirmed.receipts.map(({ change: what, status, host: of }) => [what, status, of])
      expect(told).toContainEqual(['published', 204, host])
      expect(told).toContainEqual(['withdrawn', 503, host])
      const alone = await receipts({ UNIWIRE_OPERATOR_KEY: OPERATOR_KEY }, '--unconfirmed')
      expect(alone).toMatchObject({ code: 2, printed: [{ host }] })
      subscriber.answer = () => 204
      await waitUntil(
        'the confirmation',
        async () => (await receipts({ UNIWIRE_KEY: nura.key }, '--unconfirmed')).code === 0,
        DEADLINE_MS,
      )
      expect(subscriber.received.at(-1)?.body).toContain('The ice was measured twice')
      expect((await change('nura', { withdrawalNotice: false })).status).toBe(200)
      await waitUntil(
        'the notice to go',
        async () => !(await read.text('/feeds/nura.rss')).includes(article.id),
        DEADLINE_MS,
      )
    }, 300_000)

    it('end with 410 when it closes, or go on as those of its successor; no page offers them any more', async () => {
      const feeds = ['nura.rss', 'nura.atom', 'nura.json', 'nura/kk.rss']
      const answers = async () =>
        Promise.all(
          feeds.map(async (feed) => {
            const answer = await read.get(`/feeds/${feed}`)
            await answer.body?.cancel()
            return [answer.status, answer.headers.get('Location')]
          }),
        )
      const until = (status: number) =>
        waitUntil(`${status}`, async () => (await answers()).every(([got]) => got === status), DEADLINE_MS)

      expect((await change('nura', { closed: {} })).status).toBe(200)
      await until(410)
      const gone = await read.json<{ code: string }>('/feeds/nura.rss').catch((error: Error) => error.message)
      expect(gone).toContain('feed-ended')
      await waitUntil(
        'the pages to offer them no more',
        async () =>
          (await offered('/en/universities/nura')).every(({ href }) => !href.includes('/feeds/nura')),
        DEADLINE_MS,
      )
      expect(await read.text('/en/universities/nura')).not.toContain('/feeds/nura.')
      expect(await read.text('/feeds.opml')).not.toContain('/feeds/nura')
      const denial = await waitUntil(
        'the denial',
        async () => subscriber.asked.find((query) => query.get('hub.mode') === 'denied'),
        DEADLINE_MS,
      )
      expect(denial.get('hub.topic')).toBe(`${wire.url}/feeds/nura.rss`)

      expect((await change('nura', { closed: { successor: 'esil' } })).status).toBe(200)
      await until(308)
      expect(await answers()).toEqual(
        feeds.map((feed) => [308, `${wire.url}/feeds/${feed.replace('nura', 'esil')}`]),
      )

      expect((await change('nura', {})).status).toBe(200)
      await until(200)
      expect(await read.text('/feeds/nura.rss')).toContain('Өзен ашылды')
    }, 240_000)
  })
}
