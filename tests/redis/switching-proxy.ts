import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export interface SwitchingProxy extends AsyncDisposable {
  readonly url: string
  /** From now on connections lead to this Redis; those that are open stay where they are. */
  lead(port: number): void
  /** Those that are open pass nothing on any more, in either direction, and are not closed. */
  swallow(): void
}

/** A name that leads to one Redis now and to another later. */
export async function switchingProxy(redisPort: number): Promise<SwitchingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let target = redisPort
  const server = createServer((client) => {
    const redis = connect(target, '127.0.0.1')
    const pair = [client, redis] as const
    pairs.add(pair)
    client.pipe(redis)
    redis.pipe(client)
    for (const socket of pair) {
      // Whoever hangs up, the other end learns of it by the close.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        for (const each of pair) each.destroy()
        pairs.delete(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    url: `redis://127.0.0.1:${port}`,
    lead: (newPort) => {
      target = newPort
    },
    swallow() {
      for (const [client, redis] of pairs) {
        client.unpipe(redis).resume()
        redis.unpipe(client).resume()
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of [...pairs].flat()) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
