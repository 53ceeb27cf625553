import type { FeedFormat } from '../feed-address.ts'
import type { FeedDatabase } from '../store/database.ts'
import type { ShownEntry } from '../store/feed-entries.ts'
import type { Fragment, FragmentSource } from './fragments.ts'

/** Readers and the services before them take no more of a feed; a hub sends all of it to everybody. */
export const MAX_FEED_BYTES = 1_000_000
/** Half of what the largest readers take of a document, and below what the W3C feed validator reads. */
export const MAX_ARCHIVE_PAGE_BYTES = 4_500_000

/**
 * Which of the entries are shown whole, in their order: as many of the first as there is room for, beside the
 * beginnings of the others. So the newest article comes whole, and most feeds are whole altogether.
 */
export function shownWhole(
  sizes: readonly { readonly whole: number; readonly short: number }[],
  room: number,
): readonly boolean[] {
  let left = room - sizes.reduce((sum, { short }) => sum + short, 0)
  return sizes.map(({ whole, short }) => {
    const more = whole - short
    if (more > Math.max(left, 0)) return false
    left -= more
    return true
  })
}

/** What of each entry is shown in a feed that has so many bytes for all of them. */
export function fitting(
  database: FeedDatabase,
  entries: readonly ShownEntry[],
  { format, fragments, room }: { format: FeedFormat; fragments: FragmentSource; room: number },
): readonly Fragment[] {
  const sizes = entries.map((entry) => fragments.sizes(database, entry)[format])
  const whole = (entry: ShownEntry) => fragments.get(database, entry)[format]
  if (sizes.reduce((sum, size) => sum + size, 0) <= room) return entries.map(whole)
  const short = entries.map((entry) => fragments.short(database, entry)[format])
  const shown = shownWhole(
    short.map(({ bytes }, n) => ({ whole: sizes[n] ?? 0, short: bytes.length })),
    room,
  )
  return short.map((fragment, n) => {
    const entry = entries[n]
    return shown[n] === true && entry !== undefined ? whole(entry) : fragment
  })
}

/** Bytes that a frame leaves to its entries. */
export function roomIn(
  { before, between, after }: { before: string; between: string; after: string },
  entries: number,
): number {
  return MAX_FEED_BYTES - Buffer.byteLength(before) - Buffer.byteLength(after) - between.length * entries
}
