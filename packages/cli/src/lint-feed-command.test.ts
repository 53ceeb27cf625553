import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { uniwire } from './cli.fixture.ts'

const feed = (url: string, date = 'Mon, 02 Mar 2026 06:00:00 GMT') => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Нура жаңалықтары</title><link>https://nura.example/</link><description>Жаңалықтар</description>
<atom:link rel="self" href="${url}" type="application/rss+xml"/>
<item><title>Мұз өлшенді</title><guid isPermaLink="false">urn:uuid:0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01</guid>
<pubDate>${date}</pubDate></item></channel></rss>`

/** A feed as a server sends it; `tag` is what it promises to know again. */
async function serving(
  document: (url: string) => string | Buffer,
  { type, tag }: { type: string; tag?: string },
) {
  const server = createServer((request, response) => {
    const known = tag !== undefined && request.headers['if-none-match'] === tag
    const headers = { 'Content-Type': type, ...(tag === undefined ? {} : { ETag: tag }) }
    if (request.url === '/moved') response.writeHead(301, { Location: '/feed' }).end()
    else if (request.url !== '/feed') response.writeHead(404).end()
    else if (known) response.writeHead(304, headers).end()
    else response.writeHead(200, headers).end(document(url()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = () => `${origin}/feed`
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

const RSS = { type: 'application/rss+xml; charset=utf-8', tag: '"one"' }

describe('uniwire lint-feed', () => {
  it('says nothing of a good feed, and ends with 0', async () => {
    await using server = await serving(feed, RSS)
    const { code, out } = await uniwire(['lint-feed', `${server.origin}/moved`])
    expect(JSON.parse(out)).toEqual({ url: `${server.origin}/feed`, findings: [], unchanged: true })
    expect(code).toBe(0)
  })

  it('names each fault and its line, and ends with 2', async () => {
    await using server = await serving((url) => feed(url, '2026-03-02'), RSS)
    const { code, out } = await uniwire(['lint-feed', `${server.origin}/feed`])
    const { findings } = JSON.parse(out) as { findings: readonly unknown[] }
    expect(findings).toMatchObject([{ level: 'error', code: 'InvalidRFC2822Date' }])
    expect(JSON.stringify(findings)).toContain('/rss/channel/item/pubDate')
    expect(code).toBe(2)
  })

  it('ends with 2 for a feed that never answers 304', async () => {
    await using server = await serving(feed, { type: RSS.type })
    const { code, out } = await uniwire(['lint-feed', `${server.origin}/feed`])
    expect(JSON.parse(out)).toMatchObject({ findings: [], unchanged: false })
    expect(code).toBe(2)
  })

  it('reads the character set that the header names, and says so when the document names another', async () => {
    const document = (url: string) => Buffer.from(feed(url).replaceAll(/[^\0-\x7f]/g, 'x'), 'latin1')
    await using server = await serving(document, {
      ...RSS,
      type: 'application/rss+xml; charset=windows-1251',
    })
    const { out } = await uniwire(['lint-feed', `${server.origin}/feed`])
    expect(JSON.parse(out)).toMatchObject({ findings: [{ code: 'EncodingMismatch' }] })
  })

  it('tells what is not there, in one line and with 1', async () => {
    await using server = await serving(feed, RSS)
    const { code, err } = await uniwire(['lint-feed', `${server.origin}/nothing`])
    expect([code, err]).toEqual([1, `${server.origin}/nothing: 404\n`])
  })
})
