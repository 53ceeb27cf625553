import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventLog, StreamSpec } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEventLogs } from './open-event-logs.ts'

const FOREVER: StreamSpec = { name: 'NEWS', subjects: ['a.>'], retention: { kind: 'forever' } }
const NEWEST: StreamSpec = { name: 'HUB', subjects: ['a.>'], retention: { kind: 'last-per-subject' } }

/**
 * SQLite leaves copies behind when it moves rows between pages, `secure_delete` or not. With these seeds it
 * did when rows were deleted instead of overwritten, or when a stream with retention was not rewritten.
 */
const SEEDS = [4, 27]

describe('erase in a file', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-erase-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each(SEEDS.flatMap((seed) => [FOREVER, NEWEST].map((spec) => ({ seed, spec }))))(
    'leaves no copy of a record behind ($spec.name, $seed)',
    async ({ seed, spec }) => {
      await using logs = await openEventLogs({
        file: join(folder, 'log.db'),
        now: () => 0,
        newId: () => crypto.randomUUID(),
      })
      const log = await logs.open(spec)
      const random = numbers(seed)
      const lasts = await fill(log, random)
      const erased = new Set<number>()
      for (const [subject, last] of lasts) {
        if (random(2) === 0) continue
        const { records } = await log.read({ after: 0, limit: 500, subject })
        for (const { sequence } of records) erased.add(sequence)
        await log.erase(subject, last + 1)
      }
      expect(erased.size).toBeGreaterThan(10)
      expect(markersIn(folder).filter((n) => erased.has(n))).toEqual([])
    },
  )
})

/** Records of random sizes on random subjects, each holding a marker with its own sequence. */
async function fill(log: EventLog, random: (below: number) => number): Promise<Map<string, number>> {
  const lasts = new Map<string, number>()
  for (let sequence = 1; sequence <= 400; sequence++) {
    const subject = `a.${random(60)}`
    await log.append({
      subject,
      expected: lasts.get(subject) ?? 0,
      envelope: { id: `${sequence}`, source: 's', type: 't', time: '2024-09-02T06:00:00Z', schema: 1 },
      payload: `MARKER${sequence}; `.repeat(1 + random(120)),
    })
    lasts.set(subject, sequence)
  }
  return lasts
}

function markersIn(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'latin1').matchAll(/MARKER(\d+);/g)].map(([, digits]) =>
      Number(digits),
    ),
  )
}

/** Lehmer's generator: the same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}
