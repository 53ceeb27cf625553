import { LogUnavailableError } from '@uniwire/ports'
import { setTimeout as delay } from 'node:timers/promises'

/** The same call again, as the port promises, until it is answered. */
export async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error
      await delay(20)
    }
  }
}
