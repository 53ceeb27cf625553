import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Changes, Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const WRITERS = 8
const KILLS = 3
const ACKNOWLEDGED_BETWEEN_KILLS = 60

/** What this test was told was accepted; the service's own counts are never asked. */
type Ledger = Map<string, Written>

export function killedInTheMiddleOfWrites(createWire: () => Promise<Standalone>): void {
  describe('killed with SIGKILL in the middle of writes', () => {
    let wire: Standalone
    let university: TestUniversity
    const ledger: Ledger = new Map()
    const views = { sent: 0, acknowledged: 0 }

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      university = await registerUniversity(wire.url, 'ledger')
      const first = (await (await university.put('viewed', articleNamed('viewed'))).json()) as Written
      ledger.set('viewed', first)
      // The views service follows the log: a view of what it has not read yet is of nothing, and rightly not counted.
      await readerOf(wire.url).json(`/v1/views?article=${first.id}`, first.sequence)
      for (let kill = 0; kill < KILLS; kill += 1) {
        const enough = ledger.size + ACKNOWLEDGED_BETWEEN_KILLS
        const writers = Array.from({ length: WRITERS }, (_, n) => writeUntilItFails(`${kill}-${n}`))
        const viewer = viewUntilItFails(first.id, kill)
        await waitUntil('enough acknowledged writes', async () => ledger.size >= enough)
        await wire.kill()
        await Promise.all([...writers, viewer])
        await wire.start()
      }
    }, 120_000)
    afterAll(() => wire[Symbol.asyncDispose]())

    const writeUntilItFails = async (name: string) => {
      for (let n = 0; ; n += 1) {
        const sourceId = `${name}-${n}`
        try {
          const response = await university.put(sourceId, articleNamed(sourceId))
          if (response.ok) ledger.set(sourceId, (await response.json()) as Written)
        } catch {
          // The process is gone: nothing more was promised to this writer.
          return
        }
      }
    }
    const viewUntilItFails = async (article: string, kill: number) => {
      for (let n = 0; ; n += 1) {
        // Another reader each time: the same one would be guarded as reloading.
        const headers = {
          'Content-Type': 'application/json',
          'User-Agent': `Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/${kill}.${n}`,
        }
        views.sent += 1
        try {
          const body = JSON.stringify({ article, event: `${kill}-${n}` })
          if ((await fetch(`${wire.url}/v1/views`, { method: 'POST', headers, body })).ok)
            views.acknowledged += 1
        } catch {
          return
        }
      }
    }

    it('keeps every acknowledged article, in the version that was promised', async () => {
      expect(ledger.size).toBeGreaterThan(KILLS * ACKNOWLEDGED_BETWEEN_KILLS)
      for (const [sourceId, written] of ledger) {
        const kept = (await (await university.call('GET', `/articles/${sourceId}`)).json()) as Written
        expect(kept, sourceId).toMatchObject({ id: written.id, version: 1, sequence: written.sequence })
      }
    })

    it('has each of them once in the changes and once in search', async () => {
      const read = readerOf(wire.url)
      const seen: string[] = []
      for (let after = 0; ;) {
        const page: Changes = await read.json<Changes>(`/v1/changes?after=${after}&limit=500`)
        if (page.changes.length === 0) break
        seen.push(...page.changes.map((change) => change.id))
        after = page.next
      }
      expect(new Set(seen).size).toBe(seen.length)
      const acknowledged = [...ledger.values()].map(({ id }) => id)
      expect(acknowledged.filter((id) => !seen.includes(id))).toEqual([])

      const found: string[] = []
      for (let cursor = ''; ;) {
        const page: Found = await read.json<Found>(`/v1/search?q=&limit=100${cursor}`)
        found.push(...page.hits.map((hit) => hit.id))
        if (page.nextCursor === undefined) break
        cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
      }
      expect(found.toSorted()).toEqual(seen.toSorted())
    })

    it('counted no view that was not sent, and every one that was acknowledged', async () => {
      const id = ledger.get('viewed')?.id
      const answer = await readerOf(wire.url).json<{ views: { live: number }[] }>(`/v1/views?article=${id}`)
      const live = answer.views[0]?.live ?? -1
      expect(views.acknowledged).toBeGreaterThan(0)
      expect(live).toBeGreaterThanOrEqual(views.acknowledged)
      expect(live).toBeLessThanOrEqual(views.sent)
    })
  })
}

function articleNamed(sourceId: string) {
  return { title: `Article ${sourceId}`, bodyText: `The text of ${sourceId}.`, language: 'en' }
}
