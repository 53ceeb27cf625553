import { MAX_PAGE_RECORDS } from '@uniwire/ports'
import type { Delivery } from '@uniwire/ports'
import { integer } from '../sqlite/columns.ts'
import { MAX_PAGE_BYTES, readPage, RECORD_COLUMNS, toRecord } from './read-page.ts'
import { lastSequence } from './stream.ts'
import type { Stream } from './stream.ts'

/** A named consumer of a stream; its rows in `leases` are what was delivered and is not settled. */
export interface Consumer {
  readonly id: number
  readonly stream: Stream
  readonly ackWaitMs: number
}

export function openConsumer(stream: Stream, name: string, ackWaitMs: number): Consumer {
  const { database } = stream
  database.statement('INSERT OR IGNORE INTO consumers (stream, name) VALUES (?, ?)').run(stream.id, name)
  const row = database
    .statement('SELECT id FROM consumers WHERE stream = ? AND name = ?')
    .get(stream.id, name)
  return { id: integer(row ?? {}, 'id'), stream, ackWaitMs }
}

/** In a transaction. */
export function forgetConsumer({ database, id }: Stream, name: string): void {
  const own = 'SELECT id FROM consumers WHERE stream = ? AND name = ?'
  database.statement(`DELETE FROM leases WHERE consumer IN (${own})`).run(id, name)
  database.statement('DELETE FROM consumers WHERE stream = ? AND name = ?').run(id, name)
}

/** In a transaction: what is due again, then what is new. Leases everything it returns. */
export function lease(consumer: Consumer, max: number): readonly Delivery[] {
  const limit = Math.min(max, MAX_PAGE_RECORDS)
  const again = leaseAgain(consumer, limit)
  const bytes = again.reduce((sum, { record }) => sum + record.payload.length, 0)
  return again.length === limit || bytes > MAX_PAGE_BYTES
    ? again
    : [...again, ...leaseNew(consumer, limit - again.length)]
}

function leaseAgain(consumer: Consumer, limit: number): readonly Delivery[] {
  const { database, table, now } = consumer.stream
  const deliveries: Delivery[] = []
  let bytes = 0
  const due = database
    .statement(
      `SELECT ${RECORD_COLUMNS}, attempt FROM leases JOIN ${table} USING (sequence)
       WHERE consumer = ? AND due <= ? ORDER BY sequence LIMIT ?`,
    )
    .iterate(consumer.id, now(), limit)
  for (const row of due) {
    const record = toRecord(row)
    bytes += record.payload.length
    if (deliveries.length > 0 && bytes > MAX_PAGE_BYTES) break
    deliveries.push({ record, attempt: integer(row, 'attempt') + 1 })
  }
  const renew = database.statement(
    'UPDATE leases SET attempt = attempt + 1, due = ? WHERE consumer = ? AND sequence = ?',
  )
  for (const { record } of deliveries) renew.run(now() + consumer.ackWaitMs, consumer.id, record.sequence)
  return deliveries
}

function leaseNew(consumer: Consumer, limit: number): readonly Delivery[] {
  const { database, now } = consumer.stream
  const page = readPage(consumer.stream, { after: cursorOf(consumer), limit })
  if (page.records.length === 0) return []
  const insert = database.statement(
    'INSERT INTO leases (consumer, sequence, attempt, due) VALUES (?, ?, 1, ?)',
  )
  for (const { sequence } of page.records) insert.run(consumer.id, sequence, now() + consumer.ackWaitMs)
  database.statement('UPDATE consumers SET cursor = ? WHERE id = ?').run(page.position, consumer.id)
  return page.records.map((record) => ({ record, attempt: 1 }))
}

export function settle(consumer: Consumer, sequences: readonly number[]): void {
  const remove = consumer.stream.database.statement('DELETE FROM leases WHERE consumer = ? AND sequence = ?')
  for (const sequence of sequences) remove.run(consumer.id, sequence)
}

/** What is settled already stays settled. */
export function postpone(consumer: Consumer, sequences: readonly number[], delayMs: number): void {
  const { database, now } = consumer.stream
  const move = database.statement('UPDATE leases SET due = ? WHERE consumer = ? AND sequence = ?')
  for (const sequence of sequences) move.run(now() + delayMs, consumer.id, sequence)
}

/** When the next delivery falls due again; `undefined` when none is out. */
export function nextDue(consumer: Consumer): number | undefined {
  const row = consumer.stream.database
    .statement('SELECT min(due) AS due FROM leases WHERE consumer = ?')
    .get(consumer.id)
  return row === undefined || row['due'] === null ? undefined : integer(row, 'due')
}

export function ackFloor(consumer: Consumer): number {
  const { database, table } = consumer.stream
  const [out, next] = [
    database.statement('SELECT min(sequence) AS first FROM leases WHERE consumer = ?').get(consumer.id),
    database
      .statement(`SELECT min(sequence) AS first FROM ${table} WHERE sequence > ? AND erased = 0`)
      .get(cursorOf(consumer)),
  ]
  for (const row of [out, next]) {
    if (row !== undefined && row['first'] !== null) return integer(row, 'first') - 1
  }
  return lastSequence(consumer.stream)
}

function cursorOf(consumer: Consumer): number {
  const row = consumer.stream.database.statement('SELECT cursor FROM consumers WHERE id = ?').get(consumer.id)
  return integer(row ?? {}, 'cursor')
}
