/** Intake over the SQLite file named first, as a process of its own; says where it listens, and how much it holds. */
import { randomBytes, randomUUID } from 'node:crypto'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { createLogger, createMetrics, createOrigin, listen } from '@uniwire/service-kit'
import { createIntake } from '../src/index.ts'

const operatorKey = randomBytes(24).toString('hex')
const newId = () => randomUUID()
const monotonicMs = () => performance.now()
const logs = await openEventLogs({ file: process.argv[2] ?? '', now: () => Date.now(), newId })
const metrics = createMetrics()
const logger = createLogger({ service: 'intake', level: 'error', readable: false })
const intake = await createIntake({
  logs,
  config: { publicUrl: 'http://127.0.0.1', operatorKey },
  tools: { logger, metrics, now: () => new Date().toISOString(), newId },
  randomBytes,
  monotonicMs,
  // What one key may write is not measured here.
  writeRate: { perSecond: 1_000_000, burst: 1_000_000 },
  fetchService: () => Promise.resolve(new Response(null, { status: 503 })),
})
const origin = createOrigin({
  apps: [intake.app],
  logger,
  metrics: metrics.requests,
  newRequestId: newId,
  monotonicMs,
})
const server = await listen(origin, { host: '127.0.0.1', port: 0 })
const profile = {
  names: { kk: 'Нұра', ru: 'Нура', en: 'Nura' },
  homepage: 'https://nura.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru'],
}
await call('PUT', '/v1/universities/nura', profile)
const { key } = await call('POST', '/v1/universities/nura/keys', {})
await call('PUT', '/v1/universities/altyn', profile)
const { key: otherKey } = await call('POST', '/v1/universities/altyn/keys', {})
process.on('message', () => process.send?.(process.memoryUsage.rss()))
process.send?.({ port: server.port, key, otherKey })

async function call(method: string, path: string, body: object): Promise<{ readonly key?: string }> {
  const headers = { Authorization: `Bearer ${operatorKey}`, 'Content-Type': 'application/json' }
  const response = await origin.request(path, { method, headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as { readonly key?: string }
}
