import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { Engines } from '../harness/distributed.ts'
import { startEngines } from '../harness/distributed.ts'
import type { Engine } from '../harness/engines/engine.ts'
import { startNatsCluster } from '../harness/engines/nats-cluster.ts'
import type { NatsCluster } from '../harness/engines/nats-cluster.ts'

export interface ClusteredEngines extends Engines {
  readonly cluster: NatsCluster
}

/** Redis, Elasticsearch, and NATS as a cluster of three. */
export async function startClusteredEngines(): Promise<ClusteredEngines> {
  await using starting = new AsyncDisposableStack()
  const engines = starting.use(await startEngines())
  const cluster = starting.use(await startNatsCluster(3))
  const started = starting.move()
  return {
    ...engines,
    cluster,
    nats: asOne(cluster, engines.nats),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

/** All nodes at once, under all their addresses. */
function asOne({ nodes, servers }: NatsCluster, single: Engine): Engine {
  const all = (act: (node: Engine) => Promise<void>) => async () => {
    await Promise.all(nodes.map(act))
  }
  return {
    ...single,
    url: servers.join(','),
    stop: all((node) => node.stop()),
    kill: all((node) => node.kill()),
    restart: all((node) => node.restart()),
    pause: () => {
      for (const node of nodes) node.pause()
    },
    resume: () => {
      for (const node of nodes) node.resume()
    },
  }
}

export interface StreamMembers {
  readonly leader: Engine
  readonly followers: readonly Engine[]
  /** Nodes that keep the stream, and are there with all of it. */
  readonly current: number
}

/** Which node leads the stream, as the cluster says; throws while it has no leader. */
export async function membersOf({ nodes, servers }: NatsCluster, stream: string): Promise<StreamMembers> {
  const connection = await connect({ servers: [...servers], reconnect: false })
  try {
    const { cluster } = await (await jetstreamManager(connection)).streams.info(stream)
    const leader = nodes.find((_, n) => cluster?.leader === `node-${n}`)
    if (leader === undefined) throw new Error(`${stream} has no leader`)
    const current = 1 + (cluster?.replicas ?? []).filter((peer) => peer.current).length
    return { leader, followers: nodes.filter((node) => node !== leader), current }
  } finally {
    await connection.close()
  }
}
