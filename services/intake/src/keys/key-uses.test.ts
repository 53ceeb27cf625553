import { LogUnavailableError } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, startIntake } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Text.' }
const MINUTE_MS = 60_000

let intake: TestIntake
let key: string
beforeEach(async () => {
  intake = await startIntake()
  await intake.register('nura')
  await intake.register('altyn')
  key = await intake.issueKey('nura')
})
afterEach(() => intake[Symbol.asyncDispose]())

const use = async (at = intake, shown = key, slug = 'nura') =>
  (await at.call('PUT', `/${slug}/articles/1`, shown, ARTICLE)).status
const lastUsed = async (at = intake) => {
  const response = await at.call('GET', '/nura/keys', OPERATOR_KEY)
  // As the route's schema says.
  const { keys } = (await response.json()) as { keys: { lastUsedAt?: string }[] }
  return keys.map(({ lastUsedAt }) => lastUsedAt)
}

describe('the list of keys', () => {
  it('tells when each was used last, also by another process', async () => {
    const other = await intake.issueKey('nura')
    expect(await lastUsed()).toEqual([undefined, undefined])
    await use()
    await intake.clock.advance(MINUTE_MS)
    await use()
    expect(await lastUsed()).toEqual(['2026-11-22T10:01:00.000Z', undefined])
    {
      await using second = await startIntake({ beside: intake })
      await intake.clock.advance(MINUTE_MS)
      expect(await use(second, other)).toBe(200)
      expect(await lastUsed(second)).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-22T10:02:00.000Z'])
      await intake.clock.advance(MINUTE_MS)
      await use(second)
    }
    // What had not been written down yet was, when the other one stopped.
    expect(await lastUsed()).toEqual(['2026-11-22T10:03:00.000Z', '2026-11-22T10:02:00.000Z'])
  })

  it('counts no use of a key that was refused, nor on a path that is not its own', async () => {
    await use(intake, `${key.slice(0, -1)}x`)
    expect(await use(intake, key, 'altyn')).toBe(404)
    await intake.call('DELETE', `/nura/keys/${key.split('_')[1] ?? ''}`, OPERATOR_KEY)
    expect(await use()).toBe(401)
    expect(await lastUsed()).toEqual([undefined])
  })
})

describe('the uses of a key', () => {
  it('are written once in ten minutes, however often it is used, and only the newest is kept', async () => {
    for (const written of ['10:00', '10:10', '10:20']) {
      await use()
      const time = `2026-11-22T${written}:00.000Z`
      const kept = async () => (await intake.records('keyUses')).map(({ envelope }) => envelope.time)
      await expect.poll(kept, { timeout: 60_000 }).toEqual([time])
      for (let minute = 0; minute < 10; minute += 1) {
        for (let n = 0; n < 4; n += 1) await use()
        await intake.clock.advance(MINUTE_MS)
      }
      expect(await kept()).toEqual([time])
    }
    expect((await intake.records('keyUses')).map(({ sequence }) => sequence)).toEqual([3])
  })

  it('that cannot be written down keep nobody from writing', async () => {
    await using shaky = await startIntake({
      beside: intake,
      wrap: (log) =>
        log.stream === 'UNIWIRE_KEY_USES'
          ? { ...log, last: async () => Promise.reject(new LogUnavailableError('away')) }
          : log,
    })
    expect(await use(shaky)).toBe(201)
    await expect.poll(() => shaky.logged()).toContain('key-use-unwritten')
  })
})
