/**
 * Accepted → delivered, in milliseconds: from the append of an event to the arrival of the whole feed at each of
 * 1 and of 1,000 subscribers, and at 1,000 of whom one says nothing. SQLite on disk, or NATS, subscribers in a
 * process of their own. `node bench/hub.ts [nats://…] [subscribers …]`
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import type { EventLogs } from '@uniwire/ports'
import { PUBLIC_URL } from '../src/sample-address.fixture.ts'
import { createSampleLog } from '../src/sample-log.fixture.ts'
import type { SampleSyndicator } from '../src/sample-syndicator.fixture.ts'
import { openSampleLogs, startSampleSyndicator } from '../src/sample-syndicator.fixture.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const BODY = `<p>${'Университетте ғылыми конференция өтті, оған студенттер қатысты. '.repeat(25)}</p>`
const TOPIC = `${PUBLIC_URL}/feeds/nura.atom`
const AT_ONCE = 8

const servers = process.argv.slice(2).find((argument) => argument.startsWith('nats:'))
const sizes = process.argv.slice(2).map(Number).filter(Boolean)
for (const subscribers of sizes.length > 0 ? sizes : [1, 1_000]) {
  const rounds = subscribers < 100 ? 100 : 10
  await bench(subscribers, rounds, false)
  if (subscribers > 1) await bench(subscribers, rounds, true)
}

async function bench(subscribers: number, rounds: number, oneIsSilent: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-hub-bench-'))
  const child = fork(new URL('./hub-subscribers.ts', import.meta.url))
  try {
    // The first word of the child.
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const log = createSampleLog({ stepMs: 1_000 })
    log.register('nura')
    for (let n = 0; n < 50; n += 1) log.publish('nura', String(n), { title: `Хабар ${n}`, bodyHtml: BODY })
    await using sample = await startSampleSyndicator(log.records, {
      logs: servers === undefined ? openSampleLogs('bench', join(folder, 'log.db')) : openNats(servers),
      databaseFile: join(folder, 'feeds.db'),
      lint: false,
    })
    const startMs = sample.clock.ms - performance.now()
    const ticking = setInterval(() => (sample.clock.ms = startMs + performance.now()), 10)
    const arrivals = { atMs: [] as number[] }
    child.on('message', (times: number[]) => arrivals.atMs.push(...times))
    for (let n = 0; n < subscribers; n += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, subscribers - n) }, (_, k) => n + k)
      await Promise.all(batch.map((each) => subscribe(sample, `http://127.0.0.1:${port}/${each}`)))
    }
    await reaches(arrivals, subscribers)
    const expected = oneIsSilent ? subscribers - 1 : subscribers
    if (oneIsSilent) child.send({ silent: '/0' })
    const latencies: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      arrivals.atMs = []
      log.publish('nura', `r${round}`, { title: `Жаңа ${round}`, bodyHtml: BODY })
      const begunMs = Date.now()
      await sample.append(log.records)
      await reaches(arrivals, expected)
      latencies.push(...arrivals.atMs.map((ms) => ms - begunMs))
      process.send?.({ done: round + 1, of: rounds, unit: `events to ${subscribers}` })
      // The outcomes of this round are written before the next begins.
      await delay(300)
    }
    clearInterval(ticking)
    const sorted = latencies.toSorted((a, b) => a - b)
    const percentile = (p: number) => sorted[Math.ceil(sorted.length * p) - 1]
    const silent = oneIsSilent ? ', one of them silent' : ''
    print(`${subscribers} subscribers${silent}, ${rounds} events, feed of ${await size(sample)} bytes`)
    process.send?.({
      what: `delivered to ${subscribers}${silent}, p99`,
      unit: 'ms',
      uniwire: percentile(0.99) ?? NaN,
    })
    print(`  delivered after p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, last ${sorted.at(-1)} ms`)
  } finally {
    child.kill()
    rmSync(folder, { recursive: true })
  }
}

function openNats(address: string): Promise<EventLogs> {
  const namespace = `b${randomUUID().slice(0, 8)}`
  return openNatsEventLogs({ servers: address, namespace, now: Date.now, newId: randomUUID })
}

async function subscribe(sample: SampleSyndicator, callback: string): Promise<void> {
  const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': callback }
  const answer = await sample.post('/hub', new URLSearchParams(form))
  if (answer.status === 202) return
  if (answer.status !== 429) throw new Error(`${answer.status} ${await answer.text()}`)
  await delay(20)
  return subscribe(sample, callback)
}

/** Until every subscriber has it, and for a minute at most. */
async function reaches(arrivals: { readonly atMs: readonly number[] }, count: number): Promise<void> {
  for (let waited = 0; arrivals.atMs.length < count; waited += 5) {
    if (waited > 60_000) throw new Error(`${arrivals.atMs.length} of ${count} deliveries arrived`)
    await delay(5)
  }
}

async function size(sample: SampleSyndicator): Promise<number> {
  return (await (await sample.get('/feeds/nura.atom')).arrayBuffer()).byteLength
}
