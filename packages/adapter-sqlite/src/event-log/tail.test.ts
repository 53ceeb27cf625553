import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventLog, NewRecord } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import { groupCommit } from '../sqlite/group-commit.ts'
import { append, appendBatch } from './append.ts'
import { erase } from './erase.ts'
import { openEventLogs } from './open-event-logs.ts'
import { readPage } from './read-page.ts'
import type { PageQuery } from './read-page.ts'
import { prepareLog } from './schema.ts'
import { lastSequence, openStream } from './stream.ts'
import type { Stream } from './stream.ts'

const SPEC = { name: 'NEWS', subjects: ['a.>', 'b.>'], retention: { kind: 'forever' } } as const
let events = 0

function record(subject: string, expected = 0): NewRecord {
  events += 1
  const id = `event-${events}`
  const envelope = { id, source: 's', type: 't', time: '2024-09-02T06:00:00Z', schema: 1, actor: 'k' }
  return { subject, expected, envelope, payload: JSON.stringify({ events }) }
}

function streamOver(database: ReturnType<typeof openDatabase>): Stream {
  prepareLog(database, () => 'generation')
  const commits = groupCommit(database)
  return openStream(SPEC, { database, commits, now: () => 0, closing: new AbortController().signal })
}

/** The same page, from the file. */
function readFromFile(stream: Stream, query: PageQuery) {
  return readPage({ ...stream, tail: { ...stream.tail, page: () => undefined } }, query)
}

describe('the newest records, kept in memory', () => {
  it('are those of the file, whatever was appended, refused, rolled back and erased, and whoever asks', async () => {
    const subject = fc.constantFrom('a.1', 'a.2', 'a.3', 'b.1')
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), subject }),
      fc.record({ kind: fc.constant('batch' as const), subjects: fc.uniqueArray(subject, { minLength: 1 }) }),
      fc.record({ kind: fc.constant('erase' as const), subject, before: fc.nat(30) }),
      fc.record({ kind: fc.constant('rolled back' as const), subject }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        async (turns) => {
          using database = openDatabase(':memory:', { synchronous: 'FULL' })
          const stream = streamOver(database)
          const last = new Map<string, number>()
          for (const turn of turns) {
            // All of one turn share a transaction; a name that two of them use is a conflict for the second.
            const running = turn.map(async (each) => {
              if (each.kind === 'erase') return erase(stream, each.subject, each.before)
              if (each.kind === 'batch') {
                return appendBatch(
                  stream,
                  each.subjects.map((name) => record(name, last.get(name) ?? 0)),
                )
              }
              if (each.kind === 'append')
                return append(stream, record(each.subject, last.get(each.subject) ?? 0))
              return stream.commits.run(() => {
                stream.tail.added([lastSequence(stream) + 1], [record(each.subject)])
                throw new Error('rolled back')
              })
            })
            await Promise.allSettled(running)
            for (const { sequence, subject: name } of readFromFile(stream, { after: 0, limit: 500 }).records)
              last.set(name, sequence)
            for (let after = 0; after <= lastSequence(stream) + 1; after += 1) {
              for (const query of [
                { after, limit: 500 },
                { after, limit: 2 },
                { after, limit: 3, subject: 'a.>' },
              ])
                expect(readPage(stream, query)).toEqual(readFromFile(stream, query))
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are bounded, and the older ones come from the file', async () => {
    using database = openDatabase(':memory:', { synchronous: 'FULL' })
    const stream = streamOver(database)
    for (let n = 0; n < 4; n += 1) {
      await appendBatch(
        stream,
        Array.from({ length: 400 }, (_, place) => record(`a.${n * 400 + place}`)),
      )
    }
    const asked = { lastSequence: () => lastSequence(stream), limit: 500 }
    expect(stream.tail.page({ ...asked, after: 0 })).toBeUndefined()
    expect(stream.tail.page({ ...asked, after: 1_590 })?.records).toHaveLength(10)
    expect(readPage(stream, { after: 0, limit: 500 }).records).toHaveLength(500)
  })

  it('are forgotten when another process has changed the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uniwire-tail-'))
    try {
      const open = () =>
        openEventLogs({ file: join(folder, 'log.db'), now: () => 0, newId: () => crypto.randomUUID() })
      await using mine = await open()
      await using others = await open()
      const [log, other] = [await mine.open(SPEC), await others.open(SPEC)]
      await log.append(record('a.1'))
      await log.append(record('a.2'))
      await other.erase('a.1', 2)
      expect(await subjects(log)).toEqual(['a.2'])
      await other.append(record('a.3'))
      await log.append(record('a.4'))
      expect(await subjects(log)).toEqual(['a.2', 'a.3', 'a.4'])
      await other.erase('a.4', 100)
      expect(await subjects(log)).toEqual(['a.2', 'a.3'])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

async function subjects(log: EventLog): Promise<readonly string[]> {
  return (await log.read({ after: 0, limit: 500 })).records.map(({ subject }) => subject)
}
