/**
 * `pnpm dev:distributed`: engines, five services and a proxy on this machine, with one log. Engines whose
 * addresses are in the environment are used as they are; the others are started from the cache of
 * `pnpm engines`, on folders that are removed at the end. Ctrl-C ends all of it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { startElasticsearch } from '../../tests/harness/engines/elasticsearch.ts'
import { startNats } from '../../tests/harness/engines/nats.ts'
import { startRedis } from '../../tests/harness/engines/redis.ts'
import { readableLine } from './readable-line.ts'
import { startDevelopmentProxy } from './proxy.ts'
import { forEachService, SERVICES } from './route-table.ts'
import type { ServiceName } from './route-table.ts'

const PORTS = { intake: 4001, indexer: 4002, views: 4003, syndicator: 4004, reader: 4005 } as const
const REDIS_CONFIG = fileURLToPath(new URL('../redis/redis.conf', import.meta.url))
/** As in docker-compose.yml. */
const FLAGS: Partial<Record<ServiceName, readonly string[]>> = {
  indexer: ['--max-old-space-size=256', '--max-semi-space-size=8'],
}
const ENGINES = {
  NATS_URL: startNats,
  REDIS_URL: () => startRedis({ configFile: REDIS_CONFIG }),
  ELASTICSEARCH_URL: startElasticsearch,
} as const

const port = Number(process.env['UNIWIRE_PORT'] || 4000)
const publicUrl = `http://127.0.0.1:${port}`
const operatorKey = process.env['UNIWIRE_OPERATOR_KEY'] || 'operator-key-for-development'

const asked = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked.resolve())
try {
  await using running = new AsyncDisposableStack()
  const addresses = await startEngines(running)
  const data = join(process.env['UNIWIRE_DATA'] || './data', 'syndicator')
  await mkdir(data, { recursive: true })
  const environment = {
    ...process.env,
    ...addresses,
    UNIWIRE_PUBLIC_URL: publicUrl,
    UNIWIRE_OPERATOR_KEY: operatorKey,
    UNIWIRE_SYNDICATOR_DATA: data,
    UNIWIRE_TRUSTED_PROXIES: '1',
  }
  for (const name of SERVICES) running.use(startService(name, environment))
  running.use(
    await startDevelopmentProxy({
      port,
      services: forEachService((name) => [`http://127.0.0.1:${PORTS[name]}`]),
    }),
  )
  say('proxy', `${publicUrl}/   operator's key: ${operatorKey}   Ctrl-C ends all`)
  await asked.promise
} catch (error) {
  say('dev', error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function startEngines(running: AsyncDisposableStack): Promise<Record<string, string>> {
  const started = await Promise.all(
    Object.entries(ENGINES).map(async ([setting, start]) => {
      const given = process.env[setting]
      if (given !== undefined && given !== '') return [setting, given]
      say('engines', `starting what ${setting} would name`)
      const { url } = running.use(await start())
      say('engines', `${setting}=${url}`)
      return [setting, url]
    }),
  )
  return Object.fromEntries(started) as Record<string, string> // Pairs of strings, as made above.
}

function startService(name: ServiceName, environment: NodeJS.ProcessEnv): AsyncDisposable {
  const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))
  // A group of its own: Ctrl-C in the terminal reaches this process alone, which ends them in order.
  const child = spawn(process.execPath, [...(FLAGS[name] ?? []), main], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const exited = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr]) show(name, stream)
  void exited.then(([code]) => say(name, `ended with ${code}`))
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function show(name: string, stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => say(name, readableLine(line)))
}

function say(name: string, line: string): void {
  process.stdout.write(`${name.padEnd(10)} ${line}\n`)
}
