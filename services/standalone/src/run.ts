import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { lockDataFolder } from '@uniwire/adapter-sqlite'
import { createLogger, explainFailure, listen, stopSignal } from '@uniwire/service-kit'
import { compose } from './compose.ts'
import { standaloneConfig } from './config.ts'
import { portToListenOn, urlOf } from './local-address.ts'
import { operatorKeyIn } from './operator-key.ts'
import { publishSample } from './sample.ts'
import { summary } from './summary.ts'

/** The whole process, from its settings to the signal that ends it. A failure is explained, and is exit code 1. */
export async function run(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await serve(environment)
  } catch (error) {
    process.stderr.write(explainFailure(error, 'UNIWIRE_PORT'))
    process.exitCode = 1
  }
}

async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = standaloneConfig(environment)
  const readable = process.stdout.isTTY
  const logger = createLogger({ service: 'uniwire', level: config.logLevel, readable })
  const stopped = stopSignal(logger)
  await mkdir(config.dataFolder, { recursive: true })
  await using _lock = await lockDataFolder(config.dataFolder, { now: () => Date.now() })
  const { host } = config
  const port = await portToListenOn(config)
  const publicUrl = config.publicUrl ?? urlOf(host, port)
  const operator = await operatorKeyIn(config.dataFolder, config.operatorKey, randomBytes)
  await using composition = await compose({ ...config, publicUrl }, operator.key, logger)
  // Before the doors open: whoever finds it ready finds the sample.
  const sampleKey =
    composition.empty && config.sample ? await publishSample(composition.origin, operator.key) : undefined
  await using server = await listen(composition.origin, { host, port })
  process.stdout.write(summary({ ...config, publicUrl }, operator, sampleKey))
  logger.info({ event: 'started', port: server.port }, 'ready')
  await stopped
}
