import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import type { Document, Encoding } from '../documents/document.ts'
import { chooseEncoding } from './accept-encoding.ts'
import { isNotModified } from './not-modified.ts'

export interface AnswerContext {
  readonly cacheControl: string
  /** Last sequence of the log that the document contains. */
  readonly position: number
  readonly nowMs: number
  /** Since when the log does not answer. */
  readonly failingSinceMs: number | undefined
}

/** 200 or 304, in the form that the client takes; one tag per form, for they are different bytes. */
export async function answer(
  context: Context<ServiceEnv>,
  document: Document,
  at: AnswerContext,
): Promise<Response> {
  const request = context.req.raw.headers
  const encoding = chooseEncoding(request.get('Accept-Encoding') ?? undefined)
  const headers = headersOf(document, encoding, at)
  const conditions = {
    ifNoneMatch: request.get('If-None-Match') ?? undefined,
    ifModifiedSince: request.get('If-Modified-Since') ?? undefined,
  }
  if (isNotModified(document, conditions, at.nowMs)) return new Response(null, { status: 304, headers })
  const bytes = await document.encoded(encoding)
  headers['Content-Type'] = document.mediaType
  headers['Content-Length'] = String(bytes.length)
  if (encoding !== 'identity') headers['Content-Encoding'] = encoding
  // A Buffer from zlib or `concat` never stands on shared memory, which is all that the type doubts.
  return new Response(bytes as Uint8Array<ArrayBuffer>, { status: 200, headers })
}

function headersOf(document: Document, encoding: Encoding, at: AnswerContext): Record<string, string> {
  const { tag, lastModified, selfUrl } = document
  const headers: Record<string, string> = {
    ETag: encoding === 'identity' ? `"${tag}"` : `"${tag}-${encoding}"`,
    'Cache-Control': at.cacheControl,
    Vary: 'Accept-Encoding',
    'Uniwire-Position': String(at.position),
  }
  if (lastModified !== undefined) headers['Last-Modified'] = new Date(lastModified.ms).toUTCString()
  if (selfUrl !== undefined) headers['Link'] = `<${selfUrl}>; rel="self"`
  if (at.failingSinceMs !== undefined) {
    headers['Uniwire-Stale'] = String(Math.max(0, Math.floor((at.nowMs - at.failingSinceMs) / 1000)))
  }
  return headers
}
