import type { ViewCounter, ViewEvent, ViewOutcome } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'

export interface ViewBatcher extends AsyncDisposable {
  /** Resolves once the counter has the view for good; throws when that is not known. */
  submit(view: ViewEvent): Promise<ViewOutcome>
}

interface Waiting {
  readonly view: ViewEvent
  readonly resolve: (outcome: ViewOutcome) => void
  readonly reject: (error: unknown) => void
}

const MAX_BATCH_VIEWS = 1_000
/** More than this means that the counter has stopped answering: saying so is better than growing. */
const MAX_WAITING_VIEWS = 20_000
/** A counter that loses what was just seeded is being emptied; the caller comes back later. */
const MAX_SEEDINGS = 3

/**
 * Views that arrive in one tick, or while the counter is busy, go to it in one call. Views of articles
 * that the counter does not know wait for their seed beside the others, not in front of them.
 */
export function createViewBatcher(options: {
  readonly counter: ViewCounter
  /** Fills absent counters; resolves when it is done, throws when it cannot. */
  readonly seed: (articles: readonly string[]) => Promise<unknown>
}): ViewBatcher {
  const { counter, seed } = options
  const unsettled = new Set<Promise<void>>()
  let waiting: Waiting[] = []
  let draining: Promise<void> | undefined

  const track = (work: Promise<void>) => {
    unsettled.add(work)
    void work.finally(() => unsettled.delete(work))
  }
  const record = async (batch: readonly Waiting[], seedings: number): Promise<void> => {
    try {
      const absent = settle(batch, await counter.record(batch.map((each) => each.view)))
      if (absent.length > 0) track(recordAbsent(absent, seedings))
    } catch (error) {
      for (const each of batch) each.reject(error)
    }
  }
  const recordAbsent = async (absent: readonly Waiting[], seedings: number): Promise<void> => {
    try {
      if (seedings === MAX_SEEDINGS) throw new EngineUnavailableError('the counter forgets what it is seeded')
      await seed([...new Set(absent.map((each) => each.view.article))])
    } catch (error) {
      for (const each of absent) each.reject(error)
      return
    }
    await record(absent, seedings + 1)
  }
  const drain = async () => {
    await endOfTick()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH_VIEWS)
      waiting = waiting.slice(MAX_BATCH_VIEWS)
      await record(batch, 0)
    }
    draining = undefined
  }
  return {
    submit(view) {
      const { promise, resolve, reject } = Promise.withResolvers<ViewOutcome>()
      if (waiting.length >= MAX_WAITING_VIEWS) {
        reject(new EngineUnavailableError('more views wait than the counter takes'))
        return promise
      }
      waiting.push({ view, resolve, reject })
      draining ??= drain()
      return promise
    },
    async [Symbol.asyncDispose]() {
      for (;;) {
        const work = [draining, ...unsettled].filter((each) => each !== undefined)
        if (work.length === 0) return
        await Promise.all(work)
      }
    },
  }
}

/** Answers everyone whose outcome is final; gives back those whose counter is absent. */
function settle(batch: readonly Waiting[], outcomes: readonly ViewOutcome[]): readonly Waiting[] {
  return batch.filter((each, place) => {
    const outcome = outcomes[place]
    if (outcome === 'absent') return true
    if (outcome === undefined) each.reject(new EngineUnavailableError('the counter left a view unanswered'))
    else each.resolve(outcome)
    return false
  })
}

function endOfTick(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setImmediate(resolve)
  return promise
}
