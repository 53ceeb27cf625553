import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STREAMS } from '@uniwire/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appendRecords, openSampleLogs, startSampleSyndicator } from '../sample-syndicator.fixture.ts'
import { oneArticle, PATIENCE, subscribe } from './sample-hub.fixture.ts'
import { startSubscriber } from './subscriber.fixture.ts'
import { readSubscription } from './subscription.ts'

const PROCESS = fileURLToPath(new URL('../sample-process.fixture.ts', import.meta.url))
const SUBSCRIBERS = 60

describe('kill -9 in the middle of a fan-out', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-hub-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('loses no delivery and repeats none but those in flight', async () => {
    const logFile = join(folder, 'log.db')
    const databaseFile = join(folder, 'feeds.db')
    const log = oneArticle()
    await using subscriber = await startSubscriber()
    {
      await using syndicator = await startSampleSyndicator(log.records, {
        databaseFile,
        logs: openSampleLogs('sample', logFile),
      })
      for (let n = 0; n < SUBSCRIBERS; n += 1) {
        await subscribe(syndicator, subscriber, { 'hub.callback': `${subscriber.url}/${n}` })
      }
      await syndicator.syndicator[Symbol.asyncDispose]()
      log.publish('nura', '2', { title: 'екінші' })
      await appendRecords(syndicator.logs, log.records)
    }
    // Some are answered, some are in flight when the process ends, some were never begun.
    subscriber.answer = (path) => (Number(path.slice(1)) % 3 === 0 ? 'hang' : 204)
    const child = spawn(process.execPath, [PROCESS, logFile, databaseFile], { stdio: 'ignore' })
    const exited = once(child, 'exit')
    const sent = () => subscriber.received.filter(({ body }) => body.includes('екінші'))
    await vi.waitUntil(() => sent().length >= SUBSCRIBERS / 3, PATIENCE)
    child.kill('SIGKILL')
    await exited
    const inFlight = await claimed(logFile)
    expect(inFlight.size).toBeGreaterThan(0)

    subscriber.answer = () => 204
    await using restarted = await startSampleSyndicator([], {
      databaseFile,
      logs: openSampleLogs('sample', logFile),
    })
    const paths = () => new Set(sent().map(({ path }) => path))
    const free = SUBSCRIBERS - inFlight.size
    await vi.waitUntil(() => paths().size >= free, PATIENCE)
    restarted.clock.ms += 30_000
    await vi.waitUntil(() => paths().size === SUBSCRIBERS, PATIENCE)
    await restarted.syndicator[Symbol.asyncDispose]()
    for (const path of paths()) {
      const times = sent().filter((received) => received.path === path).length
      expect(times, path).toBeLessThanOrEqual(inFlight.has(path) ? 2 : 1)
    }
  })
})

/** Paths of the callbacks whose delivery had begun and not ended. */
async function claimed(logFile: string): Promise<ReadonlySet<string>> {
  await using logs = await openSampleLogs('sample', logFile)
  const hub = await logs.open(STREAMS.hub)
  const page = await hub.read({ after: 0, limit: 500 })
  const states = page.records.map((record) => readSubscription(record)?.state)
  return new Set(
    states.flatMap((state) => (state?.sending === undefined ? [] : [new URL(state.callback).pathname])),
  )
}
