import type { FeedEntry } from '../src/index.ts'

export const UPDATED = '2026-11-21T10:00:00Z'

const SENTENCE =
  'Университет ғалымдары Қазақстанның оңтүстігінде жаңа зертхана ашты, ол туралы <a href="https://uni.example.kz/lab">толығырақ</a> &amp; қысқаша. '

export const ENTRIES: readonly FeedEntry[] = Array.from({ length: 50 }, (_, index) => entryOf(index))
/** The article that arrives. */
export const NEWEST: FeedEntry = entryOf(0)

function entryOf(index: number): FeedEntry {
  const time = new Date(Date.parse(UPDATED) - index * 3_600_000).toISOString()
  return {
    id: `0b7ac3b1-6f6f-5b0e-9f0d-${String(index).padStart(12, '0')}`,
    title: `Жаңалық № ${index}: «Ғылым & білім»`,
    url: `https://uni.example.kz/news/${index}`,
    pageUrl: `https://wire.example.kz/articles/${index}`,
    bodyHtml: `<p>${SENTENCE.repeat(4)}</p>\n`.repeat(4),
    summary: 'Қысқаша мазмұны: зертхана ашылды.',
    language: 'kk',
    published: time,
    updated: time,
    byline: 'Баспасөз қызметі',
    categories: ['Жаңалықтар', 'Ғылым'],
    images: [],
    university: { slug: 'uni', name: 'Үлгі университеті', homepage: 'https://uni.example.kz/' },
  }
}
