import type { Context } from 'hono'
import { isIP } from 'node:net'
import type { ServiceEnv } from './service-env.ts'

/** Of a request in hand; empty where an app is called without a server. */
export function callerAddress(context: Context<ServiceEnv>, trustedProxies: number): string {
  return clientAddress({
    socketAddress: context.env?.incoming?.socket.remoteAddress,
    forwardedFor: context.req.raw.headers.get('X-Forwarded-For') ?? undefined,
    trustedProxies,
  })
}

/**
 * The caller's address: the socket's, or with `trustedProxies` proxies of ours the one that the outermost
 * of them saw. Each proxy appends the address that it was called from, so that is the n-th entry from the
 * right; everything to its left is what the caller claims about itself (RFC 7239 §8.1).
 */
export function clientAddress(request: {
  readonly socketAddress: string | undefined
  readonly forwardedFor: string | undefined
  readonly trustedProxies: number
}): string {
  const { socketAddress = '', forwardedFor, trustedProxies } = request
  if (trustedProxies === 0 || forwardedFor === undefined) return plain(socketAddress)
  const hops = forwardedFor.split(',').map(plain)
  // A shorter list means that a proxy was passed by: its leftmost entry is the farthest one known.
  const seen = hops.at(-trustedProxies) ?? hops[0] ?? ''
  return isIP(seen) === 0 ? plain(socketAddress) : seen
}

/** One spelling per address: without port, brackets, zone and the IPv6 coat of an IPv4 address. */
function plain(text: string): string {
  const trimmed = text.trim().toLowerCase()
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1]
  const withoutPort = bracketed ?? (/^[\d.]+:\d+$/.test(trimmed) ? trimmed.replace(/:\d+$/, '') : trimmed)
  return withoutPort.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
}
