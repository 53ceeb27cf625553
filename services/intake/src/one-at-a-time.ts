/**
 * Runs the tasks of one key after one another. Racing writers of one article then follow one another in
 * this process instead of meeting in conflicts at the log.
 */
export function oneAtATime() {
  const tails = new Map<string, Promise<unknown>>()
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const before = tails.get(key)
    const own = (before ?? Promise.resolve()).then(task, task)
    tails.set(key, own)
    try {
      return await own
    } finally {
      if (tails.get(key) === own) tails.delete(key)
    }
  }
}
