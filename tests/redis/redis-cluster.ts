import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import type { Engine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { freePort } from '../harness/free-port.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { RedisPlace } from './redis-place.ts'

const SLOTS = 16_384
const NODES = 3

export interface RedisCluster extends AsyncDisposable {
  readonly nodes: readonly Engine[]
  /** Addresses of all nodes, divided by commas. */
  readonly url: string
  restartNode(place: number): Promise<void>
}

type Settings = Readonly<Record<string, string>>

interface Node {
  readonly engine: Engine
  /** Where the nodes talk to each other. */
  readonly busPort: number
}

/** Primaries alone, each with a third of the slots. */
export async function startRedisCluster(settings: Settings = {}): Promise<RedisCluster> {
  const started = await Promise.all(Array.from({ length: NODES }, () => startNode(settings)))
  const nodes = started.map(({ engine }) => engine)
  const admins = nodes.map(({ url }) => new Redis(url))
  try {
    const [first] = started
    for (const [n, admin] of admins.entries()) {
      const [from, past] = [n, n + 1].map((each) => Math.floor((SLOTS * each) / NODES))
      await admin.call('CLUSTER', 'ADDSLOTSRANGE', from ?? 0, (past ?? 0) - 1)
      // Two replicas of a node must never vote with the same epoch.
      await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', n + 1)
      if (n === 0 || first === undefined) continue
      await admin.call('CLUSTER', 'MEET', '127.0.0.1', first.engine.port, first.busPort)
    }
    await allAgree(admins)
  } finally {
    for (const admin of admins) admin.disconnect()
  }
  return {
    nodes,
    url: nodes.map(({ url }) => url).join(','),
    async restartNode(place) {
      await nodes[place]?.restart()
      const again = nodes.map(({ url }) => new Redis(url))
      await allAgree(again)
      for (const admin of again) admin.disconnect()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    },
  }
}

/** One cluster for all tests of the file, which end it together; each has keys of its own. */
export function sharedRedisCluster(): () => Promise<RedisPlace> {
  let starting: ReturnType<typeof startRedisCluster> | undefined
  afterAll(async () => {
    await (await starting)?.[Symbol.asyncDispose]()
  })
  return async () => {
    const cluster = await (starting ??= startRedisCluster())
    return {
      url: cluster.url,
      cluster: true,
      keyPrefix: `test:${randomUUID()}:`,
      restart: () => cluster.restartNode(0),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }
  }
}

async function startNode(given: Settings): Promise<Node> {
  // By default the port and 10,000, which is none for a port above 55,535.
  const busPort = await freePort()
  const settings = {
    ...given,
    'cluster-enabled': 'yes',
    'cluster-config-file': 'nodes.conf',
    'cluster-port': String(busPort),
    'cluster-node-timeout': '2000',
  }
  return { engine: await startRedis({ settings }), busPort }
}

function allAgree(admins: readonly Redis[]): Promise<boolean> {
  return waitUntil('the nodes to agree', async () => {
    const infos = await Promise.all(admins.map((admin) => admin.cluster('INFO')))
    return infos.every(
      (info) => info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`),
    )
  })
}
