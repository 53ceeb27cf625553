import { readConfig, settings } from '@uniwire/service-kit'
import type { RobotList } from '@uniwire/views'
import { readRobotList } from '@uniwire/views'
import { z } from 'zod'
import { DEFAULT_DATA_FOLDER } from './data-folder.ts'

const schema = z.object({
  UNIWIRE_HOST: settings.host,
  UNIWIRE_PORT: settings.port(4000),
  UNIWIRE_PUBLIC_URL: settings.publicUrl.optional(),
  UNIWIRE_DATA: z
    .string()
    .refine((path) => !path.includes('\0'), 'must be a folder')
    .default(DEFAULT_DATA_FOLDER),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey.optional(),
  UNIWIRE_SAMPLE: z.enum(['on', 'off'], 'must be on or off').default('on'),
  UNIWIRE_LOG_LEVEL: settings.logLevel,
  UNIWIRE_TRUSTED_PROXIES: settings.trustedProxies,
  UNIWIRE_HUB_ALLOW_PRIVATE: settings.flag('false'),
  UNIWIRE_ROBOTS_FILE: z.string().optional(),
})

export interface StandaloneConfig {
  readonly host: string
  readonly port: number
  /** Without a slash at its end; absent: where this process listens. */
  readonly publicUrl: string | undefined
  readonly dataFolder: string
  /** Absent: made at the first start and kept in the data folder. */
  readonly operatorKey: string | undefined
  readonly sample: boolean
  readonly logLevel: string
  readonly trustedProxies: number
  /** The hub may call private and loopback addresses. */
  readonly hubAllowPrivate: boolean
  /** Asked after `isbot`, about whom it takes for a reader. */
  readonly robots: RobotList | undefined
}

export function standaloneConfig(environment: NodeJS.ProcessEnv): StandaloneConfig {
  const read = readConfig(schema, environment)
  const { UNIWIRE_HOST: host, UNIWIRE_PORT: port } = read
  return {
    host,
    port,
    publicUrl: read.UNIWIRE_PUBLIC_URL,
    dataFolder: read.UNIWIRE_DATA,
    operatorKey: read.UNIWIRE_OPERATOR_KEY,
    sample: read.UNIWIRE_SAMPLE === 'on',
    logLevel: read.UNIWIRE_LOG_LEVEL,
    trustedProxies: read.UNIWIRE_TRUSTED_PROXIES,
    hubAllowPrivate: read.UNIWIRE_HUB_ALLOW_PRIVATE,
    robots: read.UNIWIRE_ROBOTS_FILE === undefined ? undefined : readRobotList(read.UNIWIRE_ROBOTS_FILE),
  }
}
