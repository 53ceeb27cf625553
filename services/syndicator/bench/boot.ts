/**
 * Boot from a log of so many articles, and what it holds: into a new projection, and into the one that is there.
 * Then accepted → in the feed: from the append of an event to the first answer of its university's feed that has
 * another tag. Each in a process of its own, over SQLite on disk. `node bench/boot.ts [articles]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import { createSampleLog } from '../src/sample-log.fixture.ts'
import { openSampleLogs, startSampleSyndicator } from '../src/sample-syndicator.fixture.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const BODY = `<p>${'Университетте ғылыми конференция өтті, оған студенттер қатысты. '.repeat(25)}</p>`
const UNIVERSITIES = 20
const BATCH = 500
const EVENTS = 300

const [, , command = '100000', logFile = '', databaseFile = ''] = process.argv
if (command === 'boot') await boot()
else if (command === 'events') await events(Number(logFile), databaseFile)
else await bench(Number(command))

async function bench(articles: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-boot-'))
  try {
    const [log, feeds] = [join(folder, 'log.db'), join(folder, 'feeds.db')]
    await fill(log, articles)
    print(`${articles} articles, a log of ${Math.round(statSync(log).size / 1e6)} MB`)
    await child('a new projection', ['boot', log, feeds])
    await child('the projection that is there', ['boot', log, feeds])
    await child('accepted → in the feed', ['events', String(articles), folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function child(what: string, parameters: readonly string[]): Promise<void> {
  print(what)
  const forked = fork(new URL(import.meta.url), parameters)
  forked.on('message', (sent: object) => process.send?.(sent))
  const [code] = await once(forked, 'exit')
  if (code !== 0) throw new Error(`${what}: ended with ${code}`)
}

async function fill(file: string, articles: number): Promise<void> {
  await using logs = await openSampleLogs('bench', file)
  const stream = await logs.open(STREAMS.log)
  const sample = createSampleLog({ stepMs: 1_000 })
  for (let u = 0; u < UNIVERSITIES; u += 1) sample.register(`university-${u}`)
  for (let n = 0; n < articles;) {
    while (sample.records.length < BATCH && n < articles) publish(sample, n++)
    const records = sample.records.splice(0).map((record) => ({ ...record, expected: 0 }))
    const { ok } = await stream.appendBatch(records)
    if (!ok) throw new Error('the log has another one')
    process.send?.({ done: n, of: articles, unit: 'articles into the log' })
  }
}

function publish(sample: ReturnType<typeof createSampleLog>, n: number): void {
  sample.publish(`university-${n % UNIVERSITIES}`, String(n), {
    title: `Хабар ${n}`,
    bodyHtml: BODY,
    language: (['kk', 'ru', 'en'] as const)[n % 3] ?? 'kk',
    categories: [`Санат ${n % 10}`],
  })
}

/** From the start of the process, which has to read its source as well. */
async function boot(): Promise<void> {
  const isNew = !existsSync(databaseFile)
  await using logs = await openSampleLogs('bench', logFile)
  const end = await (await logs.open(STREAMS.log)).end()
  await using sample = await startSampleSyndicator([], {
    logs: Promise.resolve(logs),
    databaseFile,
    wait: false,
    lint: false,
  })
  while (!(await sample.syndicator.position.reached(end, 60_000)));
  await (await sample.get('/feeds/all.rss')).arrayBuffer()
  const { heapUsed, rss } = process.memoryUsage()
  const peakMb = process.resourceUsage().maxRSS / 1e3
  const what = isNew ? 'boot into a new projection' : 'start with the projection that is there'
  process.send?.({ what: `${what}, first feed after`, unit: 's', uniwire: performance.now() / 1_000 })
  process.send?.({ what: `${what}, resident at most`, unit: 'MB', uniwire: peakMb, goal: { atMost: 250 } })
  const megabytes = (bytes: number) => Math.round(bytes / 1e6)
  print(
    `  first feed after ${(performance.now() / 1_000).toFixed(2)} s, ${(process.cpuUsage().user / 1e6).toFixed(1)} s of processor time`,
  )
  print(`  resident ${megabytes(rss)} MB, at most ${Math.round(peakMb)} MB, heap ${megabytes(heapUsed)} MB`)
}

async function events(articles: number, folder: string): Promise<void> {
  await using logs = await openSampleLogs('bench', join(folder, 'log.db'))
  const stream = await logs.open(STREAMS.log)
  const options = {
    logs: Promise.resolve(logs),
    databaseFile: join(folder, 'feeds.db'),
    wait: false,
    lint: false,
  }
  await using sample = await startSampleSyndicator([], options)
  while (!(await sample.syndicator.position.reached(await stream.end(), 60_000)));
  const log = createSampleLog({ stepMs: 1_000, startMs: Date.parse('2028-01-01T00:00:00Z') })
  log.register('university-0')
  log.records.splice(0)
  const took: number[] = []
  for (let n = 0; n < EVENTS; n += 1) {
    publish(log, UNIVERSITIES * (articles + n))
    const [record] = log.records.splice(0)
    if (record === undefined) throw new Error('nothing was published')
    const before = await tagOf(sample)
    const begun = performance.now()
    await stream.append({ ...record, expected: 0 })
    while ((await tagOf(sample)) === before) await new Promise((resolve) => setImmediate(resolve))
    took.push(performance.now() - begun)
  }
  const sorted = took.toSorted((a, b) => a - b)
  const percentile = (p: number) => sorted[Math.ceil(sorted.length * p) - 1] ?? NaN
  const [p50, p99] = [percentile(0.5), percentile(0.99)]
  print(`  ${EVENTS} events, one after the other: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  process.send?.({ what: 'appended → in the feed, p99', unit: 'ms', uniwire: p99, goal: { atMost: 100 } })
}

async function tagOf(sample: Awaited<ReturnType<typeof startSampleSyndicator>>): Promise<string | null> {
  return (await sample.get('/feeds/university-0.rss')).headers.get('ETag')
}
