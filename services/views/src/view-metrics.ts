import type { Metrics } from '@uniwire/service-kit'
import { Counter } from 'prom-client'
import type { Verdict, Views } from './service.ts'

/** Counts what became of each request; the label never names an article or a reader. */
export function withVerdicts(views: Views, registry: Metrics['registry']): Views {
  const verdicts = new Counter({
    name: 'views_requests_total',
    help: 'Requests to count a view, by what became of them.',
    labelNames: ['verdict'],
    registers: [registry],
  })
  // Looking one up by its labels sorts and joins them each time.
  const byVerdict = new Map<Verdict, Counter.Internal>()
  const ofVerdict = (verdict: Verdict) => {
    const known = byVerdict.get(verdict) ?? verdicts.labels({ verdict })
    byVerdict.set(verdict, known)
    return known
  }
  return {
    ...views,
    async count(visit) {
      const verdict = await views.count(visit)
      ofVerdict(verdict).inc()
      return verdict
    },
  }
}
