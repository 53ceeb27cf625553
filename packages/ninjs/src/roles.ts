/** Roles that ninjs leaves to whoever writes it: what we write, and so read again. */
export const ROLES = {
  headline: 'main',
  summary: 'summary',
  alt: 'altText',
  /** A description: the date alone, where the hour or the second is not known; a ninjs time always has both. */
  publishedAt: 'publishedAt',
  /** Alternative ids. */
  sourceId: 'sourceId',
  url: 'url',
  translationGroup: 'translationGroup',
} as const

/** The first with the role; else the first without any; else, for what has one purpose only, the first. */
export function byRole<T extends { readonly role?: string | undefined }>(
  items: readonly T[],
  role: string,
): T | undefined {
  return items.find((item) => item.role === role) ?? items.find((item) => item.role === undefined)
}
