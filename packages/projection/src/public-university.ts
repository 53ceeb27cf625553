import type { University } from '@uniwire/newsroom'

/** A university as anyone sees it, with where to read it and where to subscribe: nowhere, once it is closed. */
export function toPublicUniversity(university: University, publicUrl: string) {
  const { requests: _kept, ...shown } = university
  const { slug, formerNames, languages, closed } = shown
  const feed = (format: string) => `${publicUrl}/feeds/${slug}.${format}`
  return {
    ...shown,
    formerNames: [...formerNames],
    languages: [...languages],
    pageUrl: `${publicUrl}/universities/${slug}`,
    ...(closed === undefined && { feeds: { rss: feed('rss'), atom: feed('atom'), json: feed('json') } }),
  }
}
