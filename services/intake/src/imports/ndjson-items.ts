import { isUtf8 } from 'node:buffer'
import { LIMITS } from '@uniwire/http-api'
import type { Problem } from '@uniwire/messages'
import type { ImportItem } from './item.ts'

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Each line of NDJSON that is not blank; a line that is too long is never kept. */
export async function* ndjsonItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportItem> {
  let line = 1
  let parts: Uint8Array[] = []
  let length = 0
  const take = (bytes: Uint8Array): void => {
    length += bytes.length
    if (length > LIMITS.requestBytes) parts = []
    else if (bytes.length > 0) parts.push(bytes)
  }
  const finish = (): ImportItem | undefined => {
    const item = itemOf(line, Buffer.concat(parts), length)
    parts = []
    length = 0
    line += 1
    return item
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, end))
      from = end + 1
      const item = finish()
      if (item !== undefined) yield item
    }
    take(chunk.subarray(from))
  }
  const last = finish()
  if (last !== undefined) yield last
}

function itemOf(line: number, received: Buffer, length: number): ImportItem | undefined {
  if (length > LIMITS.requestBytes)
    return broken(line, { code: 'body-too-large', maxBytes: LIMITS.requestBytes })
  const bytes =
    line === 1 && received.subarray(0, 3).equals(BYTE_ORDER_MARK) ? received.subarray(3) : received
  // Decoded leniently, it would be stored as U+FFFD.
  if (!isUtf8(bytes)) return broken(line, { code: 'malformed-json' })
  const text = bytes.toString('utf8')
  if (text.trim() === '') return undefined
  const input = parsed(text)
  if (input === undefined) return broken(line, { code: 'malformed-json' })
  return { kind: 'input', line, input, notes: [], size: length }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // An object that is no list has string members; what they are is checked later.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function broken(line: number, problem: Problem): ImportItem {
  return { kind: 'trouble', line, trouble: { kind: 'problem', problem } }
}
