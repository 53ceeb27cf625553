import { randomUUID } from 'node:crypto'
import type { TotalsPayload } from '@uniwire/events'
import { totalsSubject } from '@uniwire/events'
import type { EventLog, NewRecord, ViewCounter } from '@uniwire/ports'
import { createLogger } from '@uniwire/service-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'
import { createLastTotals } from './last-totals.ts'
import { emptySeed } from './logged-totals.ts'
import { startTotalsPublisher } from './totals-publisher.ts'

const DAY = '2026-11-22'
/** Three pages. */
const ARTICLES = Array.from({ length: 1_200 }, (_, n) => `a${n}`)
const SOME = ARTICLES.slice(0, 5)

let open: AsyncDisposableStack
let place: Place
let counter: ViewCounter

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  await counter.seed(ARTICLES.map(emptySeed))
})
afterEach(() => open.disposeAsync())

const view = (articles: readonly string[]) =>
  counter.record(
    articles.map((article) => ({ id: randomUUID(), article, visitor: '', at: place.clock.now() })),
  )

const publish = (totals: EventLog, lasts = createLastTotals()) =>
  open.use(
    startTotalsPublisher({
      totals,
      lasts,
      counter,
      everyMs: 3_600_000,
      now: place.clock.now,
      newId: randomUUID,
      logger: createLogger({ service: 'views', level: 'silent', readable: false }),
      onPublished: () => undefined,
      afterRound: () => Promise.resolve(),
      onRound: () => Promise.resolve(),
    }),
  )

/** The totals, calling before and after each append with what goes into them. */
const watched = (
  watch: Partial<Record<'before' | 'after', (records: readonly NewRecord[]) => Promise<unknown>>>,
) => {
  const around = async <T>(records: readonly NewRecord[], work: () => Promise<T>): Promise<T> => {
    await watch.before?.(records)
    const outcome = await work()
    await watch.after?.(records)
    return outcome
  }
  return {
    ...place.totals,
    append: (record: NewRecord) => around([record], () => place.totals.append(record)),
    appendBatch: (records: readonly NewRecord[]) => around(records, () => place.totals.appendBatch(records)),
  }
}

/** Of each of the first articles. */
const logged = async () => {
  const lives = new Map((await place.loggedTotals()).map((each) => [each.article, each.live]))
  return SOME.map((article) => lives.get(article))
}

// Written by the publisher from a payload of that shape.
const payloadOf = ({ payload }: NewRecord) => JSON.parse(payload) as TotalsPayload

describe('a round of totals', () => {
  it('takes each article once, however often it is read meanwhile, and leaves nothing of before out', async () => {
    const taken: string[] = []
    const totals = watched({
      // Those of this page are in the queue still, where they were; those of pages before come at its end.
      before: () => view(ARTICLES),
      after: async (records) => taken.push(...records.map((each) => payloadOf(each).article)),
    })
    const publisher = publish(totals)
    await view(ARTICLES)
    await publisher.flush()
    expect(taken.toSorted()).toEqual(ARTICLES.toSorted())
    expect(await counter.unsettled(2 * ARTICLES.length)).toHaveLength(ARTICLES.length)
    taken.length = 0
    await publisher.flush()
    expect(taken.toSorted()).toEqual(ARTICLES.toSorted())
  })

  it('ends with the true totals of all when another replica published some of them before', async () => {
    const [one, other] = [publish(place.totals), publish(place.totals)]
    await view(SOME)
    await one.flush()
    await view(SOME.slice(1, 3))
    await other.flush()
    await view(SOME)
    await one.flush()
    expect(await logged()).toEqual([2, 3, 3, 2, 2])
    expect(await counter.unsettled(10)).toEqual([])
  })

  it('sets no article back when another replica comes between reading and appending', async () => {
    const between = publish(place.totals)
    let once = true
    const totals = watched({
      before: async () => {
        if (!once) return
        once = false
        await view(SOME.slice(0, 1))
        await between.flush()
      },
    })
    await view(SOME)
    await publish(totals).flush()
    expect(await logged()).toEqual([2, 1, 1, 1, 1])
  })

  it('knows of what another replica published, so that its next append is not refused', async () => {
    const lasts = createLastTotals()
    const outcomes: number[] = []
    const totals = watched({ after: async (records) => outcomes.push(records.length) })
    const publisher = publish(totals, lasts)
    await view(SOME)
    await publisher.flush()
    await view(SOME.slice(0, 1))
    await publish(place.totals).flush()
    const subject = totalsSubject(SOME[0] ?? '', DAY)
    const record = await place.totals.last(subject)
    if (record === undefined) throw new Error('nothing was published')
    lasts.renew(record, payloadOf({ ...record, expected: 0 }))
    await view(SOME)
    await publisher.flush()
    expect(outcomes).toEqual([SOME.length, SOME.length])
  })
})
