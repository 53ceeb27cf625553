import { describe, expect, it } from 'vitest'
import { checkBatch, checkRecord } from './check-records.ts'
import { LogMisuseError } from './errors.ts'
import { MAX_BATCH_RECORDS, MAX_PAYLOAD_BYTES } from './log-record.ts'
import type { NewRecord, StreamSpec } from './log-record.ts'

const NEWS: StreamSpec = { name: 'UNIWIRE', subjects: ['article.>'], retention: { kind: 'forever' } }
const ENVELOPE = {
  id: '1',
  source: '/intake',
  type: 'article.published',
  time: '2024-09-02T06:00:00Z',
  schema: 1,
}
const RECORD: NewRecord = { subject: 'article.kaznu.1', expected: 0, envelope: ENVELOPE, payload: '{}' }

describe('a record', () => {
  it('is taken up to the size of a payload in UTF-8, and no larger', () => {
    const largest = `"${'ә'.repeat((MAX_PAYLOAD_BYTES - 2) / 2)}"`
    expect(() => checkRecord(NEWS, { ...RECORD, payload: largest })).not.toThrow()
    expect(() => checkRecord(NEWS, { ...RECORD, payload: `${largest} ` })).toThrow(LogMisuseError)
  })

  it.each<[string, Partial<NewRecord>]>([
    ['a subject of another stream', { subject: 'key.kaznu.1' }],
    ['no sequence to expect', { expected: -1 }],
    ['half a sequence', { expected: 0.5 }],
    ['no schema', { envelope: { ...ENVELOPE, schema: Number.NaN } }],
    ['half a character in its payload', { payload: '"\uD800"' }],
    ['half a character in its envelope', { envelope: { ...ENVELOPE, id: '\uDC00' } }],
  ])('with %s is refused before anything is written', (_, part) => {
    expect(() => checkRecord(NEWS, { ...RECORD, ...part })).toThrow(LogMisuseError)
    expect(() => checkBatch(NEWS, [RECORD, { ...RECORD, subject: 'article.kaznu.2', ...part }])).toThrow(
      LogMisuseError,
    )
  })
})

describe('a batch', () => {
  const batch = (length: number) =>
    Array.from({ length }, (_, n) => ({ ...RECORD, subject: `article.kaznu.${n}` }))

  it('has a subject once and a bounded number of records', () => {
    expect(() => checkBatch(NEWS, batch(MAX_BATCH_RECORDS))).not.toThrow()
    expect(() => checkBatch(NEWS, batch(MAX_BATCH_RECORDS + 1))).toThrow(LogMisuseError)
    expect(() => checkBatch(NEWS, [RECORD, RECORD])).toThrow(LogMisuseError)
  })
})
