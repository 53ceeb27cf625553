import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDevelopmentProxy } from '../../infra/dev/proxy.ts'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { forEachService, SERVICES } from '../../infra/dev/route-table.ts'
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
const START_DEADLINE_MS = 120_000

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

/** One process of a service, with an address of its own. */
export interface Replica {
  readonly process: ServiceProcess
  readonly url: string
}

/** The services as processes and the proxy before them; what the standalone does in one. */
export interface Distributed extends Standalone {
  /** The first replica of each. */
  readonly processes: Readonly<Record<ServiceName, ServiceProcess>>
  readonly urls: Readonly<Record<ServiceName, string>>
  readonly replicas: Readonly<Record<ServiceName, readonly Replica[]>>
}

export async function createDistributed(
  engines: Engines,
  {
    settings = {},
    killsEngines = false,
    replicas: size = 1,
  }: {
    readonly settings?: Readonly<Record<string, string>>
    /** `kill` takes the engines as well. */
    readonly killsEngines?: boolean
    /** Processes of each service. */
    readonly replicas?: number
  } = {},
): Promise<Distributed> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const ports = await Promise.all(SERVICES.map(() => Promise.all(Array.from({ length: size }, freePort))))
  const addresses = forEachService((_, place) =>
    (ports[place] ?? []).map((each) => `http://127.0.0.1:${each}`),
  )
  const common = {
    NATS_URL: engines.nats.url,
    REDIS_URL: engines.redis.url,
    ELASTICSEARCH_URL: engines.elasticsearch.url,
    UNIWIRE_PUBLIC_URL: url,
    UNIWIRE_NAMESPACE: `t${randomUUID().slice(0, 8)}`,
    UNIWIRE_OPERATOR_KEY: OPERATOR_KEY,
    UNIWIRE_LOG_LEVEL: 'warn',
    UNIWIRE_TRUSTED_PROXIES: '1',
    // Of several, the reader asks whichever is there.
    UNIWIRE_VIEWS_URL: size === 1 ? (addresses.views[0] ?? '') : url,
    ...settings,
  }
  for (const name of SERVICES) {
    for (let n = 0; n < size; n += 1) await mkdir(join(folder, `${name}-${n}`))
  }
  const replicas = forEachService((name) =>
    addresses[name].map((address, n) => ({
      url: address,
      process: createServiceProcess(mainOf(name), {
        [`UNIWIRE_${name.toUpperCase()}_DATA`]: join(folder, `${name}-${n}`),
        ...common,
        ...engines.signIn(name),
        [`UNIWIRE_${name.toUpperCase()}_PORT`]: new URL(address).port,
      }),
    })),
  )
  const first = (name: ServiceName): Replica => {
    const [replica] = replicas[name]
    if (replica === undefined) throw new RangeError('no replica')
    return replica
  }
  const all = SERVICES.flatMap((name) => replicas[name].map(({ process }) => ({ name, process })))
  let proxy: AsyncDisposable | undefined
  let enginesAreDown = false

  const end = async (signal: NodeJS.Signals) => {
    const codes = await Promise.all(all.map(({ process }) => process.end(signal)))
    await proxy?.[Symbol.asyncDispose]()
    proxy = undefined
    return codes.find((code) => code !== 0) ?? 0
  }
  const everyEngine = [engines.nats, engines.redis, engines.elasticsearch]
  return {
    url,
    folder,
    processes: forEachService((name) => first(name).process),
    urls: forEachService((name) => first(name).url),
    replicas,
    output: () => all.map(({ process }) => process.output()).join(''),
    async start() {
      if (enginesAreDown) await Promise.all(everyEngine.map((engine) => engine.restart()))
      enginesAreDown = false
      for (const { process } of all) if (!process.running()) process.start()
      proxy ??= await (hasNginx ? startNginx : startDevelopmentProxy)({ port, services: addresses })
      await waitUntil(
        'all of them to be ready',
        () => isReady(all, [url, ...Object.values(addresses).flat()]),
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

async function isReady(
  all: readonly { readonly name: ServiceName; readonly process: ServiceProcess }[],
  urls: readonly string[],
): Promise<boolean> {
  const ended = all.find(({ process }) => !process.running())
  if (ended !== undefined) throw new Error(`${ended.name} ended: ${ended.process.output()}`)
  const ready = await Promise.all(urls.map((url) => answers(`${url}/readyz`)))
  return ready.every(Boolean)
}

function mainOf(name: ServiceName): string {
  return fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))
}
