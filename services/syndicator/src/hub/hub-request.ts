import type { FeedRequest } from '../feed-address.ts'
import { parseFeedPath, requestedUrl } from '../feed-address.ts'

/** What a subscriber asks for (WebSub §5.1); unknown parameters are ignored. */
export interface HubRequest {
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly topic: string
  readonly callback: string
  readonly leaseSeconds: number
  readonly secret: string | undefined
}

export type ReadHubRequest =
  { readonly ok: true; readonly request: HubRequest } | { readonly ok: false; readonly reason: string }

const DAY_SECONDS = 86_400
const DEFAULT_LEASE_SECONDS = 10 * DAY_SECONDS
const MOST_URL_CHARACTERS = 2_000
/** Below 200 bytes (WebSub §5.1). */
const MOST_SECRET_BYTES = 199

export function readHubRequest(form: URLSearchParams, publicUrl: string): ReadHubRequest {
  const mode = form.get('hub.mode')
  const topic = form.get('hub.topic') ?? ''
  const callback = form.get('hub.callback') ?? ''
  // An empty value is what a form sends for nothing.
  const secret = form.get('hub.secret') || undefined
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return refuse('hub.mode is subscribe or unsubscribe.')
  if (topicOf(topic, publicUrl) === undefined) {
    return refuse('hub.topic is not a feed of this origin: take the address that the feed names as rel=self.')
  }
  if (!isCallback(callback)) {
    return refuse('hub.callback is an http or https address without user, password and fragment.')
  }
  if (Buffer.byteLength(secret ?? '') > MOST_SECRET_BYTES) return refuse('hub.secret is below 200 bytes.')
  const leaseSeconds = readLease(form.get('hub.lease_seconds') || undefined)
  if (leaseSeconds === undefined) return refuse('hub.lease_seconds is a number of seconds.')
  return { ok: true, request: { mode, topic, callback, leaseSeconds, secret } }
}

/** The feed that a topic is, in the one spelling that the feed gives it as `self` when it is asked for so. */
export function topicOf(topic: string, publicUrl: string): FeedRequest | undefined {
  if (!topic.startsWith(`${publicUrl}/`)) return undefined
  const request = parseFeedPath(topic.slice(publicUrl.length))
  return request !== undefined && requestedUrl(publicUrl, request) === topic ? request : undefined
}

/** From one day to 365 (contract §6): the subscriber is told what it got. */
function readLease(text: string | undefined): number | undefined {
  if (text === undefined) return DEFAULT_LEASE_SECONDS
  if (!/^\d{1,15}$/.test(text)) return undefined
  return Math.min(Math.max(Number(text), DAY_SECONDS), 365 * DAY_SECONDS)
}

function isCallback(text: string): boolean {
  if (text.length > MOST_URL_CHARACTERS || text.includes('#')) return false
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.username === '' && url.password === ''
}

function refuse(reason: string): ReadHubRequest {
  return { ok: false, reason }
}
