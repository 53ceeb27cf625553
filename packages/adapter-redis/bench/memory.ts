/**
 * What the counts take of memory: an article never read, one read once, and each further view, reader by
 * reader. `node packages/adapter-redis/bench/memory.ts redis://127.0.0.1:6379 [articles]`. The Redis should
 * hold nothing else and serve nobody else; it is emptied of what the benchmark wrote.
 */
import { Redis } from 'ioredis'
import { openRedisViewCounter } from '../src/index.ts'

const [, , url = 'redis://127.0.0.1:6379', count = '50000'] = process.argv
const ARTICLES = Array.from({ length: Number(count) }, () => crypto.randomUUID())
const PREFIX = 'uniwire:views:'
const PER_CALL = 1_000
const NOON = Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`)
const redis = new Redis(url)

try {
  await using counter = await openRedisViewCounter({
    url,
    keyPrefix: PREFIX,
    now: () => NOON,
    timeoutMs: 60_000,
  })
  const read = (articles: readonly string[], views: number) => async () => {
    for (let n = 0; n < views; n += PER_CALL) {
      await counter.record(
        Array.from({ length: PER_CALL }, (_, m) => ({
          id: crypto.randomUUID(),
          article: articles[(n + m) % articles.length] ?? '',
          // As long as the visitors' ids of the service.
          visitor: `${n + m}`.padStart(22, '-'),
          at: new Date(NOON).toISOString(),
        })),
      )
    }
  }
  await grown('an article that was never read', ARTICLES.length, async () => {
    for (let n = 0; n < ARTICLES.length; n += PER_CALL) {
      await counter.seed(
        ARTICLES.slice(n, n + PER_CALL).map((article) => ({
          totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 },
          days: {},
        })),
      )
    }
  })
  await grown('and its first view', ARTICLES.length, read(ARTICLES, ARTICLES.length))
  await grown('each of 20 more views of the day', 20 * 2_000, read(ARTICLES.slice(0, 2_000), 20 * 2_000))
  await grown('each of 5,000 more views of the day', 20 * 5_000, read(ARTICLES.slice(0, 20), 20 * 5_000))
  await grown('of these, once the day is over', 1, async () => {
    for await (const keys of keysOf(`${PREFIX}{*}:visitors:*`)) await redis.unlink(keys)
    for await (const keys of keysOf(`${PREFIX}{*}:opened:*`)) await redis.unlink(keys)
  })
  await grown('of these, once the event ids are forgotten', 1, async () => {
    for await (const keys of keysOf(`${PREFIX}{*}:seen:*`)) await redis.unlink(keys)
  })
} finally {
  for await (const keys of keysOf(`${PREFIX}*`)) await redis.unlink(keys)
  redis.disconnect()
}

async function grown(what: string, units: number, work: () => Promise<void>): Promise<void> {
  const before = await usedBytes()
  await work()
  const bytes = ((await usedBytes()) - before) / units
  process.stdout.write(`${what}: ${Math.round(bytes)} bytes\n`)
  process.send?.({ what, unit: 'bytes', uniwire: bytes })
}

async function usedBytes(): Promise<number> {
  return Number(/used_memory_dataset:(\d+)/.exec(await redis.info('memory'))?.[1])
}

async function* keysOf(match: string): AsyncGenerator<string[]> {
  for await (const keys of redis.scanStream({ match, count: 1_000 })) {
    // `scanStream` is not typed; each of its items is a list of keys.
    const found = keys as string[]
    if (found.length > 0) yield found
  }
}
