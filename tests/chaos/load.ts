import type { Changes } from '../harness/reading.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { Ledger } from './ledger.ts'
import type { Outside } from './outside.ts'
import { ACTORS } from './outside.ts'
import { followChanges, pollFeed, pollPage, pollSearch } from './pollers.ts'
import type { ViewCount } from './viewers.ts'
import { viewUntil } from './viewers.ts'
import { writeUntil } from './writers.ts'

export interface LoadOptions {
  readonly outside: Outside
  readonly ledger: Ledger
  readonly key: string
  readonly counts: ReadonlyMap<string, ViewCount>
  /** `publishedAt` of the first article. */
  readonly from: string
}

export interface Load {
  /** What the aggregator was told so far. */
  readonly told: Changes['changes']
  /** Until everybody was successful a few times with what they sent after `since`. */
  flows(since: number): Promise<void>
  /** Lets everybody finish what they began. */
  end(): Promise<void>
}

const ENOUGH = 5
const DEADLINE_MS = 120_000
const HALF_A_MINUTE_MS = 30_000

/** Small and steady: two writers, two viewers, three newsreaders, an aggregator, and readers of search and pages. */
export function startLoad({ outside, ledger, key, counts, from }: LoadOptions): Load {
  const stop = new AbortController()
  const polling = new AbortController()
  const { slug } = ledger
  const told: Changes['changes'][number][] = []
  const writers = ['a', 'b'].map((name, place) =>
    writeUntil({
      outside,
      ledger,
      key,
      name: `${slug}-${name}`,
      // Between those of the other: no two articles of one moment.
      from: new Date(Date.parse(from) + place * HALF_A_MINUTE_MS).toISOString(),
      stopping: stop.signal,
    }),
  )
  const viewers = ['a', 'b'].map((name) =>
    viewUntil({ outside, counts, name: `${slug}-${name}`, stopping: stop.signal }),
  )
  const poller = { outside, ledger, stopping: polling.signal }
  const pollers = [
    pollFeed(poller, `/feeds/${slug}.atom`, 'atom'),
    pollFeed(poller, `/feeds/${slug}.rss`, 'rss'),
    pollFeed(poller, '/feeds/all.atom', 'atom'),
    followChanges(poller, told),
    pollSearch(poller),
    pollPage(poller, '/en/universities/viewed'),
  ]
  const all = Promise.all([...writers, ...viewers, ...pollers])
  // Whoever waits for the load is told; until then it is not a rejection that nobody handles.
  all.catch(() => undefined)
  return {
    told,
    async flows(since) {
      const waiting = () => ACTORS.filter((actor) => outside.successes(actor, since) < ENOUGH)
      const flowing = waitUntil('the load to flow', async () => waiting().length === 0, DEADLINE_MS).catch(
        (cause: unknown) => {
          const offences = outside.offences.slice(0, 10).join('\n')
          throw new Error(`without success: ${waiting().join(', ')}\n${offences}`, { cause })
        },
      )
      await Promise.race([flowing, all])
    },
    async end() {
      stop.abort()
      await Promise.all([...writers, ...viewers])
      polling.abort()
      await all
    },
  }
}
