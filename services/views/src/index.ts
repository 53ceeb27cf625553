import { STREAMS } from '@uniwire/events'
import type { EventLogs, ViewCounter } from '@uniwire/ports'
import { catchUpCheck, createDeadLetterBox } from '@uniwire/projection'
import type { Service, ServiceTools } from '@uniwire/service-kit'
import { viewsApp } from './app.ts'
import { createArticleRegistry } from './article-registry.ts'
import { startCatchUp } from './catch-up.ts'
import type { ViewsConfig } from './config.ts'
import { VIEWS_DEFAULTS } from './config.ts'
import { PROJECTION, followArticles } from './consumer.ts'
import { createRankings } from './rankings.ts'
import { counterCheck } from './readiness.ts'
import { createReports } from './reports.ts'
import type { Views } from './service.ts'
import { createViewsService } from './service.ts'
import { openViewsStore } from './store/open-store.ts'
import { followTotals } from './totals/follow-totals.ts'
import { createLastTotals } from './totals/last-totals.ts'
import { createLoggedRevisions } from './totals/logged-revisions.ts'
import { createSeeding } from './totals/seeding.ts'
import { startTotalsPublisher } from './totals/totals-publisher.ts'
import { createViewBatcher } from './view-batcher.ts'
import { withVerdicts } from './view-metrics.ts'
import { createFloodGuard } from './visitors/flood-guard.ts'
import { createVisitorIds } from './visitors/visitor-ids.ts'

export type { RobotList } from './visitors/robot-list.ts'
export { readRobotList } from './visitors/robot-list.ts'

/**
 * Guards and counts views, answers with totals, publishes them to the log. Neither the logs nor the
 * counter are closed at its end: who opened them does that, after the last totals have gone out.
 */
export async function createViews(options: {
  readonly logs: EventLogs
  readonly counter: ViewCounter
  readonly config: Pick<ViewsConfig, 'publicUrl'> & Partial<ViewsConfig>
  readonly tools: ServiceTools
  readonly randomBytes: (length: number) => Uint8Array
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}): Promise<Service & { readonly views: Views }> {
  const { logs, counter, tools, randomBytes, monotonicMs } = options
  const { logger, metrics, now, newId } = tools
  const config: ViewsConfig = { ...VIEWS_DEFAULTS, ...options.config }
  const [log, totals, dead] = await Promise.all([
    logs.open(STREAMS.log),
    logs.open(STREAMS.totals),
    logs.open(STREAMS.dead),
  ])
  await using opening = new AsyncDisposableStack()
  const store = opening.use(openViewsStore(config.databaseFile))
  const registry = createArticleRegistry()
  const revisions = createLoggedRevisions()
  const lasts = createLastTotals()
  const deadLetters = createDeadLetterBox({ dead, projection: PROJECTION, newId, now })
  const follower = followArticles({ log, store, registry, deadLetters, tools })
  const totalsFollower = followTotals({ totals, store, revisions, lasts, logger })
  const seeding = createSeeding({ totals, store, revisions, counter, now, logger })
  const visitors = createVisitorIds({ counter, randomBytes })
  const floodGuard = createFloodGuard({ randomBytes, nowMs: () => Date.parse(now()) })
  const batcher = createViewBatcher({ counter, seed: seeding.seed })
  const rankings = createRankings({
    counter,
    registry,
    now,
    keptMs: config.mostReadKeptMs,
    onError: (error) =>
      logger.warn({ event: 'ranking-failed', err: error }, 'what is most read stays as it was'),
  })
  const service = createViewsService({
    counter,
    registry,
    revisions,
    rankings,
    visitors,
    floodGuard,
    batcher,
    seeding,
    robots: config.robots,
    newId,
    now,
  })
  const reports = createReports({ store, registry, counter, seeding, now })
  const views = withVerdicts(service, metrics.registry)
  const everyMs = config.totalsEveryMs
  const publisher = startTotalsPublisher({
    totals,
    lasts,
    counter,
    everyMs,
    now,
    newId,
    logger,
    onRound: (at) => visitors.turnTo(at),
    onPublished: ({ article, totals: { revision } }) => revisions.raise(article, revision),
    afterRound: seeding.detectLoss,
  })
  const catchUp = startCatchUp({
    followers: [follower, totalsFollower],
    detectLoss: seeding.detectLoss,
    logger,
  })
  const { complete } = catchUp
  const logCheck = catchUpCheck({
    name: 'views.log',
    position: () => follower.position.current(),
    end: () => log.end(),
    complete,
    monotonicMs,
  })
  const kept = opening.move()
  return {
    ...viewsApp({ views, reports, config, now, position: follower.position, complete }),
    checks: [logCheck, counterCheck(counter)],
    views,
    async [Symbol.asyncDispose]() {
      await Promise.all([catchUp, follower, totalsFollower].map((each) => each[Symbol.asyncDispose]()))
      await batcher[Symbol.asyncDispose]()
      await seeding[Symbol.asyncDispose]()
      await publisher[Symbol.asyncDispose]()
      await kept.disposeAsync()
    },
  }
}
