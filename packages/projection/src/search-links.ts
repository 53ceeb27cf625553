/** What articles have in common in the search index: the indexer writes it, the reader looks it up. */
const SAME_TEXT = 's:'
const TRANSLATION = 't:'

export function sameTextLink(band: string): string {
  return SAME_TEXT + band
}

/** Groups are of one university's own naming. */
export function translationLink(university: string, group: string): string {
  return `${TRANSLATION}${university}:${group}`
}

/** Bands make two articles candidates: whether they are one text is to be seen from their texts. */
export function linkKind(link: string): 'same-text' | 'translation' | undefined {
  if (link.startsWith(SAME_TEXT)) return 'same-text'
  return link.startsWith(TRANSLATION) ? 'translation' : undefined
}
