import {
  SECRETS,
  elasticsearchAddress,
  elasticsearchSettings,
  natsAddress,
  natsSettings,
  readConfig,
  readSecretFiles,
  serverAddress,
  serverSettings,
  settings,
} from '@uniwire/service-kit'
import { z } from 'zod'

/** What the indexer needs to know; read from the environment by whoever composes it. */
export interface IndexerConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Without it the operator's routes, rebuild and rollback, are not there. */
  readonly operatorKey?: string | undefined
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  ...elasticsearchSettings,
  UNIWIRE_INDEXER_PORT: settings.port(4002),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey.optional(),
})

/** Of the indexer as a process of its own. Throws ConfigError. */
export function indexerConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  return {
    ...serverAddress(read),
    port: read.UNIWIRE_INDEXER_PORT,
    operatorKey: read.UNIWIRE_OPERATOR_KEY,
    nats: natsAddress(read, 'indexer'),
    elasticsearch: elasticsearchAddress(read),
  }
}
