import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { freePort } from './free-port.ts'
import type { ServiceProcess } from './service-process.ts'
import { createServiceProcess } from './service-process.ts'
import { OPERATOR_KEY } from './standalone.ts'
import { waitUntil } from './wait-until.ts'

export interface LoneService extends ServiceProcess, AsyncDisposable {
  readonly url: string
}

export const mainOf = (name: ServiceName): string =>
  new URL(`../../services/${name}/src/main.ts`, import.meta.url).pathname

/** One service without the others. Its engines are nowhere unless the settings say where. */
export async function createService(
  name: ServiceName,
  settings: Readonly<Record<string, string>>,
): Promise<LoneService> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-'))
  const nowhere = `127.0.0.1:${await freePort()}`
  const process = createServiceProcess(mainOf(name), {
    UNIWIRE_PUBLIC_URL: 'http://127.0.0.1:4000',
    UNIWIRE_OPERATOR_KEY: OPERATOR_KEY,
    UNIWIRE_SYNDICATOR_DATA: folder,
    NATS_URL: `nats://${nowhere}`,
    ELASTICSEARCH_URL: `http://${nowhere}`,
    REDIS_URL: `redis://${nowhere}`,
    [`UNIWIRE_${name.toUpperCase()}_PORT`]: String(port),
    ...settings,
  })
  return {
    ...process,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await process.end('SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}

/** Several processes starting at once on a small machine take half a minute. */
export const WAIT_MS = 60_000

/** What it said of an engine that it waits for. */
export async function engineAway(service: Pick<ServiceProcess, 'output' | 'running'>) {
  const line = await waitUntil(
    'the log to name the setting',
    () => {
      if (!service.running()) throw new Error(service.output())
      return Promise.resolve(
        service
          .output()
          .split('\n')
          .find((text) => text.includes('"engine-away"')),
      )
    },
    WAIT_MS,
  )
  // A line of our own logger.
  return JSON.parse(line) as { setting: string; reason: string; retryInMs: number }
}

export async function untilReady(service: LoneService): Promise<void> {
  await waitUntil(
    'readiness',
    async () => {
      if (!service.running()) throw new Error(service.output())
      return (await fetch(`${service.url}/readyz`).catch(() => undefined))?.ok
    },
    WAIT_MS,
  )
}
