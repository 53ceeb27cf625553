import { existsSync } from 'node:fs'
import { engineCache, engineFolder } from '../../../infra/engines/cache.ts'
import type { EngineName } from '../../../infra/engines/cache.ts'
import { hasDocker, hasImage } from './docker.ts'

/** An engine that this test process started, on a port and a folder of its own. */
export interface Engine extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** Holds `data` and `config`; removed on disposal. */
  readonly folder: string
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>
  /** SIGKILL: no goodbye of any kind. */
  kill(): Promise<void>
  /** SIGSTOP: connections stay open and nobody answers. */
  pause(): void
  resume(): void
  /** On the same port and data folder, ended or not; resolves once it answers. */
  restart(): Promise<void>
}

const ADDRESS = { nats: 'NATS_URL', redis: 'REDIS_URL', elasticsearch: 'ELASTICSEARCH_URL' } as const

/** Of an engine that runs already: for tests that leave it alone and clean up what is theirs. */
export function addressOf(name: EngineName): string | undefined {
  return process.env[ADDRESS[name]] || undefined
}

export type Driver = 'docker' | 'native'

/**
 * What starts an engine of a test's own: Docker, else the binaries in the cache (design §7). An image that has
 * yet to be pulled, up to 1 GB, comes after binaries that are there.
 */
export function driverOf(name: EngineName): Driver | undefined {
  if (hasImage(name)) return 'docker'
  if (isBrought(name)) return 'native'
  return hasDocker() ? 'docker' : undefined
}

/**
 * Whether tests with this engine can run here; `describe.runIf(hasEngine('nats'))`: at an address in the
 * environment, in Docker, from the cache. Where they cannot, it says so with the command that helps, or throws
 * when `UNIWIRE_ENGINES=required`; `none` leaves them out where they could run. `own`: the tests end or
 * stop the engine, or look into its files, so one that runs elsewhere is of no use to them.
 */
export function hasEngine(name: EngineName, { own = false } = {}): boolean {
  if (process.env['UNIWIRE_ENGINES'] === 'none') {
    process.stderr.write(`\n!! TESTS WITH ${name.toUpperCase()} ARE LEFT OUT: UNIWIRE_ENGINES=none\n\n`)
    return false
  }
  if ((!own && addressOf(name) !== undefined) || driverOf(name) !== undefined) return true
  const help = `run \`pnpm engines ${name}\`, start Docker${own ? '' : ` or set ${ADDRESS[name]}`}`
  const reason = `${name} is not in ${engineCache(process.env)} and no Docker daemon answers: ${help}`
  if (process.env['UNIWIRE_ENGINES'] === 'required') throw new Error(reason)
  process.stderr.write(`\n!! TESTS WITH ${name.toUpperCase()} ARE LEFT OUT: ${reason}\n\n`)
  return false
}

/** Folder of the binaries; throws with the command that brings them. */
export function broughtEngine(name: EngineName): string {
  if (!isBrought(name)) throw new Error(`no ${name} to start: run \`pnpm engines ${name}\``)
  return engineFolder(process.env, name)
}

function isBrought(name: EngineName): boolean {
  return existsSync(engineFolder(process.env, name))
}
