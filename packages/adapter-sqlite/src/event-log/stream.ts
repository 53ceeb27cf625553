import { LogMisuseError } from '@uniwire/ports'
import type { StreamSpec } from '@uniwire/ports'
import type { Database } from '../sqlite/database.ts'
import type { GroupCommit } from '../sqlite/group-commit.ts'
import { integer, text } from '../sqlite/columns.ts'
import { arrivals } from './arrivals.ts'
import type { Arrivals } from './arrivals.ts'
import { createStreamTable } from './schema.ts'
import { openTail } from './tail.ts'
import type { Tail } from './tail.ts'

/** What every function on one stream needs. */
export interface Stream {
  readonly spec: StreamSpec
  /** Row in `streams`. */
  readonly id: number
  /** Table of its records. */
  readonly table: string
  readonly database: Database
  readonly commits: GroupCommit
  readonly arrivals: Arrivals
  readonly tail: Tail
  readonly now: () => number
  /** Aborted when the log closes. */
  readonly closing: AbortSignal
}

export type StreamContext = Pick<Stream, 'database' | 'commits' | 'now' | 'closing'>

/** Finds or creates the stream. Its kind of retention is for ever: a typing error must not drop records. */
export function openStream(spec: StreamSpec, context: StreamContext): Stream {
  const { database } = context
  const id = database.transaction(() => {
    database
      .statement('INSERT OR IGNORE INTO streams (name, retention) VALUES (?, ?)')
      .run(spec.name, spec.retention.kind)
    const row = database.statement('SELECT id, retention FROM streams WHERE name = ?').get(spec.name) ?? {}
    if (text(row, 'retention') !== spec.retention.kind) {
      throw new LogMisuseError(`${spec.name} is kept ${text(row, 'retention')}, not ${spec.retention.kind}`)
    }
    createStreamTable(database, tableOf(integer(row, 'id')))
    return integer(row, 'id')
  })
  return { ...context, spec, id, table: tableOf(id), arrivals: arrivals(), tail: openTail(database) }
}

/** Sequence of the newest record, also when that is gone. */
export function lastSequence(stream: Stream): number {
  const row = stream.database.statement('SELECT last FROM streams WHERE id = ?').get(stream.id)
  return integer(row ?? {}, 'last')
}

function tableOf(id: number): string {
  return `records_${id}`
}
