import { randomUUID } from 'node:crypto'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { runService } from '@uniwire/service-kit'
import { indexerConfig } from './config.ts'
import { createIndexer } from './index.ts'

await runService({
  name: 'indexer',
  config: () => indexerConfig(process.env),
  engines: { log: 'NATS_URL', engine: 'ELASTICSEARCH_URL' },
  async compose({ config, tools, opened, monotonicMs, onNotice, onError }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice, onError }
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    const index = opened.use(
      await openElasticSearchIndex({ ...config.elasticsearch, ...engine, monotonicMs }),
    )
    return opened.use(await createIndexer({ logs, index, config, tools, monotonicMs }))
  },
})
