import { randomUUID } from 'node:crypto'
import { articleSubject, deadSubject, readEvent } from '@uniwire/events'
import { describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const known = article()
const subject = articleSubject(known.university, known.id)

/** An event as no release of ours writes it. */
async function appendRaw(place: Place, type: string, payload: string, schema = 1): Promise<number> {
  const last = await place.log.last(subject)
  const envelope = { id: randomUUID(), source: '/intake', type, time: place.clock.now(), schema }
  const outcome = await place.log.append({ subject, expected: last?.sequence ?? 0, envelope, payload })
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

describe('an event that cannot be read', () => {
  it('becomes a dead letter and stops nothing behind it', async () => {
    await using place = await openPlace()
    const broken = await appendRaw(place, 'article.published', '{"half":')
    await place.append(known, 'article.revised')
    await using counter = await place.openCounter()
    await using views = await place.start({ counter })
    expect(await views.service.views.totals([known.id])).toMatchObject([{ asOf: place.clock.now() }])
    const letter = await place.dead.last(deadSubject('views', broken))
    expect(letter === undefined ? undefined : readEvent(letter)).toMatchObject({
      event: { payload: { projection: 'views', sequence: broken, subject, type: 'article.published' } },
    })
  })

  it('takes an article away all the same when it is a withdrawal, and only then', async () => {
    await using place = await openPlace()
    await place.append(known)
    await using counter = await place.openCounter()
    await using views = await place.start({ counter })
    await views.contains(await appendRaw(place, 'article.revised', '{}'))
    expect(await views.service.views.totals([known.id])).toMatchObject([{ asOf: place.clock.now() }])
    await views.contains(await appendRaw(place, 'article.withdrawn', '{}'))
    expect(await views.service.views.totals([known.id])).toMatchObject([{ asOf: null }])
    await views.contains(await place.append(known, 'article.restored'))
    expect(await views.service.views.totals([known.id])).toMatchObject([{ asOf: place.clock.now() }])
  })

  it('is skipped and counted when a newer release wrote it', async () => {
    await using place = await openPlace()
    await place.append(known)
    const sequence = await appendRaw(place, 'article.polished', '{}')
    await using counter = await place.openCounter()
    await using views = await place.start({ counter })
    await views.contains(sequence)
    expect(await views.metrics.registry.metrics()).toContain(
      'projection_unknown_events_total{projection="views"} 1',
    )
    expect(await place.dead.end()).toBe(0)
  })
})
