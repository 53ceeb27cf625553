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
  /** The hub may call private and loopback addresses: for tests and closed networks. */
  readonly allowPrivate?: boolean
  /** How many of our own proxies stand before this service. */
  readonly trustedProxies?: number
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  UNIWIRE_SYNDICATOR_PORT: settings.port(4004),
  UNIWIRE_SYNDICATOR_DATA: z.string().default('./data/syndicator'),
  UNIWIRE_HUB_ALLOW_PRIVATE: settings.flag('false'),
  UNIWIRE_TRUSTED_PROXIES: settings.trustedProxies,
  UNIWIRE_INTAKE_URL: settings.serviceUrl.optional(),
  UNIWIRE_READER_URL: settings.serviceUrl.optional(),
})

/** Of one replica as a process of its own. Throws ConfigError. */
export function syndicatorConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  const dataFolder = read.UNIWIRE_SYNDICATOR_DATA
  const address = serverAddress(read)
  return {
    ...address,
    /** Where neighbours answer, seen from here; the public origin unless told (decision 0013). */
    intakeUrl: read.UNIWIRE_INTAKE_URL ?? address.publicUrl,
    readerUrl: read.UNIWIRE_READER_URL ?? address.publicUrl,
    port: read.UNIWIRE_SYNDICATOR_PORT,
    dataFolder,
    databaseFile: join(dataFolder, 'feeds.db'),
    allowPrivate: read.UNIWIRE_HUB_ALLOW_PRIVATE,
    trustedProxies: read.UNIWIRE_TRUSTED_PROXIES,
    nats: natsAddress(read, 'syndicator'),
  }
}
