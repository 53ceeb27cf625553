import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'

describe('openDatabase', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-sqlite-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const file = () => join(folder, 'some.db')
  it('writes ahead and syncs as asked', () => {
    for (const [synchronous, value] of [
      ['FULL', 2],
      ['NORMAL', 1],
    ] as const) {
      using database = openDatabase(file(), { synchronous })
      expect(database.statement('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
      expect(database.statement('PRAGMA synchronous').get()).toMatchObject({ synchronous: value })
      expect(database.statement('PRAGMA secure_delete').get()).toMatchObject({ secure_delete: 1 })
    }
  })

  it('keeps a committed transaction and rolls back one that throws', () => {
    using database = openDatabase(file(), { synchronous: 'FULL' })
    fill(database, 'kept')
    expect(() =>
      database.transaction(() => {
        database.statement('INSERT INTO words VALUES (?)').run('lost')
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(words(database)).toEqual(['kept'])
    fill(database, 'kept too')
    expect(words(database)).toEqual(['kept', 'kept too'])
  })

  it('leaves one whole file and no WAL when it closes', () => {
    const database = openDatabase(file(), { synchronous: 'NORMAL' })
    fill(database, 'kept')
    expect(statSync(`${file()}-wal`).size).toBeGreaterThan(0)
    database.close()
    database.close()
    expect(() => statSync(`${file()}-wal`)).toThrow('ENOENT')
    using again = openDatabase(file(), { synchronous: 'NORMAL' })
    expect(words(again)).toEqual(['kept'])
  })

  it('empties the WAL on demand and says when a reader is in the way', () => {
    using database = openDatabase(file(), { synchronous: 'NORMAL', busyTimeoutMs: 0 })
    fill(database, 'kept')
    using reader = openDatabase(file(), { synchronous: 'NORMAL', busyTimeoutMs: 0 })
    reader.exec('BEGIN')
    expect(words(reader)).toEqual(['kept'])
    fill(database, 'newer')
    expect(database.checkpoint('TRUNCATE')).toBe(false)
    reader.exec('COMMIT')
    expect(database.checkpoint('TRUNCATE')).toBe(true)
    expect(statSync(`${file()}-wal`).size).toBe(0)
  })

  it('moves the WAL into the file on a timer', async () => {
    using database = openDatabase(file(), { synchronous: 'NORMAL', checkpointEveryMs: 5 })
    fill(database, 'kept')
    const before = statSync(file()).size
    await vi.waitFor(() => expect(statSync(file()).size).toBeGreaterThan(before), { timeout: 10_000 })
  })

  it('reports a failing timer instead of ending the process', async () => {
    const errors: unknown[] = []
    using database = openDatabase(file(), {
      synchronous: 'NORMAL',
      checkpointEveryMs: 5,
      onError: (error) => errors.push(error),
    })
    database.exec('BEGIN IMMEDIATE; CREATE TABLE busy (x)')
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), { timeout: 10_000 })
    database.exec('ROLLBACK')
  })

  it('opens in memory', () => {
    using database = openDatabase(':memory:', { synchronous: 'FULL' })
    fill(database, 'kept')
    expect(database.checkpoint('TRUNCATE')).toBe(true)
    expect(words(database)).toEqual(['kept'])
  })

  it('refuses a file that is no database', () => {
    expect(() => openDatabase(folder, { synchronous: 'FULL' })).toThrow('unable to open')
  })
})

function fill(database: Database, text: string): void {
  database.exec('CREATE TABLE IF NOT EXISTS words (word TEXT)')
  database.transaction(() => database.statement('INSERT INTO words VALUES (?)').run(text))
}

function words(database: Database): readonly unknown[] {
  return database
    .statement('SELECT word FROM words')
    .all()
    .map((row) => row['word'])
}
