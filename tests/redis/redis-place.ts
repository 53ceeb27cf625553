import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import { addressOf } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'

/** Keys of one test, in a Redis that all tests of the file share. */
export interface RedisPlace extends AsyncDisposable {
  readonly url: string
  readonly cluster: boolean
  readonly keyPrefix: string
  /** Of the engine, or of a node; of one that is not ours, nothing. */
  restart(): Promise<void>
}

/** The Redis of `REDIS_URL`, or one of this file's own, which ends with it. */
export function sharedRedis(): () => Promise<RedisPlace> {
  const url = addressOf('redis')
  let starting: ReturnType<typeof startRedis> | undefined
  const ownEngine = () =>
    (starting ??= startRedis({ settings: { appendfsync: 'always', 'maxmemory-policy': 'noeviction' } }))
  afterAll(async () => {
    await (await starting)?.[Symbol.asyncDispose]()
  })
  return async () => {
    const engine = url === undefined ? await ownEngine() : { url, restart: () => Promise.resolve() }
    const keyPrefix = `test:${randomUUID()}:`
    return {
      url: engine.url,
      cluster: false,
      keyPrefix,
      restart: () => engine.restart(),
      [Symbol.asyncDispose]: () => deleteKeys(engine.url, keyPrefix),
    }
  }
}

async function deleteKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url)
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      // `scanStream` is not typed; each of its items is a list of keys.
      const found = keys as string[]
      if (found.length > 0) await redis.unlink(found)
    }
  } finally {
    redis.disconnect()
  }
}
