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

/** What intake needs to know; read from the environment by whoever composes it. */
export interface IntakeConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly operatorKey: string
  /**
   * Path of this process's own `intake-store.db`, or `:memory:`, then every start reads the whole log.
   * Disposable: it is made again from the log.
   */
  readonly databaseFile?: string | undefined
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  UNIWIRE_INTAKE_PORT: settings.port(4001),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey,
  UNIWIRE_INTAKE_DATA: z.string().optional(),
  UNIWIRE_READER_URL: settings.serviceUrl.optional(),
  UNIWIRE_SYNDICATOR_URL: settings.serviceUrl.optional(),
  UNIWIRE_VIEWS_URL: settings.serviceUrl.optional(),
})

/** Of intake as a process of its own. Throws ConfigError. */
export function intakeConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  const address = serverAddress(read)
  const dataFolder = read.UNIWIRE_INTAKE_DATA
  return {
    ...address,
    port: read.UNIWIRE_INTAKE_PORT,
    operatorKey: read.UNIWIRE_OPERATOR_KEY,
    dataFolder,
    databaseFile: dataFolder === undefined ? ':memory:' : join(dataFolder, 'intake-store.db'),
    /** Where each service answers, seen from here; the public origin unless told (decision 0013). */
    services: {
      reader: read.UNIWIRE_READER_URL ?? address.publicUrl,
      syndicator: read.UNIWIRE_SYNDICATOR_URL ?? address.publicUrl,
      views: read.UNIWIRE_VIEWS_URL ?? address.publicUrl,
    },
    nats: natsAddress(read, 'intake'),
  }
}
