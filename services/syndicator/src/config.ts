import { join } from 'node:path'
import {
  SECRETS,
  natsAddress,
  natsSettings,
  readConfig,
  readSecretFiles,
  serverAddress,
  serverSettings,
  settings,
} from '@uniwire/service-kit'
import { z } from 'zod'

/** What the syndicator needs to know; read from the environment by whoever composes it. */
export interface SyndicatorConfig {
  /** Without a slash at its end; every address in a feed begins with it. */
  readonly publicUrl: string
  /** Path of the replica's own `feeds.db`, or `:memory:`. Disposable: it is rebuilt from the log. */
  readonly databaseFile: string
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  UNIWIRE_SYNDICATOR_PORT: settings.port(4004),
  UNIWIRE_SYNDICATOR_DATA: z.string().default('./data/syndicator'),
})

/** Of one replica as a process of its own. Throws ConfigError. */
export function syndicatorConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  const dataFolder = read.UNIWIRE_SYNDICATOR_DATA
  return {
    ...serverAddress(read),
    port: read.UNIWIRE_SYNDICATOR_PORT,
    dataFolder,
    databaseFile: join(dataFolder, 'feeds.db'),
    nats: natsAddress(read, 'syndicator'),
  }
}
