import { describe, expect, it } from 'vitest'
import { feedName, feedUrl, foldCategory, parseFeedPath } from './feed-address.ts'

const nameOf = (path: string) => {
  const parsed = parseFeedPath(path)
  return parsed === undefined ? undefined : `${feedName(parsed.address)} as ${parsed.format}`
}

describe('the path of a feed', () => {
  it('names all articles, a university, one of its languages or categories', () => {
    expect(nameOf('/feeds/all.rss')).toBe('all as rss')
    expect(nameOf('/feeds/nura.atom')).toBe('nura as atom')
    expect(nameOf('/feeds/nura/kk-Latn.json')).toBe('nura/kk-Latn as json')
    expect(nameOf('/feeds/nura/category/news.rss')).toBe('nura/category/news as rss')
  })

  it('takes the last extension for the format, so that a category may end in one', () => {
    expect(nameOf('/feeds/nura/category/feed.rss.atom')).toBe('nura/category/feed.rss as atom')
    expect(nameOf('/feeds/nura/category/.json.json')).toBe('nura/category/.json as json')
  })

  it('reads a category in any spelling that means the same', () => {
    const expected = 'nura/category/ғылым және білім as rss'
    for (const spelt of ['Ғылым және білім', ' ҒЫЛЫМ ЖӘНЕ БІЛІМ ', 'ғылым және білім'.normalize('NFD')]) {
      expect(nameOf(`/feeds/nura/category/${encodeURIComponent(spelt)}.rss`)).toBe(expected)
    }
    expect(nameOf('/feeds/nura/category/a%2Fb.rss')).toBe('nura/category/a/b as rss')
    for (const posted of [
      'Ғылым  және\u00A0білім',
      'Ғылым\tжәне білім\uFEFF',
      '\u202EҒылым және\u2028білім\u0007',
    ]) {
      expect(nameOf(`/feeds/nura/category/${encodeURIComponent(posted)}.rss`)).toBe(expected)
    }
  })

  it('is none without a university, a known language, a category or a format', () => {
    for (const path of [
      '/feeds/.rss',
      '/feeds/nura',
      '/feeds/nura.xml',
      '/feeds/nura/de.rss',
      '/feeds/nura/KK.rss',
      '/feeds/nura/category/.rss',
      '/feeds/nura/category/%20.rss',
      '/feeds/nura/category/%FF.rss',
      `/feeds/nura/category/${'%D2%93'.repeat(301)}.rss`,
      '/feeds/nura/archive/1.atom',
      '/feeds/all/kk.rss',
      '/feeds/all/archive/1.atom',
    ]) {
      expect(nameOf(path), path).toBeUndefined()
    }
  })

  it('leads back to the same feed from its canonical address', () => {
    for (const category of ['ғылым', 'a/b', 'x.rss', '100 %', 'q?&#']) {
      const address = { kind: 'category', university: 'nura', category } as const
      const url = feedUrl('https://wire.example.kz', address, 'rss')
      expect(parseFeedPath(new URL(url).pathname)).toEqual({ address, format: 'rss' })
    }
  })

  it('survives half of a surrogate pair in a category', () => {
    const category = foldCategory('\uD800')
    expect(feedUrl('', { kind: 'category', university: 'nura', category }, 'rss')).toContain('%EF%BF%BD')
  })
})
