import { freePort } from '../free-port.ts'
import { startNats } from './nats.ts'
import type { Nats } from './nats.ts'

export interface NatsCluster extends AsyncDisposable {
  readonly nodes: readonly Nats[]
  /** Addresses of all nodes. */
  readonly servers: readonly string[]
}

/** Nodes that know each other, so that a stream may have as many replicas. */
export async function startNatsCluster(size: number): Promise<NatsCluster> {
  const ports = await Promise.all(Array.from({ length: size }, () => freePort()))
  const routes = ports.map((port) => `nats://127.0.0.1:${port}`).join(', ')
  const starting = ports.map((port, n) =>
    startNats({
      config: `server_name: node-${n}
cluster { name: tests, listen: "127.0.0.1:${port}", routes: [${routes}] }`,
    }),
  )
  const started = await Promise.allSettled(starting)
  const nodes = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const stop = async () => {
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
  }
  if (nodes.length < size) {
    await stop()
    throw new AggregateError(started.flatMap((each) => (each.status === 'rejected' ? [each.reason] : [])))
  }
  return { nodes, servers: nodes.map(({ url }) => url), [Symbol.asyncDispose]: stop }
}
