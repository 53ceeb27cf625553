/** The npm libraries, each given what it can carry of the same articles. */
import { Feed } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import RSS from 'rss'
import { sampleHeader } from '../src/sample-feed.ts'
import { ENTRIES, UPDATED } from './articles.ts'

const { title, description, homeUrl, feedUrl } = sampleHeader('all', 'rss', UPDATED)

export function rssRss(): string {
  const feed = new RSS({
    title,
    description,
    site_url: homeUrl,
    feed_url: feedUrl,
    pubDate: new Date(UPDATED),
  })
  for (const entry of ENTRIES) {
    feed.item({
      title: entry.title,
      url: entry.url,
      guid: `urn:uuid:${entry.id}`,
      date: new Date(entry.published),
      author: entry.byline,
      categories: entry.categories,
      description: entry.summary,
      custom_elements: [{ 'content:encoded': { _cdata: entry.bodyHtml } }, { 'dc:language': entry.language }],
    })
  }
  return feed.xml()
}

export function feedRss(): string {
  return feedOf().rss2()
}

export function feedAtom(): string {
  return feedOf().atom1()
}

export function feedJson(): string {
  return feedOf().json1()
}

export function feedsmithRss(): string {
  const items = ENTRIES.map((entry) => ({
    title: entry.title,
    link: entry.url,
    guid: { value: `urn:uuid:${entry.id}`, isPermaLink: false },
    pubDate: new Date(entry.published),
    description: entry.summary ?? '',
    categories: entry.categories.map((name) => ({ name })),
    content: { encoded: entry.bodyHtml },
    dc: { creators: [entry.byline ?? ''], languages: [entry.language] },
  }))
  return generateRssFeed({ title, description, link: homeUrl, lastBuildDate: new Date(UPDATED), items })
}

export function feedsmithAtom(): string {
  const entries = ENTRIES.map((entry) => ({
    id: `urn:uuid:${entry.id}`,
    title: { value: entry.title },
    links: [{ href: entry.url, rel: 'alternate' }],
    published: new Date(entry.published),
    updated: new Date(entry.updated),
    authors: [{ name: entry.byline ?? '' }],
    categories: entry.categories.map((term) => ({ term })),
    summary: { value: entry.summary ?? '' },
    content: { value: entry.bodyHtml, type: 'html' },
  }))
  return generateAtomFeed({ id: feedUrl, title: { value: title }, updated: new Date(UPDATED), entries })
}

export function feedsmithJson(): string {
  const items = ENTRIES.map((entry) => ({
    id: `urn:uuid:${entry.id}`,
    url: entry.url,
    title: entry.title,
    content_html: entry.bodyHtml,
    date_published: new Date(entry.published),
    date_modified: new Date(entry.updated),
    tags: [...entry.categories],
    language: entry.language,
  }))
  return JSON.stringify(generateJsonFeed({ title, home_page_url: homeUrl, items }))
}

function feedOf(): Feed {
  const feed = new Feed({
    title,
    description,
    id: feedUrl,
    link: homeUrl,
    updated: new Date(UPDATED),
    copyright: '',
  })
  for (const entry of ENTRIES) {
    feed.addItem({
      title: entry.title,
      id: `urn:uuid:${entry.id}`,
      link: entry.url,
      date: new Date(entry.updated),
      published: new Date(entry.published),
      description: entry.summary ?? '',
      content: entry.bodyHtml,
      author: [{ name: entry.byline ?? '' }],
      category: entry.categories.map((name) => ({ name })),
    })
  }
  return feed
}
