import { join } from 'node:path'
import {
  SECRETS,
  natsAddress,
  natsSettings,
  readConfig,
  readSecretFiles,
  redisAddress,
  redisSettings,
  serverAddress,
  serverSettings,
  settings,
} from '@uniwire/service-kit'
import { z } from 'zod'
import type { RobotList } from './visitors/robot-list.ts'
import { readRobotList } from './visitors/robot-list.ts'

export interface ViewsConfig {
  /** Without a slash at its end; what `/views.js` calls when it cannot tell where it came from. */
  readonly publicUrl: string
  /** How many proxies of ours stand before this service; 0: the socket's own address is the reader's. */
  readonly trustedProxies: number
  /** How often changed totals go to the log. */
  readonly totalsEveryMs: number
  /**
   * Path of the replica's own `views-store.db`, or `:memory:`, then every start reads the whole log.
   * Disposable: it is made again from the log.
   */
  readonly databaseFile: string
  /** How old a list of what is read most may be; it is older when making it takes long. */
  readonly mostReadKeptMs: number
  /** Asked after `isbot`, about whom it takes for a reader. */
  readonly robots?: RobotList | undefined
  /** Without it the operator's routes, audit and rebuild, are not there. */
  readonly operatorKey?: string | undefined
}

export const VIEWS_DEFAULTS = {
  trustedProxies: 0,
  totalsEveryMs: 2_000,
  databaseFile: ':memory:',
  mostReadKeptMs: 5_000,
} as const

const schema = z.object({
  ...serverSettings,
  ...natsSettings,
  ...redisSettings,
  UNIWIRE_VIEWS_PORT: settings.port(4003),
  UNIWIRE_TRUSTED_PROXIES: settings.trustedProxies,
  UNIWIRE_VIEWS_DATA: z.string().optional(),
  UNIWIRE_ROBOTS_FILE: z.string().optional(),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey.optional(),
})

/** Of the service as a process of its own. Throws ConfigError. */
export function viewsConfig(environment: NodeJS.ProcessEnv) {
  const read = readConfig(schema, readSecretFiles(environment, SECRETS))
  const dataFolder = read.UNIWIRE_VIEWS_DATA
  return {
    ...serverAddress(read),
    port: read.UNIWIRE_VIEWS_PORT,
    trustedProxies: read.UNIWIRE_TRUSTED_PROXIES,
    robots: read.UNIWIRE_ROBOTS_FILE === undefined ? undefined : readRobotList(read.UNIWIRE_ROBOTS_FILE),
    operatorKey: read.UNIWIRE_OPERATOR_KEY,
    dataFolder,
    databaseFile: dataFolder === undefined ? ':memory:' : join(dataFolder, 'views-store.db'),
    nats: natsAddress(read, 'views'),
    redis: redisAddress(read),
  }
}
