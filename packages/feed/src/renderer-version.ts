/** Raised whenever a renderer gives other bytes for the same input: stored fragments are then rendered anew. */
export const FEED_RENDERER_VERSION = 2

/** When that version was made: `Last-Modified` of a feed is never earlier (log §7). */
export const FEED_RENDERER_DATE = '2026-11-23T00:00:00Z'
