import { randomUUID } from 'node:crypto'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { lockDataFolder } from '@uniwire/adapter-sqlite'
import { runService } from '@uniwire/service-kit'
import { syndicatorConfig } from './config.ts'
import type { FetchIntake } from './http/ask-intake.ts'
import type { FetchReader } from './http/search-feed.ts'
import { createSyndicator } from './index.ts'

await runService({
  name: 'syndicator',
  config: () => syndicatorConfig(process.env),
  engines: { log: 'NATS_URL' },
  async compose({ config, tools, opened, onNotice, monotonicMs }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice }
    opened.use(await lockDataFolder(config.dataFolder, engine))
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    const fetchIntake: FetchIntake = (path, init) => fetch(config.intakeUrl + path, init)
    const fetchReader: FetchReader = (path, init) => fetch(config.readerUrl + path, init)
    return opened.use(
      await createSyndicator({ ...config, logs, tools, monotonicMs, fetchIntake, fetchReader }),
    )
  },
})
