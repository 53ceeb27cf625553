/** One article as an output shows it. */
export interface Shown {
  readonly id: string
  readonly title: string
}

/** In the order of the document. */
export function entriesOf(document: string, format: 'atom' | 'rss' | 'json'): readonly Shown[] {
  if (format === 'json') {
    const { items } = JSON.parse(document) as { items: readonly Shown[] }
    return items.map(({ id, title }) => ({ id: bare(id), title }))
  }
  const [open, guid] = format === 'atom' ? ['<entry', /<id>([^<]+)<\/id>/] : ['<item', /<guid[^>]*>([^<]+)</]
  return document
    .split(open)
    .slice(1)
    .map((entry) => ({
      id: bare(guid.exec(entry)?.[1] ?? ''),
      title: /<title[^>]*>([^<]*)</.exec(entry)?.[1] ?? '',
    }))
}

/** What was deleted, as an Atom feed says it (RFC 6721). */
export function tombstonesOf(atom: string): readonly string[] {
  return [...atom.matchAll(/<at:deleted-entry ref="([^"]+)"/g)].map(([, ref = '']) => bare(ref))
}

/** When a feed says that it last changed. */
export function updatedOf(document: string, format: 'atom' | 'rss'): number {
  const pattern = format === 'atom' ? /<updated>([^<]+)</ : /<lastBuildDate>([^<]+)</
  return Date.parse(pattern.exec(document)?.[1] ?? '')
}

export function duplicates(ids: readonly string[]): readonly string[] {
  return ids.filter((id, place) => ids.indexOf(id) !== place)
}

const bare = (guid: string): string => guid.replace('urn:uuid:', '')
