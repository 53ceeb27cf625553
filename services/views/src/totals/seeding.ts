import type { EventLog, ViewCounter, ViewTotals } from '@uniwire/ports'
import { backoffMs, pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { LoggedRevisions } from './logged-revisions.ts'
import { emptySeed, readLoggedTotals } from './logged-totals.ts'
import type { ViewsStore } from '../store/open-store.ts'

export interface Seeding extends AsyncDisposable {
  /** Fills those of these counters that are absent or behind, from the last totals in the log, else with zero. */
  readonly seed: (articles: readonly string[]) => Promise<void>
  /** In the order asked; `undefined` for a counter that is absent or behind the log. */
  readonly wholeTotals: (articles: readonly string[]) => Promise<readonly (ViewTotals | undefined)[]>
  /** Looks whether the counter has what was totalled last; fills every counter if not. */
  readonly detectLoss: () => Promise<void>
  /** Resolves when no filling of all counters is under way. */
  restored(): Promise<void>
}

const PAGE_ARTICLES = 500

/**
 * An absent counter is not zero, and one whose revision is below that of the log came back older than it: from
 * a backup, an old file, a stale replica (log §6). Where one was lost, so were others: then all of them are
 * filled, so that the most read lists are whole again before every article has been opened once. Event ids
 * cannot be had back from totals: a view that was acknowledged before the loss and is sent again after it
 * counts again.
 */
export function createSeeding(options: {
  readonly totals: EventLog
  readonly store: ViewsStore
  readonly revisions: LoggedRevisions
  readonly counter: ViewCounter
  /** UTC instant. */
  readonly now: () => string
  readonly logger: ServiceTools['logger']
}): Seeding {
  const { totals, store, revisions, counter, now, logger } = options
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  let restoring: Promise<void> | undefined

  const wholeTotals = async (articles: readonly string[]) => {
    // Before the counter is asked: the log may have moved on with it meanwhile.
    const logged = articles.map((article) => revisions.of(article))
    const found = await counter.totals(articles)
    return found.map((each, place) =>
      each === undefined || each.revision < (logged[place] ?? 0) ? undefined : each,
    )
  }
  const fill = async (article: string): Promise<void> => {
    const logged = await readLoggedTotals(totals, article, now().slice(0, 10))
    await counter.seed([logged ?? emptySeed(article)])
    if (logged !== undefined) restoring ??= restore()
  }
  const fillOnce = (article: string): Promise<void> => {
    const started = underWay.get(article) ?? fill(article).finally(() => underWay.delete(article))
    underWay.set(article, started)
    return started
  }
  const restoreAll = async (): Promise<number> => {
    let filled = 0
    for (let after = ''; ;) {
      const seeds = store.seeds(after, PAGE_ARTICLES)
      const last = seeds.at(-1)
      if (last === undefined) return filled
      const found = await counter.totals(seeds.map((each) => each.totals.article))
      const behind = seeds.filter((each, place) => (found[place]?.revision ?? -1) < each.totals.revision)
      await counter.seed(behind)
      filled += behind.length
      after = last.totals.article
      // Readers go first.
      if (!(await pause(0, stopping.signal))) return filled
    }
  }
  const restore = async (): Promise<void> => {
    logger.warn({ event: 'counters-lost' }, 'counters are absent or behind that the log has totals of')
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        const filled = await restoreAll()
        logger.info({ event: 'counters-restored', filled }, 'the counters are as the log has them')
        break
      } catch (error) {
        logger.warn({ event: 'restore-failed', err: error }, 'filling the counters begins anew')
        await pause(backoffMs(failures), stopping.signal)
      }
    }
    restoring = undefined
  }
  return {
    wholeTotals,
    async seed(articles) {
      await Promise.all(articles.map(fillOnce))
    },
    async detectLoss() {
      const newest = revisions.newest()
      if (newest.length === 0 || restoring !== undefined) return
      const found = await wholeTotals(newest)
      if (found.includes(undefined)) restoring ??= restore()
    },
    async restored() {
      await restoring
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await restoring
    },
  }
}
