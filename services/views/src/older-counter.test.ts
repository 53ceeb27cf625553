import type { ViewCounter } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const known = article()
const other = article({ sourceId: '42' })
let open: AsyncDisposableStack
let place: Place

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  await place.append(known)
  await place.append(other)
})
afterEach(() => open.disposeAsync())

const read = (views: Running, event: string, id: string = known.id) =>
  views.beacon({ article: id, event }, { address: `visitor of ${event}` })
const totalsOf = async (views: Running, id: string = known.id) => (await views.service.views.totals([id]))[0]

/** Counts in the log: three of one article, one of the other; and a counter that knows one of the first. */
async function olderCounter(): Promise<ViewCounter> {
  const older = open.use(await place.openCounter())
  const then = await place.start({ counter: older })
  await read(then, '1')
  await then[Symbol.asyncDispose]()
  const whole = open.use(await place.openCounter())
  const now = await place.start({ counter: whole })
  for (const event of ['2', '3']) await read(now, event)
  await read(now, 'o', other.id)
  await now[Symbol.asyncDispose]()
  expect((await whole.totals([known.id]))[0]).toMatchObject({ live: 3 })
  return older
}

/** A counter that another may take the place of, as a restored server does. */
function replaceable(first: ViewCounter) {
  let current = first
  const counter: ViewCounter = {
    record: (views) => current.record(views),
    totals: (articles) => current.totals(articles),
    seed: (seeds) => current.seed(seeds),
    mostRead: (query) => current.mostRead(query),
    unsettled: (limit) => current.unsettled(limit),
    settle: (settled) => current.settle(settled),
    visitorSalt: (day, proposed) => current.visitorSalt(day, proposed),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  return { counter, replaceBy: (next: ViewCounter) => (current = next) }
}

describe('a counter that comes back older than the log', () => {
  it('is as the log has it before anybody opens an article, most read included', async () => {
    const older = await olderCounter()
    await using _ = await place.start({ counter: older })
    await vi.waitFor(async () =>
      expect(await older.totals([known.id, other.id])).toMatchObject([{ live: 3 }, { live: 1 }]),
    )
    const query = { windowHours: 'all' as const, at: place.clock.now(), limit: 9 }
    expect(await older.mostRead(query)).toEqual([
      { article: known.id, views: 3 },
      { article: other.id, views: 1 },
    ])
  })

  it('says nothing that the log contradicts, and counts nothing below it', async () => {
    const older = await olderCounter()
    await using views = await place.start({ counter: older })
    expect(await totalsOf(views)).toMatchObject({ live: 3 })
    await read(views, '4')
    expect(await totalsOf(views)).toMatchObject({ live: 4 })
  })

  it('under a running service: the next view counts upon what the log has, once', async () => {
    const older = await olderCounter()
    const whole = open.use(await place.openCounter())
    const engine = replaceable(whole)
    await using views = await place.start({ counter: engine.counter })
    await vi.waitFor(async () => expect(await whole.totals([known.id])).toMatchObject([{ live: 3 }]))
    engine.replaceBy(older)
    await Promise.all(Array.from({ length: 10 }, (_, n) => read(views, `later ${n % 5}`)))
    expect(await totalsOf(views)).toMatchObject({ live: 8 })
  })

  it('under a running service whose totals went on, is found out without a visit', async () => {
    const older = await olderCounter()
    const whole = open.use(await place.openCounter())
    const engine = replaceable(whole)
    await using views = await place.start({ counter: engine.counter, totalsEveryMs: 5 })
    await read(views, '4')
    await vi.waitFor(async () => expect(await whole.unsettled(9)).toEqual([]))
    engine.replaceBy(older)
    await vi.waitFor(async () =>
      expect(await older.totals([known.id, other.id])).toMatchObject([{ live: 4 }, { live: 1 }]),
    )
  })

  it('and has lost some articles altogether is filled with these too', async () => {
    const older = await olderCounter()
    expect(await older.totals([other.id])).toEqual([undefined])
    await using views = await place.start({ counter: older })
    await read(views, 'o2', other.id)
    expect(await totalsOf(views, other.id)).toMatchObject({ live: 2 })
  })
})
