/** Entity tags of RFC 9110 §8.8.3, read leniently: a compressing proxy makes `W/"1"` or `"1-gzip"` of ours. */
export type TagList = '*' | readonly string[]

/** The opaque parts of an `If-Match` or `If-None-Match` header; `W/` and the quotes are left off. */
export function readTags(header: string): TagList {
  if (header.trim() === '*') return '*'
  return Array.from(header.matchAll(/(?:W\/)?"([^"]*)"/g), ([, opaque = '']) => opaque)
}

/** Weak comparison: what a cache asks. */
export function tagMatches(header: string, opaque: string): boolean {
  const tags = readTags(header)
  if (tags === '*') return true
  return tags.some((tag) => tag === opaque || tag.replace(/-(?:gzip|br|deflate|zstd)$/, '') === opaque)
}
