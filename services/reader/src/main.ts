import { randomUUID } from 'node:crypto'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { runService } from '@uniwire/service-kit'
import { readerConfig } from './config.ts'
import { createReader } from './index.ts'

await runService({
  name: 'reader',
  config: () => readerConfig(process.env),
  engines: { log: 'NATS_URL', engine: 'ELASTICSEARCH_URL' },
  async compose({ config, tools, opened, monotonicMs, onNotice, onError }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice, onError }
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    const index = opened.use(
      await openElasticSearchIndex({ ...config.elasticsearch, ...engine, monotonicMs }),
    )
    const fetchViews = (path: string, init: RequestInit) => fetch(config.viewsUrl + path, init)
    return opened.use(await createReader({ logs, index, fetchViews, config, tools, monotonicMs }))
  },
})
