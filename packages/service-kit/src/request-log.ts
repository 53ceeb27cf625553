import type { Logger } from 'pino'
import type { RequestMetrics } from './metrics.ts'

export interface AnsweredRequest {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly durationMs: number
}

/** Tells of every request once, however it was answered: a duration for the operator, a line of the log. */
export type RequestLog = (request: AnsweredRequest) => void

export function createRequestLog(logger: Logger, metrics: RequestMetrics): RequestLog {
  return (request) => {
    metrics.observe(request)
    // Whoever asks `/readyz` hears the reason, once a second perhaps.
    const level = request.status >= 500 && request.path !== '/readyz' ? 'error' : 'debug'
    if (!logger.isLevelEnabled(level)) return
    const { requestId, method, path, status, durationMs } = request
    logger[level]({ event: 'request', requestId, method, path, status, durationMs }, 'answered')
  }
}
