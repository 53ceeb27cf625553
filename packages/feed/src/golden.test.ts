import { describe, expect, it } from 'vitest'
import {
  lintFeed,
  renderAtom,
  renderEntry,
  renderJsonFeed,
  renderNewsSitemap,
  renderOpml,
  renderRss,
  renderSitemap,
  renderSitemapIndex,
} from './index.ts'
import type { FeedEntry, FeedHeader } from './index.ts'
import { ENGLISH_ENTRIES, KAZAKH_ENTRIES, RUSSIAN_ENTRIES, sampleHeader, TOMBSTONES } from './sample-feed.ts'

const ALL = [...RUSSIAN_ENTRIES, ...KAZAKH_ENTRIES, ...ENGLISH_ENTRIES]
const UPDATED = '2026-05-02T11:00:00.500Z'
const ARCHIVE: Partial<FeedHeader> = {
  archive: true,
  prevArchiveUrl: 'https://wire.example.kz/feeds/all/archive/1.atom',
  nextArchiveUrl: 'https://wire.example.kz/feeds/all/archive/3.atom',
  currentUrl: 'https://wire.example.kz/feeds/all.atom',
}

const FEEDS: readonly (readonly [
  name: string,
  entries: readonly FeedEntry[],
  header: Partial<FeedHeader>,
])[] = [
  ['kk', KAZAKH_ENTRIES, { language: 'kk', title: 'Есіл университеті' }],
  ['ru', RUSSIAN_ENTRIES, { language: 'ru', title: 'Тобол & Ко', rights: '© «Тобол» <2026>' }],
  ['en', ENGLISH_ENTRIES, { language: 'en', title: 'Steppe Institute' }],
  ['all', ALL, {}],
  ['empty', [], { language: 'en' }],
]

const DOCUMENTS: Readonly<Record<string, readonly [document: string, contentType: string]>> = {
  ...Object.fromEntries(
    FEEDS.flatMap(([name, entries, header]) => {
      const fragments = entries.map(renderEntry)
      const make = (extension: 'rss' | 'atom' | 'json') => ({
        ...sampleHeader(name, extension, UPDATED),
        ...header,
      })
      return [
        [
          `${name}.rss`,
          [
            renderRss(
              make('rss'),
              fragments.map(({ rss }) => rss),
            ),
            'application/rss+xml; charset=utf-8',
          ],
        ],
        [
          `${name}.atom`,
          [
            renderAtom(
              make('atom'),
              fragments.map(({ atom }) => atom),
            ),
            'application/atom+xml; charset=utf-8',
          ],
        ],
        [
          `${name}.json`,
          [
            renderJsonFeed(
              make('json'),
              fragments.map(({ json }) => json),
            ),
            'application/feed+json',
          ],
        ],
      ]
    }),
  ),
  'withdrawn.atom': [
    renderAtom(sampleHeader('withdrawn', 'atom', UPDATED), [], TOMBSTONES),
    'application/atom+xml; charset=utf-8',
  ],
  'archive.atom': [
    renderAtom(
      { ...sampleHeader('archive', 'atom', UPDATED), ...ARCHIVE },
      ENGLISH_ENTRIES.map((entry) => renderEntry(entry).atom),
    ),
    'application/atom+xml; charset=utf-8',
  ],
  'feeds.opml': [
    renderOpml({
      title: 'Uniwire <университеттер> & feeds',
      updated: UPDATED,
      outlines: [
        {
          text: 'Uniwire',
          xmlUrl: 'https://wire.example.kz/feeds/all.atom',
          htmlUrl: 'https://wire.example.kz/',
        },
        {
          text: 'Тобольский университет «Наука & Жизнь» "2"',
          outlines: [
            {
              text: 'Русский',
              xmlUrl: 'https://wire.example.kz/feeds/tobol/ru.atom',
              htmlUrl: 'https://tobol.example.kz',
              description: 'x < y',
              language: 'ru',
            },
          ],
        },
      ],
    }),
    'text/x-opml; charset=utf-8',
  ],
  'sitemap.xml': [
    renderSitemap([
      { url: 'https://wire.example.kz/', updated: UPDATED },
      {
        url: 'https://wire.example.kz/universities/esil?q=a&b=ң',
        alternates: [
          { hreflang: 'kk', url: 'https://wire.example.kz/kk/universities/esil' },
          { hreflang: 'x-default', url: 'https://wire.example.kz/universities/esil' },
        ],
      },
      { url: 'not an address' },
    ]),
    'application/xml; charset=utf-8',
  ],
  'sitemap-index.xml': [
    renderSitemapIndex([{ url: 'https://wire.example.kz/sitemap/1.xml', updated: UPDATED }]),
    'application/xml; charset=utf-8',
  ],
  'news-sitemap.xml': [
    renderNewsSitemap(
      KAZAKH_ENTRIES.map(({ pageUrl, title, university, language, published }) => ({
        url: pageUrl,
        title,
        publication: university.name,
        language,
        published,
      })),
    ),
    'application/xml; charset=utf-8',
  ],
}

describe('the golden documents', () => {
  it.each(Object.entries(DOCUMENTS))('%s is rendered byte for byte', async (name, [document]) => {
    await expect(document).toMatchFileSnapshot(`../golden/${name}`)
  })

  it.each(Object.entries(DOCUMENTS))(
    '%s leaves nothing for the lint to say',
    (name, [document, contentType]) => {
      const url = /^(?:all|archive|empty|en|kk|ru|withdrawn)\./.test(name)
        ? `https://wire.example.kz/feeds/${name}`
        : `https://wire.example.kz/${name}`
      expect(lintFeed(document, { url, contentType, now: '2026-11-22T00:00:00Z' })).toEqual([])
    },
  )
})
