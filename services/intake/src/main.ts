import { randomBytes, randomUUID } from 'node:crypto'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { runService } from '@uniwire/service-kit'
import { intakeConfig } from './config.ts'
import { createIntake } from './index.ts'

await runService({
  name: 'intake',
  config: () => intakeConfig(process.env),
  engines: { log: 'NATS_URL' },
  async compose({ config, tools, opened, monotonicMs, onNotice }) {
    const engine = { now: () => Date.now(), newId: randomUUID, onNotice }
    const logs = opened.use(await openNatsEventLogs({ ...config.nats, ...engine }))
    return opened.use(await createIntake({ logs, config, tools, randomBytes, monotonicMs }))
  },
})
