import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { EngineUnavailableError } from '@uniwire/ports'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { begin, now, totalsOf, view } from './views.ts'

const isHere = hasEngine('redis', { own: true })
const INFRA = join(import.meta.dirname, '../../infra/redis')
const PASSWORDS = { VIEWS: 'views:p@ss/word', OPERATOR: 'an operator' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe.runIf(isHere)('the Redis of infra/redis', () => {
  let folder = ''
  let redis: Engine
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-redis-users-'))
    const include = join(folder, 'users.conf')
    const users = Object.entries(PASSWORDS).reduce(
      (text, [name, password]) => text.replace(`${name}_PASSWORD_SHA256`, sha256(password)),
      readFileSync(join(INFRA, 'users.conf'), 'utf8'),
    )
    writeFileSync(include, users)
    redis = await startRedis({ configFile: join(INFRA, 'redis.conf'), settings: { include } })
  })
  afterAll(async () => {
    await redis[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  const as = (username: string, password: string) => ({
    url: redis.url,
    username,
    password,
    now,
    timeoutMs: 2_000,
  })

  it('lets the user of the views service do all that a counter does', async () => {
    await using counter = await openRedisViewCounter(as('views', PASSWORDS.VIEWS))
    await begin(counter, 'A', 'B')
    // More visitors than are counted one by one, so that every command of the scripts runs.
    const many = Array.from({ length: 600 }, (_, n) => view(`${n}`))
    await counter.record([...many, view('robot', { rejected: 'robot' }), view('reload', { visitor: '1' })])
    expect(await totalsOf(counter)).toMatchObject({ live: 600, rejected: { robot: 1, reload: 1 } })
    for (const windowHours of ['all', 24, 60 * 24] as const) {
      const query = { windowHours, at: '2024-09-02T13:00:00Z', limit: 1 }
      expect(await counter.mostRead(query)).toEqual([{ article: 'A', views: 600 }])
    }
    await counter.settle(await counter.unsettled(10))
    expect(await counter.unsettled(10)).toEqual([])
    const later = () => now() + 20 * 86_400_000
    await using weeksLater = await openRedisViewCounter({ ...as('views', PASSWORDS.VIEWS), now: later })
    expect(await weeksLater.record([view('later', { at: '2024-09-22T12:00:00Z' })])).toEqual(['counted'])
  })

  it('takes user and password from the address as well', async () => {
    const url = redis.url.replace('//', `//views:${encodeURIComponent(PASSWORDS.VIEWS)}@`)
    await using counter = await openRedisViewCounter({ url, now })
    await begin(counter, 'C')
    expect(await counter.record([view('1', { article: 'C' })])).toEqual(['counted'])
  })

  it('refuses that user what is not its own', async () => {
    const { username, password } = as('views', PASSWORDS.VIEWS)
    const client = new Redis(redis.url, { username, password })
    try {
      for (const [command, ...args] of [
        ['FLUSHALL'],
        ['FLUSHDB'],
        ['KEYS', '*'],
        ['SCAN', '0'],
        ['CONFIG', 'GET', '*'],
        ['ACL', 'LIST'],
        ['SHUTDOWN'],
        ['SCRIPT', 'FLUSH'],
        ['CLIENT', 'LIST'],
        ['MONITOR'],
        ['RANDOMKEY'],
        ['GET', 'uniwire:views:{v0}:queue'],
        ['HSET', 'another:key', 'a', 'b'],
        ['ZADD', 'uniwire:hub', '1', 'a'],
        ['EVAL', "return redis.call('HGET', 'another:key', 'a')", '0'],
        ['EVAL', "return redis.call('FLUSHALL')", '0'],
        ['PUBLISH', 'a', 'b'],
      ]) {
        const refused = await client.call(command ?? '', ...args).catch((error: unknown) => String(error))
        expect(refused, `${command} ${args.join(' ')}`).toMatch(
          /NOPERM|user executing the script can't (?:run|access)/,
        )
      }
    } finally {
      client.disconnect()
    }
  })

  it.each([
    ['a wrong password', 'views', 'a wrong password'],
    ['nobody', undefined, undefined],
  ])('lets %s do nothing, and no password stands in an error', async (_, username, password) => {
    const errors: unknown[] = []
    await using counter = await openRedisViewCounter({
      url: redis.url,
      username,
      password,
      now,
      timeoutMs: 500,
      onError: (error) => errors.push(error),
    })
    const error = await counter.totals(['A']).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EngineUnavailableError)
    expect(String(error)).toMatch(/WRONGPASS|NOAUTH/)
    expect(errors.length).toBeGreaterThan(0)
    expect(inspect([error, errors], { depth: 10, showHidden: true })).not.toContain('a wrong password')
  })
})
