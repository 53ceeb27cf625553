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
}

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  UNIWIRE_INTAKE_PORT: settings.port(4001),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey,
})

/** Of intake as a process of its own. Throws ConfigError. */
export function intakeConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  return {
    ...serverAddress(read),
    port: read.UNIWIRE_INTAKE_PORT,
    operatorKey: read.UNIWIRE_OPERATOR_KEY,
    nats: natsAddress(read, 'intake'),
  }
}
