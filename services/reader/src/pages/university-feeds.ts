import type { ContentLanguage, UniversityName } from './article-view.ts'
import { nameOf } from './article-view.ts'
import type { FeedLink } from './head.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'

/** What a page has to know of a university to offer its feeds. */
export interface WithFeeds extends UniversityName {
  /** It publishes no more: its feeds answer 410, or lead to its successor's. */
  readonly closed?: boolean
  /** Those that it publishes in. */
  readonly languages?: readonly ContentLanguage[]
}

/** The feed of everything first, then one for each language; of a university that is closed none. */
export function universityFeeds(site: SiteView, university: WithFeeds): readonly FeedLink[] {
  const { slug, closed, languages = [] } = university
  if (closed === true) return []
  const title = nameOf(site, university)
  const path = `/feeds/${encodeURIComponent(slug)}`
  const { contentLanguages } = words(site)
  return [
    { title, path },
    ...languages.map((language) => ({
      title: `${title}: ${contentLanguages[language]}`,
      path: `${path}/${language}`,
    })),
  ]
}
