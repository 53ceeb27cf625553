import type { Metrics } from '@uniwire/service-kit'
import { Counter } from 'prom-client'
import type { Views } from './service.ts'

/** Counts what became of each request; the label never names an article or a reader. */
export function withVerdicts(views: Views, registry: Metrics['registry']): Views {
  const verdicts = new Counter({
    name: 'views_requests_total',
    help: 'Requests to count a view, by what became of them.',
    labelNames: ['verdict'],
    registers: [registry],
  })
  return {
    ...views,
    async count(visit) {
      const verdict = await views.count(visit)
      verdicts.inc({ verdict })
      return verdict
    },
  }
}
