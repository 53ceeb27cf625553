import { STREAMS, toRecord, totalsSubject } from '@uniwire/events'
import type { TotalsPayload } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const known = article()
let open: AsyncDisposableStack
let place: Place
let counter: Awaited<ReturnType<Place['openCounter']>>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  await place.append(known)
})
afterEach(() => open.disposeAsync())

/** Day, views of that day, views of all days as the log had them when that record was written. */
const daysInLog = async () =>
  (await place.loggedTotals())
    .map((each) => [each.day, each.live, each.totals.live] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))

const read = (views: Running, event: string, id: string = known.id) =>
  views.beacon({ article: id, event }, { address: `visitor of ${event}` })

describe('totals', () => {
  it('reach the log as absolute values every so often, one record per article and day', async () => {
    await using views = await place.start({ counter, totalsEveryMs: 5 })
    await read(views, 'e1')
    await vi.waitFor(async () => expect(await place.loggedTotals()).toMatchObject([{ live: 1 }]))
    await read(views, 'e2')
    await vi.waitFor(async () =>
      expect(await place.loggedTotals()).toMatchObject([
        { article: known.id, day: '2026-11-22', live: 2, totals: { live: 2, unique: 2 } },
      ]),
    )
    expect((await place.totals.last(totalsSubject(known.id, '2026-11-22')))?.envelope.type).toBe(
      'views.totalled',
    )
  })

  it('go out for the last time when the service ends', async () => {
    const views = await place.start({ counter })
    await read(views, 'e1')
    await views[Symbol.asyncDispose]()
    expect(await place.loggedTotals()).toMatchObject([{ live: 1 }])
  })

  it('belong to the UTC day of the view', async () => {
    place.clock.set('2026-11-22T23:59:59.900Z')
    const views = await place.start({ counter })
    await read(views, 'before')
    place.clock.set('2026-11-23T00:00:00.000Z')
    await read(views, 'after')
    await read(views, 'after that')
    await views[Symbol.asyncDispose]()
    expect(await daysInLog()).toEqual([
      ['2026-11-22', 1, 3],
      ['2026-11-23', 2, 3],
    ])
  })

  it('only rise, with two services over one counter and one log', async () => {
    const taken: { readonly sequence: number; readonly payload: TotalsPayload }[] = []
    const logs = recording(place.logs, (sequence, payload) => taken.push({ sequence, payload }))
    const first = await place.start({ counter, logs, totalsEveryMs: 1 })
    const second = await place.start({ counter, logs, totalsEveryMs: 1 })
    for (let n = 0; n < 200; n += 1) await read(n % 2 === 0 ? first : second, `e${n}`)
    await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()])
    const appended = taken.toSorted((a, b) => a.sequence - b.sequence).map((each) => each.payload)
    const revisions = appended.map((each) => each.totals.revision)
    const lives = appended.map((each) => each.live)
    expect(appended.length).toBeGreaterThan(1)
    expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b))
    expect(lives).toEqual(lives.toSorted((a, b) => a - b))
    expect(await place.loggedTotals()).toMatchObject([{ live: 200, totals: { live: 200 } }])
  })

  it('lift a counter that is behind them, which goes on from there', async () => {
    await using views = await place.start({ counter, totalsEveryMs: 5 })
    await read(views, 'e1')
    await vi.waitFor(async () => expect(await place.loggedTotals()).toHaveLength(1))
    const newer = {
      article: known.id,
      day: '2026-11-22',
      live: 50,
      totals: { article: known.id, live: 50, unique: 50, rejected: {}, revision: 1_000 },
    }
    const last = await place.totals.last(totalsSubject(known.id, newer.day))
    const stamp = { id: 'other', time: place.clock.now(), source: '/views' }
    const record = toRecord({
      type: 'views.totalled',
      subject: totalsSubject(known.id, newer.day),
      expected: last?.sequence ?? 0,
      payload: newer,
      ...stamp,
    })
    expect(await place.totals.append(record)).toMatchObject({ ok: true })
    await vi.waitFor(async () => expect(await counter.totals([known.id])).toMatchObject([{ live: 50 }]))
    await read(views, 'e2')
    await vi.waitFor(async () => expect(await place.loggedTotals()).toMatchObject([{ live: 51 }]))
    expect(await place.loggedTotals()).toMatchObject([{ totals: { live: 51, unique: 51 } }])
  })
})

describe('a lost counter', () => {
  it('goes on from the last totals in the log: not lower than they were, not higher than was sent', async () => {
    const before = await place.start({ counter })
    for (const event of ['1', '2', '3']) await read(before, event)
    await before[Symbol.asyncDispose]()
    const empty = open.use(await place.openCounter())
    await using after = await place.start({ counter: empty })
    expect(await after.service.views.totals([known.id])).toMatchObject([{ live: 3, unique: 3 }])
    await read(after, '4')
    expect(await after.service.views.totals([known.id])).toMatchObject([{ live: 4 }])
    expect((await empty.totals([known.id]))[0]?.revision).toBeGreaterThan(3)
  })

  it('has its most read list again before anyone opened an article', async () => {
    const articles = Array.from({ length: 30 }, (_, n) => article({ sourceId: String(n) }))
    for (const each of articles) await place.append(each)
    const before = await place.start({ counter })
    for (const each of articles) await read(before, 'e', each.id)
    await before[Symbol.asyncDispose]()
    await using after = await place.start({ counter: open.use(await place.openCounter()) })
    await vi.waitFor(async () =>
      expect(await after.service.views.mostRead({ windowHours: 'all' })).toHaveLength(20),
    )
  })

  it('keeps each day that the log knows', async () => {
    const before = await place.start({ counter })
    await read(before, '1')
    place.clock.set('2026-11-23T10:00:00Z')
    await read(before, '2')
    await before[Symbol.asyncDispose]()
    const after = await place.start({ counter: open.use(await place.openCounter()) })
    place.clock.set('2026-11-23T11:00:00Z')
    await read(after, '3')
    await after[Symbol.asyncDispose]()
    expect(await daysInLog()).toEqual([
      ['2026-11-22', 1, 2],
      ['2026-11-23', 2, 3],
    ])
  })
})

/** The same logs, telling every total that was taken into the stream, in order. */
function recording(logs: EventLogs, onTotals: (sequence: number, payload: TotalsPayload) => void): EventLogs {
  return {
    async open(spec) {
      const log = await logs.open(spec)
      if (spec.name !== STREAMS.totals.name) return log
      return {
        ...log,
        async append(record) {
          const outcome = await log.append(record)
          // Only this service writes here, and it writes nothing else.
          if (outcome.ok) onTotals(outcome.sequence, JSON.parse(record.payload) as TotalsPayload)
          return outcome
        },
        async appendBatch(records) {
          const outcome = await log.appendBatch(records)
          if (!outcome.ok) return outcome
          for (const [n, sequence] of outcome.sequences.entries()) {
            // As above.
            onTotals(sequence, JSON.parse(records[n]?.payload ?? '') as TotalsPayload)
          }
          return outcome
        },
      }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}
