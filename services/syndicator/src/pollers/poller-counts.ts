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
}

/** What anybody can make grow has an end: about 20 MB in all, and what was not used for longest goes first. */
export const MOST = { feeds: 2_000, aggregators: 20, pollers: 100_000 } as const
const SALT_BYTES = 32
/** Of base64url: 96 bits, so no two of a day's pollers meet by chance. */
const ID_CHARACTERS = 16

interface Counted {
  readonly aggregators: Map<string, ReportedSubscribers & { readonly at: string }>
  days: readonly DayOfPollers[]
}

/**
 * Who polls which feed, in memory. A poller without a figure is a hash under a salt of one UTC day, which is
 * thrown away with the day: nobody can be had back from it, nor known again on another day.
 */
export function createPollerCounts(randomBytes: (length: number) => Uint8Array): PollerCounts {
  const feeds = new Map<string, Counted>()
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
      Array.from(feeds, ([feed, { aggregators, days }]) => ({
        feed,
        aggregators: Array.from(aggregators.values(), ({ aggregator: name, subscribers, at }) => ({
          name,
          subscribers,
          at,
        })).toSorted((a, b) => b.subscribers - a.subscribers || (a.name < b.name ? -1 : 1)),
        others: days,
      }))
        .filter(({ feed }) => wanted(feed))
        .toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
  }
}

/** A day that is full counts nobody twice, and says that it counts too few. */
function withPoller(days: readonly DayOfPollers[], day: string, isFull: boolean): readonly DayOfPollers[] {
  const [newest = { day: '', pollers: 0, atLeast: false }, ...older] = days
  const before = newest.day === day ? newest : { day, pollers: 0, atLeast: false }
  const rest = newest.day === day ? older : days
  const pollers = before.pollers + (isFull ? 0 : 1)
  return [{ day, pollers, atLeast: before.atLeast || isFull }, ...rest.slice(0, 1)]
}

/** A Map keeps the order of insertion: its first key is the one not used for longest. */
function putLast<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
