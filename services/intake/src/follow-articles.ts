import type { EventLog, LogPage } from '@uniwire/ports'
import type { PositionGate } from '@uniwire/projection'
import { placeAfter, startFollower } from '@uniwire/projection'
import type { PagesSeen } from './boilerplate/pages-seen.ts'
import type { Erasures } from './erasing/erasures.ts'
import type { Releaser } from './release.ts'
import type { IntakeStore } from './store/open-store.ts'
import type { StoredChange } from './store/remembered.ts'

/** Nearly no event changes anything here; a start reads so many again at most. */
const STORED_EVERY_EVENTS = 1_000

export interface ArticleFollower extends AsyncDisposable {
  /** How far the log was applied. */
  readonly position: PositionGate
}

/** Follows the log from where the store has come to. Disposing stores the place, and closes nothing. */
export function followArticles(options: {
  readonly log: EventLog
  readonly store: IntakeStore
  readonly releaser: Pick<Releaser, 'apply' | 'restore' | 'forget'>
  readonly erasures: Pick<Erasures, 'apply' | 'restore' | 'forgetArticles'>
  readonly pages: Pick<PagesSeen, 'apply' | 'restore' | 'forget'>
  readonly onFailure: (error: unknown) => void
}): ArticleFollower {
  const { log, store, releaser, erasures, pages, onFailure } = options
  let stored = store.place()
  let seen = stored
  const save = (changes: readonly StoredChange[]) => {
    if (seen === undefined) return
    store.change(changes, seen)
    stored = seen
  }
  releaser.restore(store.embargoes())
  erasures.restore(store.aliases(), store.erased())
  pages.restore(store.pages())
  const follower = startFollower({
    log,
    from: stored,
    apply(page: LogPage) {
      const changes = [...releaser.apply(page), ...erasures.apply(page), ...pages.apply(page)]
      seen = placeAfter(page, seen ?? { generation: log.generation, position: 0 })
      if (changes.length > 0 || seen.position - (stored?.position ?? 0) >= STORED_EVERY_EVENTS) save(changes)
    },
    onReplaced() {
      store.forget()
      stored = undefined
      seen = undefined
      releaser.forget()
      erasures.forgetArticles()
      pages.forget()
    },
    onFailure,
  })
  return {
    position: follower.position,
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]()
      if (seen !== stored) save([])
    },
  }
}
