import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { articleSubject } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import { describe, expect, it, vi } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place } from './harness/place.ts'
import { BROWSER, openPlace } from './harness/place.ts'

const known = article()
const alias = article({ sourceId: 'relaunched/1' })
const aliased = {
  id: alias.id,
  university: alias.university,
  sourceId: alias.sourceId,
  target: known.id,
  aliasedAt: '2026-11-22T10:00:00.000Z',
}

async function appendAbout(
  { log, clock }: Place,
  { university, id }: Article,
  type: string,
  payload: string,
) {
  const subject = articleSubject(university, id)
  const envelope = { id: randomUUID(), source: '/intake', type, time: clock.now(), schema: 1 }
  const expected = (await log.last(subject))?.sequence ?? 0
  const outcome = await log.append({ subject, expected, envelope, payload })
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

const visit = (reference: string) => ({
  article: reference,
  address: '203.0.113.7',
  signs: { method: 'POST', userAgent: BROWSER, purposes: [] },
})

describe('an alias', () => {
  it('counts for its article and answers with its totals, also after a restart', async () => {
    await using place = await openPlace()
    const folder = mkdtempSync(join(tmpdir(), 'uniwire-views-'))
    try {
      await place.append(known)
      await appendAbout(place, alias, 'article.aliased', JSON.stringify(aliased))
      await using counter = await place.openCounter()
      const reference = `${alias.university}/${alias.sourceId}`
      for (const total of [1, 2]) {
        await using views = await place.start({ counter, databaseFile: join(folder, 'views-store.db') })
        place.clock.forwardMs(60_000)
        expect(await views.service.views.count(visit(reference))).toBe('counted')
        for (const asked of [reference, alias.id, known.id]) {
          expect(await views.service.views.totals([asked])).toMatchObject([{ article: known.id, total }])
        }
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is explained, and told by day, as its article is', async () => {
    await using place = await openPlace()
    await place.append(known)
    await appendAbout(place, alias, 'article.aliased', JSON.stringify(aliased))
    await using counter = await place.openCounter()
    await using views = await place.start({ counter, totalsEveryMs: 5 })
    expect(await views.service.views.count(visit(known.id))).toBe('counted')
    const asked = [`${alias.university}/${alias.sourceId}`, alias.id].map(encodeURIComponent)
    for (const name of asked) {
      const explained = await views.send(`/v1/views/explain?article=${name}`)
      expect(await explained.json()).toMatchObject({ article: known.id, live: 1 })
      await vi.waitFor(async () => {
        const days = await views.send(`/v1/views/days?article=${name}`)
        expect(await days.text()).toContain('"views":1')
      })
    }
  })
})

describe('what was erased', () => {
  it.each([
    [
      'as it is written',
      JSON.stringify({ ...known, erasedAt: '2026-11-22T10:00:00.000Z', basis: 'Order 7' }),
    ],
    ['where nobody can read it', '{"half":'],
  ])('is counted no more, and shown to nobody: %s', async (_, payload) => {
    await using place = await openPlace()
    await place.append(known)
    await using counter = await place.openCounter()
    await using views = await place.start({ counter })
    expect(await views.service.views.count(visit(known.id))).toBe('counted')
    await views.contains(await appendAbout(place, known, 'article.erased', payload))
    expect(await views.service.views.count(visit(known.id))).toBe('unknown')
    expect(await views.service.views.totals([known.id])).toMatchObject([{ total: 0, asOf: null }])
  })
})
