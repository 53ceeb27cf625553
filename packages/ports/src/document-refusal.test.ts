import { describe, expect, it } from 'vitest'
import { documentRefusal, isUsableId, MAX_ID_BYTES } from './document-refusal.ts'
import type { SearchableArticle } from './search-document.ts'

const STREAMS = { stem: 'a', key: 'a', exact: 'a' }
const ARTICLE: SearchableArticle = {
  kind: 'article',
  id: 'a',
  version: 1,
  university: 'kaznu',
  language: 'kk',
  categories: [{ key: 'news', label: 'News' }],
  publishedAt: '2024-09-02T06:00:00Z',
  day: '2024-09-02',
  firstSequence: 1,
  baselineViews: 0,
  title: STREAMS,
  body: STREAMS,
  source: '{}',
}

describe('a document', () => {
  it('is taken when every member is what it is said to be', () => {
    expect(documentRefusal(ARTICLE)).toBeUndefined()
    expect(documentRefusal({ kind: 'stub', id: 'a', version: 0, source: '' })).toBeUndefined()
  })

  it.each<[string, object]>([
    ['id', { id: '' }],
    ['version', { version: 1.5 }],
    ['source', { source: 7 }],
    ['university', { university: undefined }],
    ['language', { language: null }],
    ['categories', { categories: [null] }],
    ['publishedAt', { publishedAt: 'soon' }],
    ['day', { day: '2 September' }],
    ['day', { day: '2023-13-45' }],
    ['day', { day: '2023-02-30' }],
    ['firstSequence', { firstSequence: -1 }],
    ['baselineViews', { baselineViews: '5' }],
    ['links', { links: 'one' }],
    ['links', { links: [7] }],
    ['links', { links: ['\uD800'] }],
    ['links', { links: ['ж'.repeat(501)] }],
    ['title, body', { body: undefined }],
    ['characters', { source: 'x'.repeat(20 * 1024 * 1024) }],
  ])('is refused for its %s by a reason that says so', (named, part) => {
    expect(documentRefusal({ ...ARTICLE, ...part })).toContain(named)
  })
})

describe('an id', () => {
  it('is bounded in bytes, not in characters, and has no half of one', () => {
    expect(isUsableId('ә'.repeat(MAX_ID_BYTES / 2))).toBe(true)
    expect(isUsableId('ә'.repeat(MAX_ID_BYTES / 2 + 1))).toBe(false)
    expect(isUsableId('\uD800')).toBe(false)
  })
})
