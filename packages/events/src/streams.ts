import type { ArticleId, KeyId, Slug } from '@uniwire/newsroom'
import { parseArticleId, parseSlug } from '@uniwire/newsroom'

/** The streams of log §1, as every engine declares them. */
export const STREAMS = {
  log: { name: 'UNIWIRE', subjects: ['article.>', 'university.>'], retention: { kind: 'forever' } },
  keys: { name: 'UNIWIRE_KEYS', subjects: ['key.>'], retention: { kind: 'forever' } },
  /** When each key was used last; the streams of log §1 have no place for what changes this often. */
  keyUses: { name: 'UNIWIRE_KEY_USES', subjects: ['used.>'], retention: { kind: 'last-per-subject' } },
  totals: { name: 'UNIWIRE_TOTALS', subjects: ['views.>'], retention: { kind: 'last-per-subject' } },
  /** Subscriptions of the hub and what they were sent: records of the syndicator, which alone reads them. */
  hub: { name: 'UNIWIRE_HUB', subjects: ['hub.>'], retention: { kind: 'last-per-subject' } },
  receipts: { name: 'UNIWIRE_RECEIPTS', subjects: ['receipt.>'], retention: { kind: 'days', days: 400 } },
  dead: { name: 'UNIWIRE_DEAD', subjects: ['dead.>', 'try.>'], retention: { kind: 'last-per-subject' } },
} as const

/** Subjects carry the article id, never the sourceId, which may hold `/`, `.` and `*`. */
export const articleSubject = (university: Slug, id: ArticleId): string => `article.${university}.${id}`
/** Every university, for whoever needs their names alone. */
export const UNIVERSITY_SUBJECTS = 'university.>'
export const universitySubject = (slug: Slug): string => `university.${slug}`
export const keySubject = (slug: Slug, id: KeyId): string => `key.${slug}.${id}`
export const keyUseSubject = (slug: Slug, id: KeyId): string => `used.${slug}.${id}`
/** `day` is a UTC day, `2026-11-22`. */
export const totalsSubject = (article: string, day: string): string => `views.${article}.${day}`
export const deadSubject = (projection: string, sequence: number): string => `dead.${projection}.${sequence}`
export const trySubject = (projection: string, sequence: number): string => `try.${projection}.${sequence}`

/** The address on an article's envelope; `undefined` when the subject is not an article's. */
export function readArticleSubject(
  subject: string,
): { readonly university: Slug; readonly id: ArticleId } | undefined {
  const [kind, slugText = '', idText = '', rest] = subject.split('.')
  const slug = parseSlug(slugText)
  const id = parseArticleId(idText)
  return kind === 'article' && rest === undefined && slug.ok && id !== undefined
    ? { university: slug.slug, id }
    : undefined
}
