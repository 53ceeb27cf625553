import type { OpmlOutline } from '@uniwire/feed'
import { FEED_RENDERER_DATE, NEWS_SITEMAP_MAX_URLS, renderNewsSitemap, renderOpml } from '@uniwire/feed'
import type { University } from '@uniwire/newsroom'
import { mainLanguage, nameLanguage } from '../faces.ts'
import type { FeedAddress } from '../feed-address.ts'
import { feedName, feedUrl } from '../feed-address.ts'
import { allFeedTexts, feedTexts } from '../feed-texts.ts'
import { instantMs, wholeSecond } from '../instant.ts'
import type { FeedDatabase } from '../store/database.ts'
import { publishedSince } from '../store/feed-entries.ts'
import { findFeed } from '../store/feeds.ts'
import { findUniversity, listUniversities } from '../store/universities.ts'
import type { Document } from './document.ts'
import { createDocument } from './document.ts'
import { readArticle } from './fragments.ts'

const XML = 'application/xml; charset=utf-8'
const DAY_MS = 86_400_000

/** Every feed that a reader may want to subscribe to; categories come and go and are left out, as is who is closed. */
export function renderSubscriptions(database: FeedDatabase, publicUrl: string): Document {
  const rows = listUniversities(database)
  const open = rows.filter(({ university }) => university.closed === undefined)
  const updatedMs = Math.max(instantMs(FEED_RENDERER_DATE), ...rows.map((row) => row.faceTimes.list))
  const all = {
    text: allFeedTexts.title,
    description: allFeedTexts.description,
    xmlUrl: feedUrl(publicUrl, { kind: 'all' }, 'rss'),
    htmlUrl: `${publicUrl}/`,
  }
  const document = renderOpml({
    title: allFeedTexts.subscriptions,
    updated: wholeSecond(updatedMs),
    outlines: [all, ...open.map(({ university }) => universityOutline(university, publicUrl))],
  })
  return createDocument({ mediaType: 'text/x-opml; charset=utf-8', body: Buffer.from(document) })
}

function universityOutline(university: University, publicUrl: string): OpmlOutline {
  const { slug, names, languages } = university
  const name = names[mainLanguage(university)]
  const htmlUrl = `${publicUrl}/universities/${slug}`
  const outline = (text: string, address: FeedAddress): OpmlOutline => ({
    text,
    xmlUrl: feedUrl(publicUrl, address, 'rss'),
    htmlUrl,
  })
  return {
    text: name,
    outlines: [
      outline(name, { kind: 'university', university: slug }),
      ...languages.map((language) => ({
        ...outline(`${names[nameLanguage(language)]} (${feedTexts[language].language})`, {
          kind: 'language',
          university: slug,
          language,
        }),
        language,
      })),
    ],
  }
}

/**
 * Google News takes articles of the last two days: these are today's and yesterday's, by the UTC day of
 * the caller's clock. So the bytes follow the articles and that day, and nothing else.
 */
export function renderNews(database: FeedDatabase, now: string): Document {
  const yesterdayMs = (Math.floor(Date.parse(now) / DAY_MS) - 1) * DAY_MS
  const all = findFeed(database, feedName({ kind: 'all' }))
  const recent = all === undefined ? [] : publishedSince(database, all.id, yesterdayMs, NEWS_SITEMAP_MAX_URLS)
  const entries = recent.map((entry) => {
    const article = readArticle(database, entry)
    const university = findUniversity(database, article.university)?.university
    return {
      url: article.pageUrl,
      title: article.title,
      publication: university?.names[nameLanguage(article.language)] ?? article.university,
      language: article.language,
      published: new Date(entry.publishedMs).toISOString(),
    }
  })
  return createDocument({ mediaType: XML, body: Buffer.from(renderNewsSitemap(entries)) })
}
