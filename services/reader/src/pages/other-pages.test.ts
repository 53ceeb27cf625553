import { describe, expect, it } from 'vitest'
import { hits, siteAt } from './hits.fixture.ts'
import { homePage } from './home-page.ts'
import { attribute, parsePage, select, textOf } from './parsed-page.fixture.ts'
import { universityPage } from './university-page.ts'
import { home, university, withdrawn } from './views.fixture.ts'
import { withdrawnPage } from './withdrawn-page.ts'

const { mostRead: _, ...withoutMostRead } = home

describe('homePage', () => {
  it('hangs the news on the days of their universities', () => {
    const page = parsePage(homePage(home))
    expect(select(page, '.day').map((day) => textOf(day).trim().slice(0, 14))).toEqual([
      '12\u00a0наурыз 2026',
      '11\u00a0наурыз 2026',
      '10\u00a0наурыз 2026',
    ])
    expect(select(page, '.headline')).toHaveLength(hits.length)
  })

  it('shows a clock only where the hour is known', () => {
    const clocks = select(parsePage(homePage(home)), '.clock').map(textOf)
    expect(clocks).toEqual(['14:42', '10:10', '16:00', '09:30'])
  })

  it('marks headlines in another language, and says which', () => {
    const page = parsePage(homePage(home))
    expect(select(page, '.headline').map((link) => attribute(link, 'lang'))).toEqual([
      undefined,
      'ru',
      'en',
      'kk-Latn',
      undefined,
      'ru',
    ])
    expect(select(page, '.tongue').map(textOf)).toContain('қазақша, латын әліпбиі')
  })

  it('does without the most read', () => {
    expect(select(parsePage(homePage(home)), '.most-read')).toHaveLength(1)
    expect(select(parsePage(homePage(withoutMostRead)), '.most-read')).toHaveLength(0)
  })

  it('leads machines to its languages and feeds', () => {
    const links = select(parsePage(homePage(home)), 'link').map(
      (link) => `${attribute(link, 'hreflang') ?? attribute(link, 'type')} ${attribute(link, 'href')}`,
    )
    expect(links).toEqual(
      expect.arrayContaining([
        'kk https://uniwire.example/kk',
        'ru https://uniwire.example/ru',
        'en https://uniwire.example/en',
        'x-default https://uniwire.example/',
        'application/rss+xml /feeds/all.rss',
        'application/atom+xml /feeds/all.atom',
        'application/feed+json /feeds/all.json',
      ]),
    )
  })
})

describe('universityPage', () => {
  it('names the university, its site, its old names and its feeds', () => {
    const page = parsePage(universityPage(university))
    expect(textOf(select(page, 'h1')[0])).toBe('Nura University')
    expect(select(page, 'dd').map((one) => textOf(one).trim())).toEqual([
      'nura.example',
      'Nura Institute',
      'press@nura.example',
    ])
    const hrefs = select(page, 'a').map((link) => attribute(link, 'href'))
    expect(hrefs).toEqual(expect.arrayContaining(['/feeds/nura.rss', '/feeds/nura.atom', '/feeds/nura.json']))
  })

  it('searches within the university', () => {
    const [, kept] = select(parsePage(universityPage(university)), 'input')
    expect([attribute(kept, 'name'), attribute(kept, 'value')]).toEqual(['university', 'nura'])
  })
})

describe('withdrawnPage', () => {
  it('gives the reason and the time, and is kept out of search engines', () => {
    const markup = withdrawnPage(withdrawn)
    const page = parsePage(markup)
    expect(textOf(select(page, '.reason')[0])).toBe(withdrawn.reason)
    expect(select(page, 'time').map(textOf)).toEqual(['12\u00a0марта 2026, 10:10'])
    expect(markup.toString()).toContain('content="noindex"')
  })

  it('says that no reason was given rather than nothing', () => {
    const { reason: __, ...unexplained } = withdrawn
    expect(textOf(select(parsePage(withdrawnPage(unexplained)), '.reason')[0])).toBe('Причина не указана.')
  })

  it('tells nothing but the fact of an erased article', () => {
    const markup = withdrawnPage({ ...withdrawn, site: siteAt('/x', 'en'), status: 'erased' })
    expect(markup.toString()).not.toContain('награждённых')
    expect(textOf(select(parsePage(markup), 'h1')[0])).toBe('This article was erased')
  })
})
