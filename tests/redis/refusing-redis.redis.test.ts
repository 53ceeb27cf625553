import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import type { ViewCounter } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { recordUntilCounted } from './until-counted.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })

/** A folder of this name makes every snapshot fail. */
const SNAPSHOT = 'in-the-way'

interface Refusal {
  readonly reply: string
  begin(admin: Redis, engine: Engine): Promise<unknown>
  end(admin: Redis): Promise<unknown>
}

const REFUSALS: readonly Refusal[] = [
  {
    reply: 'OOM',
    begin: (admin) => admin.config('SET', 'maxmemory', '1'),
    end: (admin) => admin.config('SET', 'maxmemory', '0'),
  },
  {
    reply: 'READONLY',
    // Of a primary that is not there, so it keeps what it has.
    begin: (admin) => admin.replicaof('127.0.0.1', 1),
    end: (admin) => admin.replicaof('NO', 'ONE'),
  },
  {
    reply: 'MISCONF',
    async begin(admin, engine) {
      mkdirSync(join(engine.folder, 'data', SNAPSHOT))
      await admin.config('SET', 'save', '3600 1')
      await admin.bgsave()
      await waitUntil('a failed snapshot', async () =>
        (await admin.info('persistence')).includes('rdb_last_bgsave_status:err'),
      )
    },
    end: (admin) => admin.config('SET', 'stop-writes-on-bgsave-error', 'no'),
  },
]

describe.runIf(isHere).each(REFUSALS)('a Redis that answers $reply', (refusal) => {
  it('is unavailable for what writes; nothing goes down, and nothing is done by halves', async () => {
    await using redis = await startRedis({ settings: { dbfilename: SNAPSHOT } })
    const admin = new Redis(redis.url)
    try {
      await using counter = await openRedisViewCounter({ url: redis.url, now })
      await begin(counter, 'A', 'B')
      await counter.record([view('1'), view('2', { article: 'B' }), view('3', { rejected: 'robot' })])
      const before = await allOf(counter)

      await refusal.begin(admin, redis)
      const views = [
        view('4'),
        view('5', { article: 'B' }),
        view('6', { visitor: '1', at: '2024-09-02T13:00:00Z' }),
      ]
      for (const write of [() => counter.record(views), () => begin(counter, 'C')]) {
        const error = await write().catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(EngineUnavailableError)
        expect(String(error)).toContain(refusal.reply)
      }
      expect(await readWhenConnected(counter)).toEqual(before)

      await refusal.end(admin)
      await recordUntilCounted(counter, views)
      expect(await counter.record(views)).toEqual(['duplicate', 'duplicate', 'duplicate'])
      expect(await totalsOf(counter, 'A')).toMatchObject({ live: 3, unique: 2, rejected: { robot: 1 } })
      expect(await totalsOf(counter, 'B')).toMatchObject({ live: 2, unique: 2 })
      expect(await counter.totals(['C'])).toEqual([undefined])
    } finally {
      admin.disconnect()
    }
  })
})

/** READONLY makes the counter connect anew: a call may come in between. */
function readWhenConnected(counter: ViewCounter) {
  return waitUntil('an answer', () => allOf(counter).catch(() => undefined))
}

async function allOf(counter: ViewCounter) {
  return {
    totals: await counter.totals(['A', 'B', 'C']),
    unsettled: await counter.unsettled(10),
    mostRead: await counter.mostRead({ windowHours: 24, at: '2024-09-02T14:00:00Z', limit: 5 }),
  }
}
