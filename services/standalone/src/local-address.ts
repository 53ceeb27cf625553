import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** What a browser on this machine calls the addresses that mean "all of them". */
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** Where a reader on this machine finds what listens here; an IPv6 address in brackets (RFC 3986 §3.2.2). */
export function urlOf(host: string, port: number): string {
  const named = LOOPBACK[host] ?? host
  return `http://${named.includes(':') ? `[${named}]` : named}:${port}`
}

/**
 * The port of the configuration; for 0 a free one, chosen before anything is composed, for it is a part of
 * every address that is made. Somebody else may take it before it is listened on: then the start fails.
 */
export async function portToListenOn(where: {
  readonly host: string
  readonly port: number
}): Promise<number> {
  if (where.port !== 0) return where.port
  const server = createServer()
  server.listen({ host: where.host, port: 0 })
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
