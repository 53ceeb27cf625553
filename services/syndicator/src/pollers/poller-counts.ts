import { hash } from 'node:crypto'
import type { ReportedSubscribers } from './reported-subscribers.ts'
import { readReportedSubscribers } from './reported-subscribers.ts'

export interface Poll {
  /** Its name with its format. */
  readonly feed: string
  readonly userAgent: string
  /** Never kept. */
  readonly address: string
  /** UTC instant. */
  readonly at: string
}

export interface FeedReaders {
  readonly feed: string
  /** The latest figure of each, the largest first. */
  readonly aggregators: readonly {
    readonly name: string
    readonly subscribers: number
    readonly at: string
  }[]
  /** Different pollers that reported no subscribers, today and the day before, UTC. */
  readonly others: readonly DayOfPollers[]
}

interface DayOfPollers {
  readonly day: string
  readonly pollers: number
  /** More came than can be told apart. */
  readonly atLeast: boolean
}

export interface PollerCounts {
  seen(poll: Poll): void
  /** Feeds that were asked for, by name. */
  read(wanted: (feed: string) => boolean): readonly FeedReaders[]
  /** All of it, what was not used for longest first: enough to go on from after a restart. */
  kept(): readonly FeedReaders[]
}

/** What anybody can make grow has an end: about 20 MB in all, and what was not used for longest goes first. */
export const MOST = { feeds: 2_000, aggregators: 20, pollers: 100_000 } as const
const SALT_BYTES = 32
/** Of base64url: 96 bits, so no two of a day's pollers meet by chance. */
const ID_CHARACTERS = 16

interface Counted {
  readonly aggregators: Map<string, ReportedSubscribers & { readonly at: string }>
  days: readonly CountedDay[]
}

interface CountedDay extends DayOfPollers {
  /** Counted before a restart. Who came then and comes again is not known again, so the larger figure is shown. */
  readonly before: number
}

/**
 * Who polls which feed, in memory. A poller without a figure is a hash under a salt of one UTC day, which is
 * thrown away with the day: nobody can be had back from it, nor known again on another day.
 */
export function createPollerCounts(
  randomBytes: (length: number) => Uint8Array,
  kept: readonly FeedReaders[] = [],
): PollerCounts {
  const feeds = new Map(kept.slice(-MOST.feeds).map((readers) => [readers.feed, countedBefore(readers)]))
  let today = { day: '', salt: '', ids: new Set<string>() }

  const counted = (feed: string): Counted => {
    const known = feeds.get(feed) ?? { aggregators: new Map(), days: [] }
    putLast(feeds, feed, known, MOST.feeds)
    return known
  }
  const turnTo = (day: string) => {
    if (day === today.day) return
    today = { day, salt: Buffer.from(randomBytes(SALT_BYTES)).toString('hex'), ids: new Set() }
  }
  return {
    seen({ feed, userAgent, address, at }) {
      const reported = readReportedSubscribers(userAgent)
      const known = counted(feed)
      if (reported !== undefined) {
        putLast(known.aggregators, reported.aggregator, { ...reported, at }, MOST.aggregators)
        return
      }
      const day = at.slice(0, 10)
      turnTo(day)
      const text = `${today.salt}\n${feed}\n${address}\n${userAgent}`
      const id = hash('sha256', text, 'base64url').slice(0, ID_CHARACTERS)
      if (today.ids.has(id)) return
      const isFull = today.ids.size >= MOST.pollers
      if (!isFull) today.ids.add(id)
      known.days = withPoller(known.days, day, isFull)
    },
    read: (wanted) =>
      Array.from(feeds)
        .filter(([feed]) => wanted(feed))
        .map(([feed, known]) => readersOf(feed, known))
        .toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
    kept: () => Array.from(feeds, ([feed, known]) => readersOf(feed, known)),
  }
}

function readersOf(feed: string, { aggregators, days }: Counted): FeedReaders {
  return {
    feed,
    aggregators: Array.from(aggregators.values(), ({ aggregator: name, subscribers, at }) => ({
      name,
      subscribers,
      at,
    })).toSorted((a, b) => b.subscribers - a.subscribers || (a.name < b.name ? -1 : 1)),
    others: days.map(({ day, pollers, before, atLeast }) => ({
      day,
      pollers: Math.max(pollers, before),
      atLeast: atLeast || before > 0,
    })),
  }
}

function countedBefore({ aggregators, others }: FeedReaders): Counted {
  return {
    aggregators: new Map(
      aggregators
        .slice(0, MOST.aggregators)
        .map(({ name, subscribers, at }) => [name, { aggregator: name, subscribers, at }]),
    ),
    days: others
      .slice(0, 2)
      .map(({ day, pollers, atLeast }) => ({ day, pollers: 0, before: pollers, atLeast })),
  }
}

/** A day that is full counts nobody twice, and says that it counts too few. */
function withPoller(days: readonly CountedDay[], day: string, isFull: boolean): readonly CountedDay[] {
  const [newest, ...older] = days
  const isToday = newest?.day === day
  const counted = isToday ? newest : { day, pollers: 0, before: 0, atLeast: false }
  const rest = isToday ? older : days
  const pollers = counted.pollers + (isFull ? 0 : 1)
  return [{ ...counted, pollers, atLeast: counted.atLeast || isFull }, ...rest.slice(0, 1)]
}

/** A Map keeps the order of insertion: its first key is the one not used for longest. */
function putLast<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
