/**
 * Rebuild rate of a log in events/s, for 10,000 and 100,000 articles, and answers/s of a feed (200, 304)
 * beside node:http that serves one ready buffer, in one run. `node bench/feeds.ts [articles …]`
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'
import { createOrigin, listen } from '@uniwire/service-kit'
import type { SampleLog } from '../src/sample-log.fixture.ts'
import { createSampleLog } from '../src/sample-log.fixture.ts'
import type { GrownStore } from '../src/sample-store.fixture.ts'
import { growStore } from '../src/sample-store.fixture.ts'
import { startSampleSyndicator } from '../src/sample-syndicator.fixture.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const SENTENCE = 'Университетте ғылыми конференция өтті, оған оқытушылар мен студенттер қатысты. '
const BODY = `<p>${SENTENCE.repeat(20)}</p>`
const DURATION_MS = 2_000
const CONNECTIONS = 16
const UNIVERSITIES = 20

const sizes = process.argv.slice(2).map(Number)
for (const articles of sizes.length > 0 ? sizes.filter(Boolean) : [10_000, 100_000])
  await benchRebuild(articles)
await benchHttp()

async function benchRebuild(articles: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-bench-'))
  try {
    const file = join(folder, 'feeds.db')
    const store = await growStore([], file)
    const log = createSampleLog({ stepMs: 1_000 })
    for (let u = 0; u < UNIVERSITIES; u += 1) log.register(`university-${u}`)
    await store.apply(log.records.splice(0))
    let ms = 0
    let firstTenthMs = 0
    for (let n = 0; n < articles;) {
      while (log.records.length < MAX_PAGE_RECORDS && n < articles) publish(log, n++)
      const page = log.records.splice(0)
      const begun = performance.now()
      await store.apply(page)
      ms += performance.now() - begun
      if (n <= articles / 10) firstTenthMs = ms
      process.send?.({ done: n, of: articles, unit: 'articles projected' })
    }
    const laterTenthMs = (ms - firstTenthMs) / 9
    print(`${articles} articles`)
    print(`  rebuild          ${Math.round((articles / ms) * 1000)} events/s`)
    print(`  a later tenth    ${(laterTenthMs / firstTenthMs).toFixed(2)} x the time of the first`)
    print(`  on disk          ${Math.round(statSync(file).size / 1e6)} MB`)
    await benchRender(store, log, articles)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** An article arrives, and three feeds that show it are asked for. */
async function benchRender(store: GrownStore, log: SampleLog, articles: number): Promise<void> {
  const rounds = 200
  const feeds = [{ kind: 'all' }, { kind: 'university', university: 'university-0' }] as const
  let applyMs = 0
  let renderMs = 0
  for (let n = 0; n < rounds; n += 1) {
    log.publish('university-0', String(articles + n), { title: `Жаңа ${n}`, bodyHtml: BODY })
    const begun = performance.now()
    await store.apply(log.records.splice(0))
    const applied = performance.now()
    for (const address of feeds) store.service.feed({ address, format: 'rss' })
    // The first rounds render 50 entries that no feed had shown before.
    if (n < rounds / 10) continue
    applyMs += applied - begun
    renderMs += performance.now() - applied
  }
  const counted = rounds - rounds / 10
  print(`  one event        ${(applyMs / counted).toFixed(2)} ms, committed`)
  print(`  one feed anew    ${(renderMs / counted / feeds.length).toFixed(2)} ms, with its tag`)
}

async function benchHttp(): Promise<void> {
  const log = createSampleLog({ stepMs: 1_000 })
  log.register('university-0')
  for (let n = 0; n < 60; n += 1) {
    log.publish('university-0', String(n), { title: `Хабар ${n}`, bodyHtml: BODY })
  }
  await using sample = await startSampleSyndicator(log.records, { lint: false })
  const origin = createOrigin({
    apps: [sample.syndicator.app],
    direct: sample.syndicator.direct,
    logger: sample.tools.logger,
    metrics: sample.tools.metrics.requests,
    newRequestId: sample.tools.newId,
    monotonicMs: () => performance.now(),
  })
  await using server = await listen(origin, { host: '127.0.0.1', port: 0 })
  const { port } = server
  const path = '/feeds/university-0.rss'
  const response = await sample.get(path)
  const body = Buffer.from(await response.arrayBuffer())
  const headers = Object.fromEntries(response.headers)
  const bare = createServer((_request, answer) => answer.writeHead(200, headers).end(body))
  const bareUnchanged = createServer((_request, answer) => answer.writeHead(304, headers).end())
  const tag = `If-None-Match: ${headers['etag']}\r\n`
  print(`a feed of ${body.length} bytes, ${CONNECTIONS} connections, load from the same process`)
  for (const [name, peer, condition] of [
    ['200', bare, ''],
    ['304', bareUnchanged, tag],
  ] as const) {
    const peerPort = await portOf(peer)
    const rates: [number, number] = [0, 0]
    const costs: [number, number] = [Infinity, Infinity]
    // Turn about, so that both have the same neighbours on the machine.
    for (let turn = 0; turn < 4; turn += 1) {
      for (const [side, each] of [peerPort, port].entries()) {
        const { perSecond, cpuUs } = await rate(each, path, condition)
        rates[side] = Math.max(rates[side] ?? 0, perSecond)
        costs[side] = Math.min(costs[side] ?? Infinity, cpuUs)
      }
    }
    const ratio = (rates[1] / rates[0]).toFixed(2)
    print(
      `  ${name}: node:http ${Math.round(rates[0])}/s, syndicator ${Math.round(rates[1])}/s, ratio ${ratio}`,
    )
    const cost = costs.map((us) => `${us.toFixed(1)} µs`).join(' and ')
    print(
      `       processor time of an answer, its request included: ${cost}, ratio ${(costs[0] / costs[1]).toFixed(2)}`,
    )
    const goal = { atLeast: 0.8 }
    process.send?.({
      what: `${name}, answers`,
      unit: '/s',
      uniwire: rates[1],
      against: rates[0],
      ratio: rates[1] / rates[0],
      goal,
    })
    process.send?.({
      what: `${name}, processor time, the ratio inverted`,
      unit: 'µs',
      uniwire: costs[1],
      against: costs[0],
      ratio: costs[0] / costs[1],
      goal,
    })
    peer.close()
  }
}

async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, resolve)
  await promise
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Answers/s over kept connections, each asking again as soon as it has its answer. */
async function rate(port: number, path: string, headers: string) {
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)
  let answers = 0
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)))
  for (const socket of sockets) {
    let missing = 0
    socket.on('data', (chunk: Buffer) => {
      if (missing === 0) {
        const end = chunk.indexOf('\r\n\r\n') + 4
        const head = chunk.toString('latin1', 0, end)
        const length = head.startsWith('HTTP/1.1 304') ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
        missing = length - (chunk.length - end)
      } else missing -= chunk.length
      if (missing > 0) return
      answers += 1
      socket.write(request)
    })
    socket.write(request)
  }
  const begun = performance.now()
  const before = process.cpuUsage()
  await delay(DURATION_MS)
  const { user, system } = process.cpuUsage(before)
  const counted = answers
  const perSecond = (counted / (performance.now() - begun)) * 1000
  for (const socket of sockets) socket.destroy()
  return { perSecond, cpuUs: (user + system) / counted }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

function publish(log: SampleLog, n: number): void {
  log.publish(`university-${n % UNIVERSITIES}`, String(n), {
    title: `Хабар ${n}`,
    bodyHtml: BODY,
    language: (['kk', 'ru', 'en'] as const)[n % 3] ?? 'kk',
    categories: [`Санат ${n % 10}`],
  })
}
