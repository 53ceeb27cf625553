/** A university's permanent name in URLs: `[a-z0-9-]{2,63}`, never reused (contract §2). */
export type Slug = string & { readonly __brand: 'Slug' }

/** Words that would collide with paths of feeds and pages. */
const RESERVED: ReadonlySet<string> = new Set(['all', 'search', 'category', 'archive', 'kk', 'ru', 'en'])
const SHAPE = /^[a-z0-9-]{2,63}$/

export type SlugRefusal = 'shape' | 'reserved'

/** `reserved`: it would be read as another part of a path. */
export function parseSlug(
  text: string,
): { readonly ok: true; readonly slug: Slug } | { readonly ok: false; readonly reason: SlugRefusal } {
  if (!SHAPE.test(text)) return { ok: false, reason: 'shape' }
  if (RESERVED.has(text)) return { ok: false, reason: 'reserved' }
  // The two checks above are what the brand states.
  return { ok: true, slug: text as Slug }
}
