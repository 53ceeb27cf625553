import type { Checkpoint } from '@uniwire/ports'
import { text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import { write } from './writing.ts'

type MetaName = 'schema_version' | 'index_id' | 'checkpoint' | 'purge'

export function readMeta(database: Database, name: MetaName): string | undefined {
  const row = database.statement('SELECT value FROM meta WHERE name = ?').get(name)
  return row === undefined ? undefined : text(row, 'value')
}

export function writeMeta(database: Database, name: MetaName, value: string): void {
  write(database, 'INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, value)
}

export function readCheckpoint(database: Database): Checkpoint | undefined {
  const stored = readMeta(database, 'checkpoint')
  // Written by `writeCheckpoint` alone.
  return stored === undefined ? undefined : (JSON.parse(stored) as Checkpoint)
}

export function writeCheckpoint(database: Database, checkpoint: Checkpoint): void {
  const { generation, position, eventId, analyser } = checkpoint
  writeMeta(database, 'checkpoint', JSON.stringify({ generation, position, eventId, analyser }))
}
