import { describe, expect, it } from 'vitest'
import { articlePage } from './article-page.ts'
import { siteAt } from './hits.fixture.ts'
import type { ParsedPage } from './parsed-page.fixture.ts'
import { attribute, parsePage, select, textOf } from './parsed-page.fixture.ts'
import { article } from './views.fixture.ts'

const { url: _, ...withoutUrl } = article
const { views: __, ...withoutViews } = article

describe('articlePage', () => {
  it('names the article’s page at the university as canonical, else its own', () => {
    expect(linkTo(parsePage(articlePage(article)), 'canonical')).toBe(article.url)
    expect(linkTo(parsePage(articlePage(withoutUrl)), 'canonical')).toBe(article.pageUrl)
  })

  it('makes no link of an address that is not one of the web', () => {
    const page = parsePage(
      articlePage({
        ...article,
        url: 'javascript:alert(1)',
        images: [{ url: 'data:image/svg+xml,<svg/>' }],
        university: { ...article.university, homepage: 'javascript:alert(2)' },
      }),
    )
    const addresses = page.elements.flatMap(({ attrs }) => attrs.map(({ value }) => value))
    expect(addresses.filter((value) => /^(?:javascript|data):/.test(value))).toEqual([])
    expect(select(page, 'img').map((img) => attribute(img, 'src'))).toEqual([`/v1/views/${article.id}.gif`])
  })

  it('shows the server’s count where the script finds it, and explains the baseline', () => {
    const page = parsePage(articlePage({ ...article, site: siteAt('/x', 'en') }))
    const [total] = page.elements.filter((element) => attribute(element, 'data-uniwire-views') === article.id)
    expect(textOf(total)).toBe('12,340')
    expect(textOf(select(page, 'small')[0])).toBe(
      '488 of them were counted on the university’s old site by 12\u00a0October 2023.',
    )
  })

  it('says nothing of a baseline that is not there, nor of views while they are unknown', () => {
    const counted = parsePage(articlePage({ ...article, views: { total: 5, baseline: 0 } }))
    expect(select(counted, 'small')).toEqual([])
    const unknown = parsePage(articlePage(withoutViews))
    expect(unknown.elements.flatMap((element) => attribute(element, 'data-uniwire-views') ?? [])).toEqual([])
  })

  it('counts by script, and by a pixel without it', () => {
    const page = parsePage(articlePage(article))
    const [script] = select(page, 'script').filter((one) => attribute(one, 'src') === '/views.js')
    expect(attribute(script, 'data-article')).toBe(article.id)
    expect(attribute(script, 'defer')).toBe('')
    const pixel = select(page, 'img').find((img) => attribute(img, 'src')?.endsWith('.gif'))
    expect(pixel?.parentNode?.nodeName).toBe('noscript')
    expect(attribute(pixel, 'alt')).toBe('')
  })

  it('marks what is not in the language of the page', () => {
    const page = parsePage(articlePage({ ...article, site: siteAt('/x', 'ru') }))
    expect(attribute(select(page, 'h1')[0], 'lang')).toBe('kk')
    expect(attribute(select(page, '.prose')[0], 'lang')).toBe('kk')
    const translations = select(page, 'a').filter((link) => attribute(link, 'href')?.endsWith('000000000008'))
    expect(translations.map((link) => attribute(link, 'lang'))).toEqual([undefined])
    const own = parsePage(articlePage(article))
    expect(attribute(select(own, 'h1')[0], 'lang')).toBeUndefined()
  })

  it('writes times for machines with the university’s offset', () => {
    const times = select(parsePage(articlePage(article)), 'time').map((time) => attribute(time, 'datetime'))
    expect(times).toContain('2026-03-12T14:42:56+05:00')
    const day = { value: '2023-10-12', precision: 'day', timeZone: 'Asia/Almaty' } as const
    const known = parsePage(articlePage({ ...article, published: day, more: [] }))
    expect(textOf(select(known, 'time')[0])).toBe('12\u00a0қазан 2023')
    expect(attribute(select(known, 'time')[0], 'datetime')).toBe('2023-10-12')
  })

  it('shows a picture once, and asks the university for it without saying who looks', () => {
    const inBody = { url: 'https://nura.example/a.jpg?a=1&b=2' }
    const bodyHtml = '<p><img src="https://nura.example/a.jpg?a=1&amp;b=2" alt=""></p>'
    const images = [inBody, { url: 'https://nura.example/b.jpg', width: 800, height: 600 }]
    const page = parsePage(articlePage({ ...article, bodyHtml, images }))
    const own = select(page, 'img').filter((img) => attribute(img, 'src')?.startsWith('https://'))
    expect(own.map((img) => attribute(img, 'src'))).toEqual(['https://nura.example/b.jpg', inBody.url])
    expect(attribute(own[0], 'referrerpolicy')).toBe('no-referrer')
    expect(attribute(own[0], 'loading')).toBe('lazy')
  })

  it('describes itself to machines as schema.org and Open Graph ask', () => {
    const page = parsePage(articlePage({ ...article, title: 'A </script><script>b' }))
    const [block] = select(page, 'script').filter((one) => attribute(one, 'type') === 'application/ld+json')
    expect(JSON.parse(textOf(block))).toMatchObject({
      '@type': 'NewsArticle',
      '@id': `urn:uuid:${article.id}`,
      headline: 'A </script><script>b',
      inLanguage: 'kk',
      datePublished: '2026-03-12T14:42:56+05:00',
      publisher: { '@type': 'CollegeOrUniversity', name: 'Нұра университеті' },
      creditText: 'Баспасөз қызметі',
      isBasedOn: article.url,
      workTranslation: [{ inLanguage: 'ru' }, { inLanguage: 'en' }],
      interactionStatistic: { userInteractionCount: 12_340 },
    })
    const properties = select(page, 'meta').flatMap((meta) => attribute(meta, 'property') ?? [])
    expect(properties).toEqual(expect.arrayContaining(['og:title', 'og:type', 'article:published_time']))
  })

  it('offers the feeds of its university', () => {
    const types = select(parsePage(articlePage(article)), 'link')
      .filter((link) => attribute(link, 'type')?.startsWith('application/'))
      .map((link) => attribute(link, 'href'))
    expect(types).toEqual(['/feeds/nura.rss', '/feeds/nura.atom', '/feeds/nura.json'])
  })
})

function linkTo(page: ParsedPage, relation: string): string | undefined {
  return attribute(
    select(page, 'link').find((link) => attribute(link, 'rel') === relation),
    'href',
  )
}
