import type { ViewCounter, ViewEvent } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'

/** Sends the same views again until Redis has taken them; whatever else goes wrong is thrown. */
export async function recordUntilCounted(
  counter: ViewCounter,
  views: readonly ViewEvent[],
  onUnavailable: () => void = () => undefined,
): Promise<void> {
  for (;;) {
    try {
      const outcomes = await counter.record(views)
      const wrong = outcomes.find((outcome) => outcome !== 'counted' && outcome !== 'duplicate')
      if (wrong !== undefined) throw new Error(`a view is ${wrong}`)
      return
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error
      onUnavailable()
    }
  }
}
