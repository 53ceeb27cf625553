import { describe, expect, it } from 'vitest'
import { brokenRules } from './ninjs-rules.fixture.ts'
import type { NinjsArticle } from './to-ninjs.ts'
import { toNinjs } from './to-ninjs.ts'

const ID = '0b5b7a5e-4f0e-5a44-9d3f-6c5f0e1b2a3d'
const ARTICLE: NinjsArticle = {
  id: ID,
  uri: `urn:uuid:${ID}`,
  university: 'nura',
  sourceId: 'news/41',
  version: 2,
  status: 'published',
  title: 'Ice on the Nura',
  bodyHtml: '<p>Forty students.</p>',
  summary: 'A week on the river',
  language: 'kk-Latn',
  publishedAt: '2026-02-11T04:30:00Z',
  datePrecision: 'second',
  printedDate: '2026-02-11T09:30:00',
  timeZone: 'Asia/Almaty',
  byline: 'Press service',
  categories: ['Science', 'Ice'],
  images: [
    { url: 'https://nura.example/l.jpg', alt: 'Ice', width: 900, height: 600, type: 'image/jpeg', length: 5 },
    { url: 'https://nura.example/m.jpg' },
  ],
  translationGroup: 'ice',
  url: 'https://nura.example/news/41',
  pageUrl: `https://wire.example/articles/${ID}`,
  firstVisibleAt: '2026-02-11T04:31:07.120Z',
  revisedAt: '2026-02-12T04:31:07.120Z',
}
const NURA = {
  names: { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' },
  homepage: 'https://nura.example/',
  rights: 'CC BY 4.0',
}

describe('an article as ninjs', () => {
  it('keeps the rules of the specification, with and without what is optional', () => {
    const { summary: _s, byline: _b, translationGroup: _g, ...least } = ARTICLE
    expect(brokenRules(toNinjs(ARTICLE, NURA))).toEqual([])
    const day = { publishedAt: '2026-02-11', datePrecision: 'day' } as const
    expect(brokenRules(toNinjs({ ...least, ...day, images: [], categories: [] }, undefined))).toEqual([])
  })

  it('breaks them where a member is wrong, so that they are rules', () => {
    const item = toNinjs(ARTICLE, NURA)
    const wrong = {
      ...item,
      firstCreated: '2026-02-11',
      views: 3,
      associations: [{ renditions: [{ width: 1.5 }] }],
    }
    expect(brokenRules(wrong)).toEqual([
      '/firstCreated is no date-time',
      '/associations/0/name is missing',
      '/associations/0/uri is missing',
      '/associations/0/renditions/0/name is missing',
      '/associations/0/renditions/0/width is no integer',
      '/views is unknown',
    ])
  })

  it('says who published it, under which ids, and on which terms', () => {
    expect(toNinjs(ARTICLE, NURA)).toMatchObject({
      uri: ARTICLE.uri,
      version: '2',
      pubStatus: 'usable',
      firstCreated: ARTICLE.firstVisibleAt,
      versionCreated: ARTICLE.revisedAt,
      by: 'Press service',
      usageTerms: 'CC BY 4.0',
      infoSources: [{ name: NURA.names.kk, uri: NURA.homepage, literal: 'nura', role: 'originator' }],
      altIds: [
        { role: 'sourceId', value: 'news/41' },
        { role: 'url', value: ARTICLE.url },
        { role: 'pageUrl', value: ARTICLE.pageUrl },
        { role: 'translationGroup', value: 'ice' },
      ],
    })
  })

  it('gives Uniwire’s page not as the university’s address', () => {
    const { altIds } = toNinjs({ ...ARTICLE, url: ARTICLE.pageUrl }, NURA)
    expect(altIds.map(({ role }) => role)).toEqual(['sourceId', 'pageUrl', 'translationGroup'])
  })

  it('says no more of a date than is known, beside the hour that the format demands', () => {
    const day = toNinjs({ ...ARTICLE, publishedAt: '2026-02-11', datePrecision: 'day' }, NURA)
    expect(day.contentCreated).toBe('2026-02-11T07:00:00Z')
    expect(day.descriptions.at(-1)).toMatchObject({ role: 'publishedAt', value: '2026-02-11' })
    const minute = toNinjs({ ...ARTICLE, datePrecision: 'minute' }, NURA)
    expect(minute.descriptions.at(-1)).toMatchObject({ role: 'publishedAt', value: '2026-02-11T04:30Z' })
    expect(toNinjs(ARTICLE, NURA).descriptions.map(({ role }) => role)).toEqual(['summary'])
  })
})
