import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openPage } from './harness/page.ts'
import { viewsScript } from './views-script.ts'

const script = viewsScript('https://wire.example')

describe('/views.js', () => {
  it('is smaller than 2 KB on the wire', () => {
    expect(gzipSync(script.body).length).toBeLessThan(2_048)
  })

  it('counts its article once, at the origin it came from, with an id of its own', () => {
    const page = openPage(script.body, { dataArticle: 'nura/41' })
    expect(page.beacons).toEqual([
      {
        url: 'https://wire.example/base/v1/views',
        body: { article: 'nura/41', event: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ])
    expect(openPage(script.body, { dataArticle: 'nura/41' }).beacons[0]?.body.event).not.toBe(
      page.beacons[0]?.body.event,
    )
  })

  it('takes the article from the spans when all name one, and counts no list', () => {
    expect(openPage(script.body, { spans: ['a', 'a'] }).beacons.map((each) => each.body.article)).toEqual([
      'a',
    ])
    expect(openPage(script.body, { spans: ['a', 'b'] }).beacons).toEqual([])
    expect(openPage(script.body, { spans: ['a'], dataArticle: '' }).beacons).toEqual([])
  })

  it('waits until the page is parsed, activated and visible', () => {
    const page = openPage(script.body, {
      dataArticle: 'a',
      document: { readyState: 'loading', prerendering: true, visibilityState: 'hidden' },
    })
    page.fire('document', 'DOMContentLoaded')
    expect(page.beacons).toHaveLength(0)
    page.document.prerendering = false
    page.fire('document', 'prerenderingchange')
    expect(page.beacons).toHaveLength(0)
    page.document.visibilityState = 'visible'
    page.fire('document', 'visibilitychange')
    page.fire('document', 'visibilitychange')
    expect(page.beacons).toHaveLength(1)
  })

  it('counts a page again that was gone back to, and not one that merely showed', () => {
    const page = openPage(script.body, { dataArticle: 'a' })
    page.fire('window', 'pageshow', { persisted: false })
    expect(page.beacons).toHaveLength(1)
    page.fire('window', 'pageshow', { persisted: true })
    expect(page.beacons).toHaveLength(2)
    expect(page.beacons[0]?.body.event).not.toBe(page.beacons[1]?.body.event)
  })

  it('fills each span with the total, and leaves alone what is unknown', async () => {
    const page = openPage(script.body, {
      spans: ['nura/ж', 'b', 'nura/ж'],
      totals: { 'nura/ж': { total: 1488, asOf: '2026-11-22T10:00:00Z' }, b: { total: 0, asOf: null } },
    })
    await page.settled()
    expect(page.asked).toEqual(['https://wire.example/base/v1/views?article=nura%2F%D0%B6&article=b'])
    expect(page.texts()).toEqual(['1,488', 'before', '1,488'])
  })

  it('asks for many spans in several requests', async () => {
    const page = openPage(script.body, { spans: Array.from({ length: 45 }, (_, place) => `a${place}`) })
    await page.settled()
    expect(page.asked.map((url) => new URL(url).searchParams.getAll('article').length)).toEqual([20, 20, 5])
  })

  it('disturbs no page: no answer, no beacon and no network leave it as it was', async () => {
    const page = openPage(script.body, { dataArticle: 'a', spans: ['a'], broken: true })
    await page.settled()
    expect(page.texts()).toEqual(['before'])
  })

  it('is sent again under its id, ever more seldom, until it is taken', async () => {
    const page = openPage(script.body, { dataArticle: 'a', broken: true })
    const pauses: number[] = []
    for (let n = 0; n < 5; n += 1) {
      await page.settled()
      pauses.push(...page.passTime())
    }
    expect(pauses).toEqual([5_000, 20_000, 80_000, 320_000])
    const again = openPage(script.body, { dataArticle: 'a', broken: true })
    await again.settled()
    again.mend()
    again.passTime()
    await again.settled()
    expect(again.beacons).toHaveLength(1)
    expect(again.passTime()).toEqual([])
  })

  it.each([503, 429])('is sent again under its id when it was answered %i', async (status) => {
    const page = openPage(script.body, { dataArticle: 'a', status })
    await page.settled()
    page.passTime()
    expect(new Set(page.beacons.map((each) => each.body.event)).size).toBe(1)
    expect(page.beacons).toHaveLength(2)
  })

  it('goes out as a beacon when the page is left before it was taken, under its id', async () => {
    const page = openPage(script.body, { dataArticle: 'a', status: 503 })
    await page.settled()
    page.fire('window', 'pagehide')
    expect(page.left).toEqual(page.beacons)
    const taken = openPage(script.body, { dataArticle: 'a' })
    await taken.settled()
    taken.fire('window', 'pagehide')
    expect(taken.left).toEqual([])
  })

  it('leaves no name in the page, so that it may stand there twice', () => {
    const page = openPage(script.body, { dataArticle: 'a' })
    expect(() => page.runAgain()).not.toThrow()
  })

  it('calls the public address when it cannot tell where it came from', () => {
    const page = openPage(script.body, { spans: ['a'], withoutScript: true })
    expect(page.beacons[0]?.url).toBe('https://wire.example/v1/views')
  })
})
