import { fileURLToPath } from 'node:url'
import type { EngineName } from '../infra/engines/cache.ts'
import { startElasticsearch } from '../tests/harness/engines/elasticsearch.ts'
import { addressOf, driverOf } from '../tests/harness/engines/engine.ts'
import { startNats } from '../tests/harness/engines/nats.ts'
import { startRedis } from '../tests/harness/engines/redis.ts'

export interface BenchmarkEngine extends AsyncDisposable {
  readonly url: string
  /** Whose it is. */
  readonly from: string
}

const REDIS_CONFIG = fileURLToPath(new URL('../infra/redis/redis.conf', import.meta.url))
const START = {
  nats: startNats,
  redis: () => startRedis({ configFile: REDIS_CONFIG }),
  elasticsearch: startElasticsearch,
} as const

/** The engine of the environment, or one as production configures it, which ends with the benchmark. */
export async function benchmarkEngine(name: EngineName): Promise<BenchmarkEngine> {
  const url = addressOf(name)
  if (url !== undefined) {
    return { url, from: 'the environment', [Symbol.asyncDispose]: () => Promise.resolve() }
  }
  const from = driverOf(name)
  if (from === undefined) throw new Error(`no ${name} here: run \`pnpm engines ${name}\``)
  return { ...(await START[name]()), from: from === 'docker' ? 'Docker' : 'the cache' }
}
