import { crc32 } from 'node:zlib'

/**
 * How many slots of a cluster the counts are spread over. Part of the stored form: another number finds
 * none of the keys again.
 */
export const SHARDS = 64

/**
 * Names of keys. Everything about an article, and the shard's rankings and queue beside it, carry one hash
 * tag, so one script changes all of them in one atomic step, in a cluster too: there is no second step
 * that a crash could leave out.
 */
export interface Layout {
  shardOf(article: string): number
  /** Sorted set `day + article` → turn: what waits to be settled. */
  queue(shard: number): string
  /** Sorted set article → counted views of all days. */
  allTime(shard: number): string
  /** Sorted set article → counted views of a UTC day, for the windows. */
  day(shard: number, day: string): string
  /** Sorted set article → counted views of an hour since 1970. */
  hour(shard: number, hour: number): string
  /**
   * Hash: `live`, `unique`, `revision`, `rejected` (JSON by reason); a UTC day → counted views of that day;
   * `c` and a UTC day → revision at that day's last change, while it waits to be settled;
   * `tidied`: when what is over was last forgotten; `late`, `lateUntil`: from when openings are kept, and
   * how long, because views come late.
   */
  article(article: string): string
  /** What the keys of the shard's articles begin with. */
  articles(shard: number): string
  /** Sorted set event id → when it was stored. */
  seen(article: string): string
  /** Sorted set visitor and day → when that visitor last opened the article on that day. */
  opened(article: string): string
  /** Hash: UTC day → what its visitors are hashed with. */
  readonly salts: string
  /** A set of digests while few, then a HyperLogLog. */
  visitors(article: string, day: string): string
}

/** `prefix`: in front of every key. Throws RangeError for one with braces: they would be the hash tag. */
export function createLayout(prefix: string): Layout {
  if (/[{}]/.test(prefix)) throw new RangeError(`a key prefix without braces: ${prefix}`)
  const shardOf = (article: string) => crc32(article) % SHARDS
  const tagged = Array.from({ length: SHARDS }, (_, shard) => `${prefix}{v${shard}}:`)
  const of = (shard: number, rest: string) => `${tagged[shard] ?? ''}${rest}`
  const ofArticle = (article: string, rest: string) => of(shardOf(article), `${rest}:${article}`)
  return {
    shardOf,
    queue: (shard) => of(shard, 'queue'),
    allTime: (shard) => of(shard, 'all'),
    day: (shard, day) => of(shard, `day:${day}`),
    hour: (shard, hour) => of(shard, `hour:${hour}`),
    article: (article) => ofArticle(article, 'article'),
    articles: (shard) => of(shard, 'article:'),
    seen: (article) => ofArticle(article, 'seen'),
    opened: (article) => ofArticle(article, 'opened'),
    salts: of(0, 'salts'),
    visitors: (article, day) => ofArticle(article, `visitors:${day}`),
  }
}

/** Collects the keys of one script call and tells their places, which begin with 1 in Lua. */
export interface KeyList {
  readonly keys: readonly string[]
  place(key: string): number
  /** Of a key that is not there yet: nothing is looked up. */
  add(key: string): number
}

export function createKeyList(): KeyList {
  const keys: string[] = []
  const places = new Map<string, number>()
  const add = (key: string) => keys.push(key)
  return {
    keys,
    add,
    place(key) {
      const known = places.get(key)
      if (known !== undefined) return known
      const place = add(key)
      places.set(key, place)
      return place
    },
  }
}

/** Parts of at most `size`, in order. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}
