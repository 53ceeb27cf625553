import { IndexGoneError } from './engine-errors.ts'

const MOST_ATTEMPTS = 3

/**
 * Begins the work anew when a swap removed the index that one of its requests had found behind the alias: the
 * next request finds the new one. Work may be done twice, so it is a query, or writes with external versions.
 */
export async function overSwaps<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof IndexGoneError) || attempts === MOST_ATTEMPTS) throw error
    }
  }
}
