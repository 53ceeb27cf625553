import type { DirectAnswer } from '@uniwire/service-kit'
import type { Document, Encoding } from '../documents/document.ts'
import { chooseEncoding } from './accept-encoding.ts'
import type { Conditions } from './not-modified.ts'
import { isNotModified } from './not-modified.ts'

/** Of what follows the log. */
export const LIVE = 'public, max-age=60, stale-while-revalidate=60'

export interface AnswerContext {
  readonly cacheControl: string
  /** Last sequence of the log that the document contains. */
  readonly position: number
  readonly now: () => string
  /** Since when the log does not answer. */
  readonly failingSinceMs: number | undefined
}

/** Public answers may be read by any page (contract §2). */
export const CROSS_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Uniwire-Position, Uniwire-Stale',
} as const

/** Header fields by which an answer differs; null where the request has none. */
export interface Wish extends Conditions {
  readonly acceptEncoding: string | null
  readonly accept: string | null
}

/** `header`: of the request, by its name in lower case. */
export function wishOf(header: (name: string) => string | null): Wish {
  return {
    acceptEncoding: header('accept-encoding'),
    accept: header('accept'),
    ifNoneMatch: header('if-none-match'),
    ifModifiedSince: header('if-modified-since'),
  }
}

/** 200 or 304, in the form that the client takes; one tag per form, for they are different bytes. */
export function answer(
  document: Document,
  wish: Wish,
  at: AnswerContext,
): DirectAnswer | Promise<DirectAnswer> {
  const encoding = chooseEncoding(wish.acceptEncoding)
  const headers = headersOf(document, encoding, at)
  // Nearly every poller sends back the one tag that it was given.
  const isUnchanged = wish.ifNoneMatch === headers['ETag'] || isNotModified(document, wish, at.now)
  if (isUnchanged) return { status: 304, headers }
  const mediaType = shownType(document.mediaType, wish.accept)
  return encoding === 'identity'
    ? full(mediaType, document.body, headers)
    : document
        .encoded(encoding)
        .then((bytes) => full(mediaType, bytes, { ...headers, 'Content-Encoding': encoding }))
}

const FEED_TYPE = /^application\/(?:rss|atom)\+xml/

/**
 * Chromium shows feeds under their own types as plain text, without their stylesheet (measured); the same bytes
 * as `text/xml` it shows to a person, and who opens an address in a browser asks for `text/html`. Readers that name it
 * too, as what they take when nothing better comes, name feeds before it.
 */
function shownType(mediaType: string, accept: string | null): string {
  if (accept === null || !accept.includes('text/html') || NAMES_FEEDS.test(accept)) return mediaType
  return mediaType.replace(FEED_TYPE, 'text/xml')
}

const NAMES_FEEDS = /application\/(?:rss|atom)\+xml/i

function full(mediaType: string, body: Buffer, headers: Record<string, string>): DirectAnswer {
  const own = { 'Content-Type': mediaType, 'Content-Length': String(body.length) }
  return { status: 200, headers: { ...headers, ...own }, body }
}

export function asResponse({ status, headers, body }: DirectAnswer): Response {
  // A Buffer from zlib or `concat` never stands on shared memory, which is all that the type doubts.
  const bytes = body === undefined ? null : (body as Uint8Array<ArrayBuffer>)
  return new Response(bytes, { status, headers })
}

/** RFC 8288; where WebSub looks first (§4). */
export function linkHeader({ selfUrl, hubUrl }: Pick<Document, 'selfUrl' | 'hubUrl'>): string | undefined {
  if (selfUrl === undefined) return undefined
  const self = `<${selfUrl}>; rel="self"`
  return hubUrl === undefined ? self : `<${hubUrl}>; rel="hub", ${self}`
}

function headersOf(document: Document, encoding: Encoding, at: AnswerContext): Record<string, string> {
  const { cacheControl, position, failingSinceMs } = at
  if (failingSinceMs !== undefined) {
    const seconds = Math.max(0, Math.floor((Date.parse(at.now()) - failingSinceMs) / 1000))
    return { ...newHeaders(document, encoding, at), 'Uniwire-Stale': String(seconds) }
  }
  const kept = KEPT.get(document) ?? {}
  const known = kept[encoding]
  if (known?.position === position && known.cacheControl === cacheControl) return known.headers
  const headers = newHeaders(document, encoding, at)
  KEPT.set(document, { ...kept, [encoding]: { position, cacheControl, headers } })
  return headers
}

interface KeptHeaders {
  readonly position: number
  readonly cacheControl: string
  /** Of many answers: whoever adds to them makes them anew. */
  readonly headers: Record<string, string>
}

/** The headers of a document are the same for all who ask for it, until the log goes on. */
const KEPT = new WeakMap<Document, Partial<Record<Encoding, KeptHeaders>>>()

function newHeaders(
  document: Document,
  encoding: Encoding,
  { cacheControl, position }: AnswerContext,
): Record<string, string> {
  const { tag, lastModified } = document
  const link = linkHeader(document)
  return {
    ...CROSS_ORIGIN,
    ETag: encoding === 'identity' ? `"${tag}"` : `"${tag}-${encoding}"`,
    'Cache-Control': cacheControl,
    Vary: FEED_TYPE.test(document.mediaType) ? 'Accept-Encoding, Accept' : 'Accept-Encoding',
    'Uniwire-Position': String(position),
    ...(lastModified === undefined ? {} : { 'Last-Modified': new Date(lastModified.ms).toUTCString() }),
    ...(link === undefined ? {} : { Link: link }),
  }
}
