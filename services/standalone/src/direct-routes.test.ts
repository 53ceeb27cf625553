import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { TwoServers, Way } from './direct-routes.fixture.ts'
import { openTwoServers } from './direct-routes.fixture.ts'

const FEED = '/feeds/nura.rss'
const DATED = 'If-Modified-Since: Tue, 02 Mar 2100 00:00:00 GMT'

let servers: TwoServers
let tag = ''
beforeAll(async () => {
  servers = await openTwoServers()
  tag = (await servers.get(FEED)).headers.get('ETag') ?? ''
  // A date is not trusted so soon after a change.
  const dated = async () => (await servers.ask('byApp', [get(FEED, DATED)])).answer.status
  await vi.waitUntil(async () => (await dated()).endsWith('304 Not Modified'), { timeout: 60_000 })
}, 120_000)
afterAll(() => servers[Symbol.asyncDispose]())

let asked = 0

/**
 * Checks that the same bytes have the same answer, and leave the same behind, directly and by the app; tells the
 * status that the direct way gave, or that it left them to the app. `{tag}`: of the feed; `{address}`: of a reader of each way, for one reader would be a reload.
 */
async function askBoth(text: string | readonly string[]): Promise<number | 'left'> {
  asked += 1
  const pieces = (way: Way) =>
    [text]
      .flat()
      .map((piece) => piece.replaceAll('{tag}', tag).replaceAll('{address}', addressOf(way, asked)))
  const direct = await servers.ask('direct', pieces('direct'))
  const byApp = await servers.ask('byApp', pieces('byApp'))
  expect({ ...direct, isDirect: false }).toEqual(byApp)
  return direct.isDirect ? Number(direct.answer.status.split(' ')[1]) : 'left'
}

const addressOf = (way: Way, n: number) => `198.51.${way === 'direct' ? 100 : 101}.${n % 250}`

const get = (target: string, ...headers: readonly string[]) => request(`GET ${target}`, headers)

function request(line: string, headers: readonly string[], body = ''): string {
  return [`${line} HTTP/1.1`, 'Host: wire.example', 'Connection: close', ...headers, '', body].join('\r\n')
}

describe('a feed that is answered directly is answered as by the app', () => {
  it.each([
    [200, 'as RSS', get(FEED)],
    [200, 'as Atom', get('/feeds/nura.atom')],
    [200, 'as JSON', get('/feeds/all.json')],
    [200, 'of a language', get('/feeds/nura/en.rss')],
    [200, 'of a category nobody uses', get('/feeds/nura/category/empty.rss')],
    [200, 'in gzip', get(FEED, 'Accept-Encoding: gzip')],
    [200, 'in Brotli', get(FEED, 'Accept-Encoding: gzip;q=0.5, br')],
    [200, 'in no encoding', get(FEED, 'Accept-Encoding: br;q=0, gzip;q=0')],
    [200, 'to a browser', get(FEED, 'Accept: text/html,*/*;q=0.8')],
    [304, 'to who has it', get(FEED, 'If-None-Match: {tag}')],
    [
      304,
      'to who has it from a compressing proxy',
      get(FEED, 'If-None-Match: W/{tag}, "x"', 'Accept-Encoding: gzip'),
    ],
    [304, 'to who has any', get(FEED, 'If-None-Match: *')],
    [200, 'to who has another', get(FEED, 'If-None-Match: "x"', DATED)],
    [304, 'to who has it by its date', get(FEED, DATED)],
    [200, 'to who has a date that is none', get(FEED, 'If-Modified-Since: yesterday')],
    [
      200,
      'to who gives the request an id',
      get(FEED, 'X-Request-Id: mine', 'User-Agent: Feedly/1.0 (3 subscribers)'),
    ],
    [200, 'to who expects to be told to go on', get(FEED, 'Expect: 100-continue')],
    [
      200,
      'to who comes from another origin',
      get(FEED, 'Origin: https://reader.example', 'Range: bytes=0-9'),
    ],
    [304, 'to who spells headers in capitals', get(FEED, 'IF-NONE-MATCH:{tag}', 'USER-AGENT:   x  ')],
    [200, 'to a port of a host', get(FEED).replace('wire.example', 'wire.example:8080')],
  ])('%i %s', async (status, _, text) => {
    expect(await askBoth(text)).toBe(status)
  })
})

describe('what is near a feed is left to the app', () => {
  it.each([
    ['a question for its head', request(`HEAD ${FEED}`, [])],
    ['a preflight', request(`OPTIONS ${FEED}`, ['Origin: https://reader.example'])],
    ['another method', request(`DELETE ${FEED}`, ['Accept-Language: ru'])],
    ['a query', get(`${FEED}?utm_source=x`)],
    ['a fragment', get(`${FEED}#top`)],
    ['an encoded letter', get('/feeds/%6eura.rss')],
    ['a category in Cyrillic', get('/feeds/nura/category/%D2%93%D1%8B%D0%BB%D1%8B%D0%BC.rss')],
    ['an encoding that is broken', get('/feeds/%zz.rss')],
    ['a step back', get('/feeds/../feeds/nura.rss')],
    ['an encoded step back', get('/feeds/x/%2e%2e/nura.rss')],
    ['a backslash', get('/feeds\\nura.rss')],
    ['an empty step', get('/feeds//nura.rss')],
    ['a slash at the end', get('/feeds/nura.rss/')],
    ['the whole address', get(`http://wire.example${FEED}`)],
    ['a feed that is not there', get('/feeds/nobody.rss')],
    ['a format that is not there', get('/feeds/nura.csv')],
    ['a page of an archive', get('/feeds/nura/archive/1.atom')],
    ['the stylesheet', get('/feeds/style.xsl')],
    ['a position to wait for', get(FEED, 'Uniwire-Min-Position: 1')],
    ['a position that does not come', get(FEED, 'Uniwire-Min-Position: 999999')],
    ['a position that is none', get(FEED, 'Uniwire-Min-Position: soon')],
    ['two tags', get(FEED, 'If-None-Match: "x"', 'If-None-Match: {tag}')],
    [
      'two dates',
      get(FEED, ...['2100', '2001'].map((year) => `If-Modified-Since: Tue, 02 Mar ${year} 00:00:00 GMT`)),
    ],
    ['two encodings', get(FEED, 'Accept-Encoding: gzip', 'Accept-Encoding: br')],
    ['two user agents', get(FEED, 'User-Agent: a', 'User-Agent: b')],
    ['a body', request(`GET ${FEED}`, ['Content-Length: 3'], 'abc')],
    ['a body in chunks', request(`GET ${FEED}`, ['Transfer-Encoding: chunked'], '3\r\nabc\r\n0\r\n\r\n')],
    ['no host', `GET ${FEED} HTTP/1.0\r\n\r\n`],
    ['a host in capitals', get(FEED).replace('wire.example', 'WIRE.example')],
    ['a host that is none', get(FEED).replace('wire.example', 'a b')],
    ['a host with a name in it', get(FEED).replace('wire.example', 'me@wire.example')],
    ['a host by half an address', get(FEED).replace('wire.example', '1.2.3:80')],
    ['a host with a port that is none', get(FEED).replace('wire.example', 'wire.example:99999')],
    ['a host of version 6', get(FEED).replace('wire.example', '[::1]:8080')],
  ])('%s', async (_, text) => {
    expect(await askBoth(text)).toBe('left')
  })
})

const BROWSER = 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
const VIEW = '{"article":"nura/news/2026/ice"}'

const beacon = (body: string, ...headers: readonly string[]) =>
  request(
    'POST /v1/views',
    [`Content-Length: ${body.length}`, ...headers, 'X-Forwarded-For: {address}'],
    body,
  )

/** Of letters beyond ASCII, as the bytes that are sent. */
const bytes = (text: string) => Buffer.from(text).toString('latin1')

describe('a view that is counted directly is counted as by the app', () => {
  it.each([
    [
      'of a browser',
      beacon(VIEW, BROWSER, 'Content-Type: text/plain;charset=UTF-8', 'Origin: https://nura.example'),
    ],
    ['as JSON', beacon(VIEW, BROWSER, 'Content-Type: application/json')],
    ['of a reader who is not to be recognised', beacon(VIEW, BROWSER, 'DNT: 1')],
    ['of a page that is fetched ahead', beacon(VIEW, BROWSER, 'Sec-Purpose: prefetch;prerender')],
    ['of a robot', beacon(VIEW, 'User-Agent: Googlebot/2.1')],
    ['of nobody', beacon(VIEW)],
    ['of an article that is not there', beacon('{"article":"nura/nothing"}', BROWSER)],
    ['of what names no article', beacon('{"article":""}', BROWSER)],
    ['of letters that are none', beacon('{"article":"nura/\xff\xd2"}', BROWSER)],
    ['of letters beyond ASCII', beacon(bytes('{"article":"nura/жаңалық"}'), BROWSER)],
    [
      'with a position that is not asked for',
      beacon(VIEW, BROWSER, 'If-None-Match: *', 'Accept-Language: kk'),
    ],
  ])('%s', async (_, text) => {
    expect(await askBoth(text)).toBe(204)
  })
})

describe('what is near a view is left to the app', () => {
  const [head = '', body = ''] = beacon(VIEW, BROWSER).split(/(?<=\r\n\r\n)/)
  it.each([
    ['a body that comes after its head', [head, body]],
    ['a body that comes in two', [`${head}${body.slice(0, 9)}`, body.slice(9)]],
    ['a body that is waited for', [head.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'), body]],
    [
      'a body in chunks',
      request('POST /v1/views', [BROWSER, 'Transfer-Encoding: chunked'], `24\r\n${VIEW}\r\n0\r\n\r\n`),
    ],
    ['a body that is no JSON', beacon('{"article":', BROWSER, 'Accept-Language: ru')],
    ['a body behind a byte order mark', beacon(bytes(`\uFEFF${VIEW}`), BROWSER)],
    ['another JSON', beacon('["nura/news/2026/ice"]', BROWSER)],
    [
      'an id that is too long',
      beacon(JSON.stringify({ article: 'nura/x', event: 'x'.repeat(101) }), BROWSER),
    ],
    ['an empty body', beacon('', BROWSER)],
    ['no body', request('POST /v1/views', [BROWSER])],
    ['a body that is too long', beacon(JSON.stringify({ article: 'x'.repeat(5_000) }), BROWSER)],
    ['a position to wait for', beacon(VIEW, BROWSER, 'Uniwire-Min-Position: 1')],
    ['a position that is none', beacon(VIEW, BROWSER, 'Uniwire-Min-Position: soon')],
    ['two user agents', beacon(VIEW, BROWSER, BROWSER)],
    ['a query', beacon(VIEW, BROWSER).replace('/v1/views', '/v1/views?x=1')],
    ['a slash at the end', beacon(VIEW, BROWSER).replace('/v1/views', '/v1/views/')],
    ['another method', beacon(VIEW, BROWSER).replace('POST', 'PUT')],
    ['a preflight', request('OPTIONS /v1/views', ['Origin: https://nura.example'])],
    ['a question for totals', get('/v1/views?article=nura/nothing')],
    ['no host', beacon(VIEW, BROWSER).replace('Host: wire.example\r\n', '').replace('HTTP/1.1', 'HTTP/1.0')],
  ])('%s', async (_, text) => {
    expect(await askBoth(text)).toBe('left')
  })
})

it('knows a poller again that comes the other way', async () => {
  const pollers = async () => {
    const readers = await servers.get('/v1/feeds/readers?university=nura')
    const { feeds } = (await readers.json()) as {
      readonly feeds: readonly {
        readonly feed: string
        readonly others: readonly { readonly pollers: number }[]
      }[]
    }
    return feeds.find(({ feed }) => feed.endsWith(FEED))?.others[0]?.pollers ?? 0
  }
  const before = await pollers()
  const poll = (address: string) =>
    [get(FEED, 'User-Agent: Poller/1', `X-Forwarded-For: 10.9.9.9, ${address}`)] as const
  for (const way of ['direct', 'byApp', 'direct'] as const) await servers.ask(way, poll('203.0.113.1'))
  expect(await pollers()).toBe(before + 1)
  for (const way of ['byApp', 'direct'] as const) await servers.ask(way, poll('203.0.113.2'))
  expect(await pollers()).toBe(before + 2)
})
