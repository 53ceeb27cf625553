import { EngineUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { healthApp } from './health.ts'
import type { ReadinessCheck } from './health.ts'
import { createMetrics } from './metrics.ts'

const ready = (name: string): ReadinessCheck => ({ name, check: () => Promise.resolve({ ready: true }) })
const waits: ReadinessCheck = {
  name: 'feeds',
  check: () => Promise.resolve({ ready: false, detail: 'at 1 of 9' }),
}
const broken: ReadinessCheck = {
  name: 'search',
  check: () => Promise.reject(new EngineUnavailableError('away')),
}

function app(checks: readonly ReadinessCheck[], stopping = false) {
  return healthApp({ checks, registry: createMetrics().registry, stopping: () => stopping })
}

describe('/readyz', () => {
  it('answers 200 once every check does', async () => {
    const answer = await app([ready('views'), ready('feeds')]).request('/readyz')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      status: 'ready',
      checks: [
        { name: 'views', ready: true },
        { name: 'feeds', ready: true },
      ],
    })
  })

  it('says what it waits for, and when to ask again', async () => {
    const answer = await app([ready('views'), waits, broken]).request('/readyz')
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
    expect(await answer.json()).toEqual({
      status: 'not-ready',
      checks: [
        { name: 'views', ready: true },
        { name: 'feeds', ready: false, detail: 'at 1 of 9' },
        { name: 'search', ready: false, detail: 'away' },
      ],
    })
  })

  it('ends when the process is stopping, whatever the checks say', async () => {
    expect((await app([ready('views')], true).request('/readyz')).status).toBe(503)
  })
})

describe('/healthz', () => {
  it('looks at nothing but the event loop', async () => {
    expect((await app([broken], true).request('/healthz')).status).toBe(200)
  })
})

describe('/metrics', () => {
  it('is the text that Prometheus reads', async () => {
    const answer = await app([]).request('/metrics')
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain; version=/)
    expect(await answer.text()).toContain('# TYPE projection_position gauge')
  })
})
