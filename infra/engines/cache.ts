import { homedir } from 'node:os'
import { join } from 'node:path'

/** What `pnpm engines` brings, and the tests are proven with. */
export const NATS_VERSION = '2.15.2'
export const ELASTICSEARCH_VERSION = '8.19.21'

export const ENGINE_NAMES = ['nats', 'redis', 'elasticsearch'] as const
export type EngineName = (typeof ENGINE_NAMES)[number]

type Environment = Readonly<Record<string, string | undefined>>

/** Where the binaries lie, one folder per engine and version (XDG base directories). */
export function engineCache(environment: Environment): string {
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'uniwire', 'engines')
}

/** A folder is there whole or not at all: it is made beside its place and moved. */
export function engineFolder(environment: Environment, engine: EngineName): string {
  const versions = { nats: NATS_VERSION, redis: 'packaged', elasticsearch: ELASTICSEARCH_VERSION }
  return join(engineCache(environment), `${engine}-${versions[engine]}`)
}
