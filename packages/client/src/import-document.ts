import type { ImportLine, ImportSummary } from '@uniwire/http-api'
import { UnreachableError } from './problem.ts'
import type { Connection } from './send.ts'
import { send } from './send.ts'

export interface ImportDocument {
  /** Opened again when the document is sent again. */
  readonly open: () => ReadableStream<Uint8Array>
  /** `application/x-ndjson`, `application/rss+xml`, `application/atom+xml` or `application/xml`, with its charset. */
  readonly contentType: string
}

export interface ImportOptions {
  /** `problems` leaves out the lines that went well. */
  readonly report?: 'full' | 'problems'
}

/** Sends again from the beginning while nothing was answered; throws RefusedError, UnreachableError. */
export async function* importDocument(
  connection: Connection,
  path: string,
  { open, contentType }: ImportDocument,
  { report = 'full' }: ImportOptions = {},
): AsyncGenerator<ImportLine | ImportSummary> {
  const headers = { Accept: 'application/x-ndjson, application/problem+json' }
  const response = await send(connection, {
    method: 'POST',
    path: `${path}?report=${report}`,
    body: open,
    contentType,
    headers,
  })
  let isWhole = false
  try {
    for await (const text of lines(response.body)) {
      // The lines are what the OpenAPI document says; the types are made from the same schemas.
      const entry = JSON.parse(text) as ImportLine | ImportSummary
      isWhole = 'summary' in entry
      yield entry
    }
  } catch (cause) {
    throw new UnreachableError(new URL(connection.baseUrl).origin, cause)
  }
  if (!isWhole) throw new UnreachableError(new URL(connection.baseUrl).origin, 'the report ended too early')
}

async function* lines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (body === null) return
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    rest += first
    for (const next of others) {
      if (rest !== '') yield rest
      rest = next
    }
  }
  if (rest !== '') yield rest
}
