import { describe, expect, it } from 'vitest'
import { createSampleLog } from './sample-log.fixture.ts'
import type { SampleSyndicator } from './sample-syndicator.fixture.ts'
import { startSampleSyndicator } from './sample-syndicator.fixture.ts'

const ENTRY = /<entry[^>]*>\n<id>urn:uuid:([^<]+)<[\s\S]*?<updated>([^<]+)</g

async function updatedOf(syndicator: SampleSyndicator, path: string): Promise<ReadonlyMap<string, string>> {
  const xml = await (await syndicator.get(path)).text()
  return new Map(Array.from(xml.matchAll(ENTRY), ([, id = '', updated = '']) => [id, updated]))
}

/** All of one millisecond, as most lines of an import are. */
function imported(articles: number) {
  const log = createSampleLog({ stepMs: 0 })
  log.register('nura')
  const ids = Array.from({ length: articles }, (_, n) => log.publish('nura', String(n)))
  return { log, ids }
}

describe('articles of one millisecond', () => {
  it('have each an `updated` of its own, in a feed, in its archive and in a rebuild', async () => {
    const { log } = imported(130)
    await using grown = await startSampleSyndicator(log.records.slice(0, 40))
    await grown.append(log.records)
    await using rebuilt = await startSampleSyndicator(log.records)
    for (const [path, entries] of [
      ['/feeds/nura.atom', 50],
      ['/feeds/all/archive/1.atom', 100],
    ] as const) {
      // prettier-ignore
      const updated = await updatedOf(grown, path)
      expect(updated.size).toBe(entries)
      expect(new Set(updated.values()).size).toBe(entries)
      expect([...(await updatedOf(rebuilt, path))]).toEqual([...updated])
    }
  })

  it('are told at most a second late', async () => {
    const { log } = imported(1_200)
    await using syndicator = await startSampleSyndicator(log.records)
    const latest = Math.max(
      ...[...(await updatedOf(syndicator, '/feeds/nura/archive/10.atom')).values()].map((at) =>
        Date.parse(at),
      ),
    )
    expect(latest - log.nowMs).toBeLessThanOrEqual(1_000)
  })

  it('move on with a version, and have their time again after a restore', async () => {
    const { log, ids } = imported(3)
    await using syndicator = await startSampleSyndicator(log.records)
    const [first = ''] = ids
    const at = async () => (await updatedOf(syndicator, '/feeds/nura.atom')).get(first) ?? ''
    const before = await at()
    log.publish('nura', '0', { title: 'Another' })
    await syndicator.append(log.records)
    const revised = await at()
    expect(Date.parse(revised)).toBeGreaterThan(Date.parse(before))
    log.withdraw('nura', '0', 'By mistake')
    log.publish('nura', '3')
    log.restore('nura', '0')
    await syndicator.append(log.records)
    expect(await at()).toBe(revised)
  })
})
