import type { EventType } from './schemas.ts'

/** What each event says, for the document of the log. */
export const EVENT_SUMMARIES: Readonly<Record<EventType, string>> = {
  'article.published': 'The first version of an article, visible at once or under an embargo.',
  'article.revised': 'A further version: its content is another one.',
  'article.released': 'The embargo ended; the article is visible from now on.',
  'article.withdrawn': 'The university took the article back, with a reason.',
  'article.restored': 'A withdrawal was undone: the same version again.',
  'article.aliased':
    'A further sourceId means an article; on the subject that the sourceId would have as one.',
  'article.erased':
    'The content was destroyed by law. Every earlier payload of the subject is a hole by then.',
  'baseline.observed': 'Views on the old site; no version, and no change of a feed.',
  'alias.added': 'The article has a further sourceId; no version, and no change of a feed.',
  'university.registered': 'The whole university, registered.',
  'university.changed': 'The whole university after a change; closing it is one.',
  'key.issued': 'A key, its secret as a hash.',
  'key.revoked': 'The same key, which opens nothing from now on.',
  'key.used': 'When a key opened something last.',
  'views.totalled': 'Views of an article and of one of its UTC days, as absolute values.',
  'letter.dead': 'An event that a projection could not apply.',
  'try.noted': 'Attempts at a suspicious event that began and did not end.',
}
