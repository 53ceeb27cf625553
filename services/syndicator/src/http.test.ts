import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { chooseEncoding } from './http/accept-encoding.ts'
import { isNotModified } from './http/not-modified.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

const oneArticle = () => {
  const log = createSampleLog()
  log.register('nura')
  log.publish('nura', '1')
  return log
}
const FEED = '/feeds/nura.rss'

describe('a feed over HTTP', () => {
  it('carries its validators, its position, its own address and how long it may be kept', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const { headers } = await syndicator.get(FEED, { Host: 'evil.example' })
    expect(headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
    expect(headers.get('ETag')).toMatch(/^"[\w-]{43}"$/)
    expect(headers.get('Last-Modified')).toBe('Mon, 01 Mar 2027 06:01:00 GMT')
    expect(headers.get('Cache-Control')).toBe('public, max-age=60, stale-while-revalidate=60')
    expect(headers.get('Uniwire-Position')).toBe('2')
    expect(headers.get('Link')).toBe(
      '<https://wire.example.kz/hub>; rel="hub", <https://wire.example.kz/feeds/nura.rss>; rel="self"',
    )
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(headers.get('Access-Control-Expose-Headers')).toContain('ETag')
    expect(headers.get('Uniwire-Stale')).toBeNull()
  })

  it('is 304 without a body for a tag that it has, weak, compressed or in a list, and for `*`', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const tag = (await syndicator.get(FEED)).headers.get('ETag') ?? ''
    const bare = tag.slice(1, -1)
    for (const header of [tag, `W/${tag}`, `"x", ${tag}`, `"${bare}-gzip"`, `W/"${bare}-br"`, '*']) {
      const response = await syndicator.get(FEED, { 'If-None-Match': header })
      expect(response.status, header).toBe(304)
      expect(await response.text()).toBe('')
      expect(response.headers.get('ETag')).toBe(tag)
      expect(response.headers.get('Content-Type')).toBeNull()
    }
    expect((await syndicator.get(FEED, { 'If-None-Match': '"another"' })).status).toBe(200)
  })

  it('asks the date only where there is no tag', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const status = async (headers: Record<string, string>) => (await syndicator.get(FEED, headers)).status
    expect(await status({ 'If-Modified-Since': 'Mon, 01 Mar 2027 06:01:00 GMT' })).toBe(304)
    expect(await status({ 'If-Modified-Since': 'Tue, 02 Mar 2027 00:00:00 GMT' })).toBe(304)
    expect(await status({ 'If-Modified-Since': 'Mon, 01 Mar 2027 06:00:59 GMT' })).toBe(200)
    expect(await status({ 'If-Modified-Since': 'yesterday' })).toBe(200)
    const both = { 'If-Modified-Since': 'Tue, 02 Mar 2027 00:00:00 GMT', 'If-None-Match': '"another"' }
    expect(await status(both)).toBe(200)
  })

  it('does not trust a date within 2 s of a change', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const ask = async () =>
      (await syndicator.get(FEED, { 'If-Modified-Since': 'Mon, 01 Mar 2027 06:01:00 GMT' })).status
    syndicator.clock.ms = Date.parse('2027-03-01T06:01:01.999Z')
    expect(await ask()).toBe(200)
    syndicator.clock.ms += 1
    expect(await ask()).toBe(304)
  })

  it('does not trust a second in which it changed twice', async () => {
    const log = createSampleLog({ stepMs: 400 })
    log.register('nura')
    log.publish('nura', '1')
    log.publish('nura', '2')
    await using syndicator = await startSampleSyndicator(log.records)
    const { headers } = await syndicator.get(FEED)
    const since = headers.get('Last-Modified') ?? ''
    expect((await syndicator.get(FEED, { 'If-Modified-Since': since })).status).toBe(200)
    const later = new Date(Date.parse(since) + 1000).toUTCString()
    expect((await syndicator.get(FEED, { 'If-Modified-Since': later })).status).toBe(304)
    expect((await syndicator.get(FEED, { 'If-None-Match': headers.get('ETag') ?? '' })).status).toBe(304)
  })

  it('trusts such a second when nobody was given the first of the two, and only then', async () => {
    for (const between of [false, true]) {
      // A second that lies wholly in the life of the process.
      const log = createSampleLog({ stepMs: 400, startMs: Date.parse('2027-05-01T06:00:00Z') })
      await using syndicator = await startSampleSyndicator(log.records)
      log.register('nura')
      await syndicator.append(log.records)
      if (between) await syndicator.get(FEED)
      log.publish('nura', '1')
      await syndicator.append(log.records)
      syndicator.clock.ms = log.nowMs + 5_000
      const { headers } = await syndicator.get(FEED)
      const since = { 'If-Modified-Since': headers.get('Last-Modified') ?? '' }
      expect((await syndicator.get(FEED, since)).status).toBe(between ? 200 : 304)
    }
  })

  it('is the same bytes in every encoding, each under its own tag', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    const plain = await syndicator.get(FEED)
    const expected = Buffer.from(await plain.arrayBuffer())
    const decoders = { gzip: gunzipSync, br: brotliDecompressSync }
    const tags = new Set([plain.headers.get('ETag')])
    for (const [name, decode] of Object.entries(decoders)) {
      const response = await syndicator.get(FEED, { 'Accept-Encoding': name })
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(response.headers.get('Content-Encoding')).toBe(name)
      expect(response.headers.get('Content-Length')).toBe(String(bytes.length))
      expect(response.headers.get('Vary')).toBe('Accept-Encoding, Accept')
      expect(decode(bytes).equals(expected)).toBe(true)
      tags.add(response.headers.get('ETag'))
      const again = { 'Accept-Encoding': name, 'If-None-Match': response.headers.get('ETag') ?? '' }
      expect((await syndicator.get(FEED, again)).status).toBe(304)
    }
    expect(tags.size).toBe(3)
    expect(plain.headers.get('Content-Encoding')).toBeNull()
  })

  it('answers HEAD as GET, without the body', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    for (const headers of [{}, { 'Accept-Encoding': 'br' }]) {
      const get = await syndicator.get(FEED, headers)
      const head = await syndicator.get(FEED, headers, 'HEAD')
      const named = ['ETag', 'Last-Modified', 'Content-Type', 'Content-Length', 'Content-Encoding', 'Link']
      for (const name of named) expect(head.headers.get(name), name).toBe(get.headers.get(name))
      expect(head.status).toBe(200)
      expect(await head.text()).toBe('')
    }
  })

  it('refuses other methods and answers a preflight', async () => {
    await using syndicator = await startSampleSyndicator(oneArticle().records)
    expect((await syndicator.get(FEED, {}, 'POST')).status).toBe(405)
    const preflight = await syndicator.get(FEED, { Origin: 'https://reader.example' }, 'OPTIONS')
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const missing = await syndicator.get('/feeds/unknown.rss')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('Content-Type')).toBe('application/problem+json')
    expect(missing.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it('waits for a position', async () => {
    const log = oneArticle()
    await using syndicator = await startSampleSyndicator(log.records)
    log.publish('nura', '2', { title: 'екінші' })
    const waiting = syndicator.get(FEED, { 'Uniwire-Min-Position': '3' })
    await syndicator.append(log.records)
    expect(await (await waiting).text()).toContain('екінші')
    const tooFar = await syndicator.get(FEED, { 'Uniwire-Min-Position': '4' })
    expect(tooFar.status).toBe(503)
    expect(tooFar.headers.get('Retry-After')).toBe('1')
  })
})

describe('the choice of an encoding', () => {
  it('prefers Brotli, obeys weights and refusals', () => {
    expect(chooseEncoding(null)).toBe('identity')
    expect(chooseEncoding('gzip, deflate, br, zstd')).toBe('br')
    expect(chooseEncoding('gzip;q=1.0, br;q=0.5')).toBe('gzip')
    expect(chooseEncoding('br;q=0, gzip')).toBe('gzip')
    expect(chooseEncoding('*')).toBe('br')
    expect(chooseEncoding('*;q=0')).toBe('identity')
    expect(chooseEncoding('deflate')).toBe('identity')
    expect(chooseEncoding('identity, gzip;q=0.5, *;q=0.1')).toBe('identity')
    expect(chooseEncoding('gzip, identity')).toBe('gzip')
    expect(chooseEncoding('GZIP')).toBe('gzip')
    expect(chooseEncoding(';;,q=')).toBe('identity')
  })
})

describe('a document without a date', () => {
  it('is modified for whoever knows only a date', () => {
    const conditions = { ifNoneMatch: null, ifModifiedSince: 'Mon, 01 Mar 2027 06:00:00 GMT' }
    expect(isNotModified({ tag: 'x' }, conditions, () => '2027-03-02T00:00:00Z')).toBe(false)
  })
})
