import { LogUnavailableError } from '@uniwire/ports'
import type { NewRecord } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { groupCommit } from '../sqlite/group-commit.ts'
import { append, appendBatch } from './append.ts'
import { prepareLog } from './schema.ts'
import { lastSequence, openStream } from './stream.ts'
import type { Stream } from './stream.ts'

/** The commit reaches the file, and its answer does not arrive. */
const answerLost: Database['transaction'] = () => {
  throw new Error('disk I/O error')
}

describe('append whose commit fails', () => {
  it('is stored when the log says so, and nothing is stored twice', async () => {
    using database = openDatabase(':memory:', { synchronous: 'FULL' })
    const stream = streamOver(database, (work) => {
      database.transaction(work)
      return answerLost(work)
    })
    expect(await append(stream, record('a.1'))).toEqual({ ok: true, sequence: 1 })
    expect(await appendBatch(stream, [record('a.2'), record('a.3')])).toEqual({ ok: true, sequences: [2, 3] })
    expect(lastSequence(stream)).toBe(3)
  })

  it('is unavailable when the log does not know it, for all of the group', async () => {
    using database = openDatabase(':memory:', { synchronous: 'FULL' })
    const stream = streamOver(database, answerLost)
    const outcomes = await Promise.allSettled([
      append(stream, record('a.1')),
      appendBatch(stream, [record('a.2'), record('a.3')]),
    ])
    expect(outcomes).toMatchObject([
      { reason: { code: 'log-unavailable', cause: { message: 'disk I/O error' } } },
      { reason: { code: 'log-unavailable' } },
    ])
    expect(lastSequence(stream)).toBe(0)
  })

  it('does not take the record of another for its own', async () => {
    using database = openDatabase(':memory:', { synchronous: 'FULL' })
    const healthy = streamOver(database, (work) => database.transaction(work))
    await append(healthy, record('a.1'))
    const failing = streamOver(database, answerLost)
    await expect(append(failing, record('a.1'))).rejects.toThrow(LogUnavailableError)
  })
})

function streamOver(database: Database, transaction: Database['transaction']): Stream {
  prepareLog(database, () => 'generation')
  const commits = groupCommit({ ...database, transaction })
  const spec = { name: 'NEWS', subjects: ['a.>'], retention: { kind: 'forever' } } as const
  return openStream(spec, { database, commits, now: () => 0, closing: new AbortController().signal })
}

function record(subject: string): NewRecord {
  const envelope = {
    id: crypto.randomUUID(),
    source: 's',
    type: 't',
    time: '2024-09-02T06:00:00Z',
    schema: 1,
  }
  return { subject, expected: 0, envelope, payload: '{}' }
}
