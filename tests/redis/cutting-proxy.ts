import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export interface CuttingProxy extends AsyncDisposable {
  readonly url: string
  readonly cuts: () => number
}

/**
 * Passes bytes to and from a Redis, and cuts each connection after so many as `nextCut` says: in the middle
 * of a request, between it and its answer, or in the middle of an answer. What Redis had received by then,
 * it does; what it says to it, nobody hears.
 */
export async function cuttingProxy(
  redisPort: number,
  nextCut: () => { readonly direction: 'to Redis' | 'from Redis'; readonly bytes: number },
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let cuts = 0
  const server = createServer((client) => {
    const redis = connect(redisPort, '127.0.0.1')
    const { direction, bytes } = nextCut()
    const [cutFrom, cutTo] = direction === 'to Redis' ? [client, redis] : [redis, client]
    const [otherFrom, otherTo] = direction === 'to Redis' ? [redis, client] : [client, redis]
    let left = bytes
    const end = () => {
      // The part that was let through still arrives: `end`, not `destroy`, towards Redis.
      redis.end()
      client.destroy()
    }
    cutFrom.on('data', (data: Buffer) => {
      if (left <= 0) return
      cutTo.write(data.subarray(0, left))
      left -= data.length
      if (left > 0) return
      cuts += 1
      end()
    })
    otherFrom.on('data', (data) => otherTo.write(data))
    for (const socket of [client, redis]) {
      sockets.add(socket)
      // Resets are what this is about; the other side learns of each by `close`.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    url: `redis://127.0.0.1:${port}`,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
