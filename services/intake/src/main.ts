import { randomBytes, randomUUID } from 'node:crypto'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { lockDataFolder } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import { runService } from '@uniwire/service-kit'
import type { FetchService } from './arrivals.ts'
import { intakeConfig } from './config.ts'
import { createIntake } from './index.ts'

await runService({
  name: 'intake',
  config: () => intakeConfig(process.env),
  engines: { log: 'NATS_URL' },
  async compose({ config, tools, opened, monotonicMs, onNotice }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice }
    const { dataFolder } = config
    if (dataFolder !== undefined) opened.use(await lockDataFolder(dataFolder, engine))
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    // Nobody else has the right to make a stream, or to change one (infra/nats/users.conf).
    for (const stream of Object.values(STREAMS)) await logs.open(stream)
    const fetchService: FetchService = (service, path, init) => fetch(config.services[service] + path, init)
    return opened.use(await createIntake({ logs, config, tools, randomBytes, monotonicMs, fetchService }))
  },
})
