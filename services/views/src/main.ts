import { randomBytes, randomUUID } from 'node:crypto'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { lockDataFolder } from '@uniwire/adapter-sqlite'
import { runService } from '@uniwire/service-kit'
import { viewsConfig } from './config.ts'
import { createViews } from './index.ts'

await runService({
  name: 'views',
  config: () => viewsConfig(process.env),
  engines: { log: 'NATS_URL', engine: 'REDIS_URL' },
  async compose({ config, tools, opened, onNotice, onError }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice, onError }
    const monotonicMs = () => performance.now()
    const { dataFolder } = config
    if (dataFolder !== undefined) opened.use(await lockDataFolder(dataFolder, engine))
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    const counter = opened.use(await openRedisViewCounter({ ...config.redis, ...engine }))
    // Opening does not wait for Redis; asking for nothing much does.
    await counter.unsettled(1)
    return opened.use(await createViews({ logs, counter, config, tools, randomBytes, monotonicMs }))
  },
})
