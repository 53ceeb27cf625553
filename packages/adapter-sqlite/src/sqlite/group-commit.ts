import type { Database } from './database.ts'

/** Puts what many callers ask for within one turn of the event loop into one transaction: one fsync. */
export interface GroupCommit extends AsyncDisposable {
  /**
   * Runs `work`, which must be synchronous, inside the next transaction and resolves once that is on
   * disk. Work that throws takes back everything of the group; its neighbours are run again without it.
   * When the transaction itself fails, all of the group reject and nothing of it is stored.
   */
  run<T>(work: () => T): Promise<T>
}

interface Job {
  /** Returns what tells the caller, for after the commit. */
  readonly run: () => () => void
  readonly reject: (error: unknown) => void
}

/** More waits for the next turn, so that sockets are served in between. */
const MAX_JOBS_PER_TRANSACTION = 512

/** Disposing commits what is queued and refuses the rest; it does not close the database. */
export function groupCommit(database: Database): GroupCommit {
  let queue: Job[] = []
  let scheduled = false
  let closed = false

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function flush(): void {
    scheduled = false
    const jobs = queue.slice(0, MAX_JOBS_PER_TRANSACTION)
    queue = queue.slice(MAX_JOBS_PER_TRANSACTION)
    if (queue.length > 0) schedule()
    commitTogether(database, jobs)
  }

  return {
    run(work) {
      if (closed) return Promise.reject(new Error(`${database.file} is closed`))
      return new Promise((resolve, reject) => {
        queue.push({
          run: () => {
            const result = work()
            return () => resolve(result)
          },
          reject,
        })
        schedule()
      })
    },
    [Symbol.asyncDispose]() {
      closed = true
      while (queue.length > 0) flush()
      return Promise.resolve()
    },
  }
}

function commitTogether(database: Database, jobs: readonly Job[]): void {
  let remaining = jobs
  while (remaining.length > 0) {
    let running: Job | undefined
    try {
      const tellCallers = database.transaction(() => {
        const tell = remaining.map((job) => {
          running = job
          return job.run()
        })
        running = undefined
        return tell
      })
      for (const tell of tellCallers) tell()
      return
    } catch (error) {
      const failed = running
      const rejected = failed === undefined ? remaining : [failed]
      remaining = remaining.filter((job) => !rejected.includes(job))
      for (const job of rejected) job.reject(error)
    }
  }
}
