import type { ViewCounter } from '@uniwire/ports'
import type { ReadinessCheck } from '@uniwire/service-kit'

/** Names no article: a counter that answers for it answers. */
const NOBODY = '00000000-0000-5000-8000-000000000000'

export function counterCheck(counter: ViewCounter): ReadinessCheck {
  return {
    name: 'views.counter',
    async check() {
      await counter.totals([NOBODY])
      return { ready: true }
    },
  }
}
