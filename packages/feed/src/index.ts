export type {
  EntryFragments,
  FeedEntry,
  FeedFrame,
  FeedHeader,
  FeedImage,
  FeedLanguage,
  FeedUniversity,
  Tombstone,
} from './model.ts'
export { FEED_RENDERER_DATE, FEED_RENDERER_VERSION } from './renderer-version.ts'
export { InvalidInstantError } from './instant.ts'
export { renderAtomEntry, renderEntry } from './render-entry.ts'
export { shortEntry } from './short-entry.ts'
export { renderRss, rssFrame } from './rss.ts'
export { atomFrame, renderAtom } from './atom.ts'
export { jsonFeedFrame, renderJsonFeed } from './json-feed.ts'
export { renderOpml } from './opml.ts'
export type { OpmlDocument, OpmlOutline } from './opml.ts'
export {
  NEWS_SITEMAP_MAX_URLS,
  renderNewsSitemap,
  renderSitemap,
  renderSitemapIndex,
  SITEMAP_FRAME,
  SITEMAP_MAX_URLS,
  sitemapUrls,
} from './sitemap.ts'
export type { NewsSitemapEntry, SitemapUrl } from './sitemap.ts'
export { lintFeed } from './lint/lint-feed.ts'
export type { Finding, FindingCode, FindingLevel, LintOptions } from './lint/finding.ts'
