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

/** What the reader needs to know; read from the environment by whoever composes it. */
export interface ReaderConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  ...elasticsearchSettings,
  UNIWIRE_READER_PORT: settings.port(4005),
  UNIWIRE_VIEWS_URL: settings.serviceUrl.default('http://127.0.0.1:4003'),
})

/** Of the reader as a process of its own. Throws ConfigError. */
export function readerConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  return {
    ...serverAddress(read),
    port: read.UNIWIRE_READER_PORT,
    /** Where the service `views` answers, seen from here. */
    viewsUrl: read.UNIWIRE_VIEWS_URL,
    nats: natsAddress(read, 'reader'),
    elasticsearch: { ...elasticsearchAddress(read), access: 'read' as const },
  }
}
