import { describe, expect, it } from 'vitest'
import { articlePage } from './article-page.ts'
import { universityPage } from './university-page.ts'
import { universityFeeds } from './university-feeds.ts'
import { article, university } from './views.fixture.ts'

describe('the feeds of a university', () => {
  const { slug } = university.university

  it('are offered by its page and by its articles’ pages, on its page for each language as well', () => {
    const page = String(
      universityPage({ ...university, university: { ...university.university, languages: ['kk', 'ru'] } }),
    )
    for (const feed of [slug, `${slug}/kk`, `${slug}/ru`]) {
      for (const format of ['rss', 'atom', 'json']) expect(page).toContain(`href="/feeds/${feed}.${format}"`)
    }
    const reading = String(articlePage(article))
    expect(reading).toContain(`href="/feeds/${article.university.slug}.rss"`)
  })

  it('are offered nowhere once it is closed', () => {
    const closed = { ...university.university, closed: true }
    expect(universityFeeds(university.site, closed)).toEqual([])
    expect(String(universityPage({ ...university, university: closed }))).not.toContain(`/feeds/${slug}`)
    const reading = String(articlePage({ ...article, university: { ...article.university, closed: true } }))
    expect(reading).not.toContain(`/feeds/${article.university.slug}`)
  })
})
