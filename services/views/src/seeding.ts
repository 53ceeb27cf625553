import type { EventLog, ViewCounter } from '@uniwire/ports'
import { backoffMs, pause } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { emptySeed, pagesOf, readLoggedTotals, readTotals } from './logged-totals.ts'

export interface Seeding extends AsyncDisposable {
  /** Fills those of these counters that are absent, from the last totals in the log, else with zero. */
  readonly seed: (articles: readonly string[]) => Promise<void>
  /** Looks whether the counter has the article that was totalled last; fills every counter if not. */
  readonly detectLoss: () => Promise<void>
  /** Resolves when no filling of all counters is under way. */
  restored(): Promise<void>
}

/**
 * An absent counter is not zero (log §6). One that is absent although the log has its totals was lost,
 * and so, as a rule, were all others: then all of them are filled, so that the most read lists are whole
 * again before every article has been opened once. Event ids cannot be had back from totals: a view that
 * was acknowledged before the loss and is sent again after it counts again.
 */
export function createSeeding(options: {
  readonly totals: EventLog
  readonly counter: ViewCounter
  /** UTC instant. */
  readonly now: () => string
  readonly logger: ServiceTools['logger']
}): Seeding {
  const { totals, counter, now, logger } = options
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  let restoring: Promise<void> | undefined

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
  const fillAbsent = async (articles: readonly string[]): Promise<void> => {
    const known = await counter.totals(articles)
    await Promise.all(articles.filter((_, place) => known[place] === undefined).map(fillOnce))
  }
  const restoreAll = async (): Promise<void> => {
    for await (const records of pagesOf(totals)) {
      const articles = records.flatMap((record) => readTotals(record)?.article ?? [])
      await fillAbsent([...new Set(articles)])
      // Readers go first.
      if (!(await pause(0, stopping.signal))) return
    }
  }
  const restore = async (): Promise<void> => {
    logger.warn({ event: 'counters-lost' }, 'counters are absent that the log has totals of: filling them')
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        await restoreAll()
        break
      } catch (error) {
        logger.warn({ event: 'restore-failed', err: error }, 'filling the counters begins anew')
        await pause(backoffMs(failures), stopping.signal)
      }
    }
    restoring = undefined
    if (!stopping.signal.aborted) logger.info({ event: 'counters-restored' }, 'the counters are filled')
  }
  return {
    async seed(articles) {
      await Promise.all(articles.map(fillOnce))
    },
    async detectLoss() {
      const end = await totals.end()
      const { records } = await totals.read({ after: Math.max(end - 1, 0), limit: 1 })
      const articles = records.flatMap((record) => readTotals(record)?.article ?? [])
      if (articles.length > 0) await fillAbsent(articles)
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
