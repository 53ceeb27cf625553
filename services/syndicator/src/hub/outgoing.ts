import { lookup as resolve } from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'

/** A callback that stands, or came to stand, on an address that is nobody's business from here. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  readonly code = 'private-address'
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
  readonly signal: AbortSignal
}

export interface OutgoingAnswer {
  readonly status: number
  /** Its first `MAX_ANSWER_BYTES`. */
  readonly body: string
}

/** Calls to addresses that strangers chose. */
export interface Outgoing extends AsyncDisposable {
  /** Follows no redirect. Throws PrivateAddressError, and whatever the network throws. */
  send(outgoing: OutgoingRequest): Promise<OutgoingAnswer>
  /** Throws PrivateAddressError, or the resolver's error. */
  check(url: string): Promise<void>
}

type Resolve = typeof resolve

const CONNECT_MS = 5_000
const ANSWER_MS = 10_000
const MAX_ANSWER_BYTES = 4_096
/** Of one origin: a host with thousands of subscriptions is not met by thousands of connections. */
const MOST_CONNECTIONS = 64

/**
 * The address that was checked is the one that is connected to: the check is the resolver of the
 * connection itself, so no second answer of a name server comes between (DNS rebinding).
 */
export function createOutgoing(options: {
  readonly allowPrivate: boolean
  readonly resolve?: Resolve
}): Outgoing {
  const { allowPrivate } = options
  const allowed = (address: string) => allowPrivate || isPublic(address)
  const lookup = guardedLookup(options.resolve ?? resolve, allowed)
  const agent = new Agent({
    connect: { lookup, timeout: CONNECT_MS },
    connections: MOST_CONNECTIONS,
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
    keepAliveTimeout: 10_000,
  })
  /** A literal address is never looked up. */
  const refuseLiteral = (url: string) => {
    const host = hostOf(url)
    if (isIP(host) !== 0 && !allowed(host)) throw new PrivateAddressError(`${host} is not a public address`)
    return host
  }
  return {
    async send({ method, url, headers = {}, body, signal }) {
      refuseLiteral(url)
      const answer = await request(url, {
        method,
        headers: { 'User-Agent': 'Uniwire hub', ...headers },
        ...(body === undefined ? {} : { body }),
        dispatcher: agent,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      })
      return { status: answer.statusCode, body: await beginning(answer.body) }
    },
    async check(url) {
      const host = refuseLiteral(url)
      if (isIP(host) !== 0) return
      const { promise, resolve: done, reject } = Promise.withResolvers<void>()
      lookup(host, { all: true }, (error) => (error === null ? done() : reject(error)))
      await promise
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

/** Global unicast: neither this machine, nor its network, nor a cloud's metadata, nor a coat around one of them. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_IPV6, GLOBAL_IPV6_BITS)
}

/** 2000::/3, all that IANA gives out; outside lie coats that no list has, such as ::127.0.0.1 (RFC 4291 §2.5.5.1). */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::')
const GLOBAL_IPV6_BITS = 3

type LookedUp = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/** One private address among several is refused with them: which one is connected to is chance. */
function guardedLookup(resolveName: Resolve, allowed: (address: string) => boolean) {
  return (hostname: string, { all, ...options }: LookupOptions, done: LookedUp): void => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const [first] = addresses
      if (first === undefined || !addresses.every(({ address }) => allowed(address))) {
        return done(new PrivateAddressError(`${hostname} does not lead to a public address`), [])
      }
      return all === true ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_ANSWER_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString()
}
