import { checkSubject, LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import { integer } from '../sqlite/columns.ts'
import { RECORD_COLUMNS } from './read-page.ts'
import { settleHole } from './holes.ts'
import type { Stream } from './stream.ts'

/**
 * Destroys the payloads of the subject's records before `beforeSequence`, in the file and in the WAL, and
 * makes the records holes. Rejects with `LogUnavailableError` when the WAL could not be emptied; the
 * records are holes by then, and repeating the call empties it.
 */
export async function erase(stream: Stream, subject: string, beforeSequence: number): Promise<number> {
  checkSubject(stream.spec, subject)
  if (!Number.isSafeInteger(beforeSequence)) throw new LogMisuseError(`${beforeSequence} is no sequence`)
  const erased = await stream.commits
    .run(() => eraseRecords(stream, subject, beforeSequence))
    .catch((cause: unknown) => {
      throw new LogUnavailableError(`${stream.spec.name}: nothing was erased`, { cause })
    })
  emptyWal(stream)
  return erased
}

function emptyWal({ spec, database }: Stream): void {
  let cause: unknown = 'another reader is in the way'
  try {
    if (database.checkpoint('TRUNCATE')) return
  } catch (error) {
    cause = error
  }
  throw new LogUnavailableError(`${spec.name}: the bytes are still in the write-ahead log`, { cause })
}

function eraseRecords(stream: Stream, subject: string, beforeSequence: number): number {
  const { database, table } = stream
  const sequences = database
    .statement(`SELECT sequence FROM ${table} WHERE subject = ? AND sequence < ? AND erased = 0`)
    .all(subject, beforeSequence)
    .map((row) => integer(row, 'sequence'))
  // As many zeros as there were bytes: the row is overwritten where it is and none of its page moves.
  const overwrite = database.statement(
    `UPDATE ${table} SET erased = 1, payload = zeroblob(octet_length(payload)) WHERE sequence = ?`,
  )
  for (const sequence of sequences) {
    overwrite.run(sequence)
    settleHole(stream, sequence)
  }
  stream.tail.forget()
  if (sequences.length > 0 && stream.spec.retention.kind !== 'forever') rewrite(stream)
  return sequences.length
}

/**
 * Retention deletes rows, and a page that has lost some is merged with its neighbours, whose records leave
 * copies behind (see schema.ts). Such a stream is written anew: pages given back are zeroed whole.
 */
function rewrite({ database, table }: Stream): void {
  const columns = `${RECORD_COLUMNS}, stored_at, erased`
  database.exec(`
    CREATE TABLE rewritten AS SELECT ${columns} FROM ${table} WHERE erased = 0 ORDER BY sequence;
    DELETE FROM ${table};
    INSERT INTO ${table} (${columns}) SELECT ${columns} FROM rewritten ORDER BY sequence;
    DROP TABLE rewritten;
  `)
}
