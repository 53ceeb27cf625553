import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDevelopmentProxy } from '../../infra/dev/proxy.ts'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { startElasticsearch } from './engines/elasticsearch.ts'
import type { Engine } from './engines/engine.ts'
import { hasEngine } from './engines/engine.ts'
import { startNats } from './engines/nats.ts'
import { answers } from './engines/answers.ts'
import { startRedis } from './engines/redis.ts'
import { freePort } from './free-port.ts'
import { hasNginx, startNginx } from './nginx.ts'
import { createServiceProcess } from './service-process.ts'
import type { ServiceProcess } from './service-process.ts'
import type { Standalone } from './standalone.ts'
import { OPERATOR_KEY } from './standalone.ts'
import { waitUntil } from './wait-until.ts'

const REDIS_CONFIG = fileURLToPath(new URL('../../infra/redis/redis.conf', import.meta.url))
const START_DEADLINE_MS = 60_000

export interface Engines extends AsyncDisposable {
  readonly nats: Engine
  readonly redis: Engine
  readonly elasticsearch: Engine
  /** How a service signs in; nothing where everybody may do everything. */
  readonly signIn: (service: ServiceName) => Readonly<Record<string, string>>
}

/** Whether the distributed composition can run here; says which engine is missing. */
export function hasEngines(): boolean {
  const found = (['nats', 'redis', 'elasticsearch'] as const).map((name) => hasEngine(name, { own: true }))
  return found.every(Boolean)
}

/** The three engines as production runs them, for as many compositions as like: each has its own namespace. */
export async function startEngines(): Promise<Engines> {
  await using started = new AsyncDisposableStack()
  const [nats, redis, elasticsearch] = await Promise.all(
    [startNats(), startRedis({ configFile: REDIS_CONFIG }), startElasticsearch()].map(async (starting) =>
      started.use(await starting),
    ),
  )
  if (!nats || !redis || !elasticsearch) throw new Error('three were started')
  const stack = started.move()
  return { nats, redis, elasticsearch, signIn: () => ({}), [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Five processes and the proxy before them; what the standalone does in one. */
export interface Distributed extends Standalone {
  readonly processes: Readonly<Record<ServiceName, ServiceProcess>>
  readonly urls: Readonly<Record<ServiceName, string>>
}

export async function createDistributed(
  engines: Engines,
  {
    settings = {},
    killsEngines = false,
  }: {
    readonly settings?: Readonly<Record<string, string>>
    /** `kill` takes the engines as well. */
    readonly killsEngines?: boolean
  } = {},
): Promise<Distributed> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const ports = await Promise.all(SERVICES.map(() => freePort()))
  const urls = forEach((_, place) => `http://127.0.0.1:${ports[place]}`)
  const common = {
    NATS_URL: engines.nats.url,
    REDIS_URL: engines.redis.url,
    ELASTICSEARCH_URL: engines.elasticsearch.url,
    UNIWIRE_PUBLIC_URL: url,
    UNIWIRE_NAMESPACE: `t${randomUUID().slice(0, 8)}`,
    UNIWIRE_OPERATOR_KEY: OPERATOR_KEY,
    UNIWIRE_LOG_LEVEL: 'warn',
    UNIWIRE_TRUSTED_PROXIES: '1',
    UNIWIRE_SYNDICATOR_DATA: folder,
    UNIWIRE_VIEWS_URL: urls.views,
    ...settings,
  }
  const processes = forEach((name, place) =>
    createServiceProcess(mainOf(name), {
      ...common,
      ...engines.signIn(name),
      [`UNIWIRE_${name.toUpperCase()}_PORT`]: String(ports[place]),
    }),
  )
  const all = Object.values(processes)
  let proxy: AsyncDisposable | undefined
  let enginesAreDown = false
  const output = () => all.map((each) => each.output()).join('')

  const end = async (signal: NodeJS.Signals) => {
    const codes = await Promise.all(all.map((each) => each.end(signal)))
    await proxy?.[Symbol.asyncDispose]()
    proxy = undefined
    return codes.find((code) => code !== 0) ?? 0
  }
  const everyEngine = [engines.nats, engines.redis, engines.elasticsearch]
  return {
    url,
    folder,
    processes,
    urls,
    output,
    async start() {
      if (enginesAreDown) await Promise.all(everyEngine.map((engine) => engine.restart()))
      enginesAreDown = false
      for (const each of all) if (!each.running()) each.start()
      proxy ??= await (hasNginx ? startNginx : startDevelopmentProxy)({ port, services: urls })
      await waitUntil(
        'all five to be ready',
        () => {
          const ended = SERVICES.find((name) => !processes[name].running())
          if (ended !== undefined) throw new Error(`${ended} ended: ${processes[ended].output()}`)
          return answers(`${url}/readyz`)
        },
        START_DEADLINE_MS,
      )
    },
    async kill() {
      enginesAreDown ||= killsEngines
      const killed = killsEngines ? everyEngine.map((engine) => engine.kill()) : []
      await Promise.all([...killed, end('SIGKILL')])
    },
    stop: () => end('SIGINT'),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function mainOf(name: ServiceName): string {
  return fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))
}

function forEach<T>(make: (name: ServiceName, place: number) => T): Readonly<Record<ServiceName, T>> {
  // One entry for each name of the list.
  return Object.fromEntries(SERVICES.map((name, place) => [name, make(name, place)])) as Record<
    ServiceName,
    T
  >
}
