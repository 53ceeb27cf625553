import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReportedSubscribers } from './reported-subscribers.ts'

describe('the figure in a user agent', () => {
  it.each([
    [
      'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; like FeedFetcher-Google)',
      'Feedly',
      12,
    ],
    ['Mozilla/5.0 (compatible; inoreader.com; 1 subscriber; )', 'inoreader.com', 1],
    ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 3 subscribers; )', 'Inoreader', 3],
    [
      'NewsBlur Feed Fetcher - 140 subscribers - http://www.newsblur.com/site/1/x',
      'NewsBlur Feed Fetcher',
      140,
    ],
    ['Feedbin feed-id:1373711 - 142 subscribers', 'Feedbin', 142],
    ['Mozilla/5.0 (compatible; theoldreader.com; 7 subscribers; feed-id=ab1)', 'theoldreader.com', 7],
    ['Feed Wrangler/1.0 (3 subscribers; feed-id=1)', 'Feed Wrangler', 3],
    ['BazQux/2.4 (+https://bazqux.com/fetcher; 5 subscribers)', 'BazQux', 5],
    ['Netvibes (http://www.netvibes.com/; 45 subscribers; feedID: 1)', 'Netvibes', 45],
    ['§ (9 readers)', 'unnamed', 9],
  ])('is read from %s', (userAgent, aggregator, subscribers) => {
    expect(readReportedSubscribers(userAgent)).toEqual({ aggregator, subscribers })
  })

  it.each([
    '',
    'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0',
    'NetNewsWire (RSS Reader; https://netnewswire.com/)',
    'Fetcher/1.12 subscribers',
    'Reader/5 (subscribers)',
    'A/1 (12345678901 subscribers)',
  ])('is not there in %j', (userAgent) => {
    expect(readReportedSubscribers(userAgent)).toBeUndefined()
  })

  it('has a short name of harmless characters, whatever is claimed', () => {
    const claimed = fc.tuple(fc.string({ unit: 'binary' }), fc.nat(1_000_000))
    fc.assert(
      fc.property(claimed, ([text, count]) => {
        const read = readReportedSubscribers(`${text} (x; ${count} subscribers)`)
        expect(read?.aggregator).toMatch(/^[\p{L}\p{N} ._-]{1,40}$/u)
      }),
    )
  })
})
