import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SampleLog } from './sample-log.fixture.ts'
import { createSampleLog } from './sample-log.fixture.ts'
import { growStore, InterruptedError } from './sample-store.fixture.ts'
import { appendRecords, openSampleLogs, startSampleSyndicator } from './sample-syndicator.fixture.ts'

const PROCESS = fileURLToPath(new URL('sample-process.fixture.ts', import.meta.url))
const FEEDS = ['all.atom', 'nura.rss', 'nura/kk.json', 'nura/ru.atom', 'nura/category/c3.atom']

/** On a machine that runs other tests as well. */
const DEADLINE_MS = 180_000

describe('kill -9', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-kill-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it(
    'at any moment leads to the same bytes after a restart',
    async () => {
      const log = manyEvents(1500)
      const logFile = join(folder, 'log.db')
      const databaseFile = join(folder, 'feeds.db')
      const logs = await openSampleLogs('sample', logFile)
      await appendRecords(logs, log.records)
      await logs[Symbol.asyncDispose]()

      const stops = [1, 400, 800].map((at) => killAt(at, logFile, databaseFile))
      for (const stop of stops) await stop()
      await using restarted = await startSampleSyndicator([], {
        databaseFile,
        logs: openSampleLogs('sample', logFile),
      })
      await using straight = await startSampleSyndicator(log.records)
      for (const path of [
        ...FEEDS.map((feed) => `/feeds/${feed}`),
        '/v1/changes?limit=500',
        '/sitemap.xml',
      ]) {
        const [killed, expected] = [await restarted.get(path), await straight.get(path)]
        expect(killed.status, path).toBe(200)
        expect(await killed.text(), path).toBe(await expected.text())
        expect(killed.headers.get('Last-Modified')).toBe(expected.headers.get('Last-Modified'))
      }
    },
    DEADLINE_MS,
  )

  it(
    'between any two statements leaves the state and its position together',
    async () => {
      const { records } = manyEvents(120)
      const straight = (await growStore(records)).everything()
      for (let statements = 3; statements < 400; statements += 41) {
        const store = await growStore([])
        await expect(store.apply(records, statements)).rejects.toThrow(InterruptedError)
        store.reopen()
        await store.apply(records)
        expect(store.everything()).toEqual(straight)
      }
    },
    DEADLINE_MS,
  )
})

/** Starts the process and kills it as soon as it says that it has come so far. */
function killAt(position: number, logFile: string, databaseFile: string): () => Promise<void> {
  return async () => {
    const child = spawn(process.execPath, [PROCESS, logFile, databaseFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    for await (const line of createInterface(child.stdout)) {
      if (Number(line) >= position) child.kill('SIGKILL')
    }
    const [, signal] = await exited
    expect(signal).toBe('SIGKILL')
  }
}

function manyEvents(count: number): SampleLog {
  const log = createSampleLog()
  log.register('nura')
  for (let n = 0; n < count; n += 1) {
    const sourceId = String(n % 400)
    const content = {
      title: `Хабар ${n}`,
      categories: [`c${n % 7}`],
      language: n % 5 === 0 ? 'ru' : 'kk',
    } as const
    if (n % 11 === 10) log.withdraw('nura', String((n * 7) % 400))
    else if (n % 13 === 12) log.restore('nura', String(((n - 2) * 7) % 400))
    else log.publish('nura', sourceId, content)
  }
  return log
}
