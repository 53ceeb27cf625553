/** Limits of what is received. Characters are Unicode code points, bytes are UTF-8. */
export const LIMITS = {
  /** An event of the log holds one whole article; NATS refuses 1 MB (see `MAX_PAYLOAD_BYTES`). */
  requestBytes: 1_000_000,
  /** A printed page carries its site's chrome, and HTML much more of it. */
  pageBytes: 2_000_000,
  /** A whole import; it is read as it comes, and never kept. */
  importBytes: 1_000_000_000_000,
  titleCharacters: 500,
  bodyBytes: 500_000,
  summaryCharacters: 2_000,
  bylineCharacters: 300,
  categories: 20,
  categoryCharacters: 100,
  images: 50,
  altCharacters: 1_000,
  urlCharacters: 2_000,
  groupCharacters: 200,
  nameCharacters: 300,
  reasonCharacters: 1_000,
  labelCharacters: 200,
  idempotencyKeyCharacters: 255,
  sourceIdCharacters: 200,
  momentCharacters: 64,
  timeZoneCharacters: 64,
  /** A list of entity tags. */
  tagsCharacters: 2_000,
  pixels: 1_000_000,
  /** Bytes of an image, views of an old site. */
  count: 1_000_000_000_000,
  queryCharacters: 1_000,
  viewIds: 100,
} as const
