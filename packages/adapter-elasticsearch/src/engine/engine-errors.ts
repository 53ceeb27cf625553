import { errors } from '@elastic/elasticsearch'
import { EngineUnavailableError } from '@uniwire/ports'
import { refusedReason } from './refused-reason.ts'
import type { Failure } from './refused-reason.ts'

/**
 * The index, or the point in time, that was asked for is not there any more: after a swap another one is, and
 * the same call finds it.
 */
export class IndexGoneError extends EngineUnavailableError {}

/** The engine understood the request and will never take it: 400 or 413. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError'
}

/**
 * A failed request, as the port speaks of it. Whatever may be better later is an `EngineUnavailableError`
 * that names the address: no connection, no answer in time, 429, 5xx, a read-only index, and also refused
 * credentials or rights, which an operator mends while the service waits (log §4). The client's own error is
 * left behind: it holds the whole request, megabytes of it, and would carry them into the log file.
 */
export function engineError(error: unknown, address: string): unknown {
  if (error instanceof errors.ResponseError) {
    const failure = failureOf(error)
    const said = `${failure.type}: ${failure.reason}`
    if (isGone(failure))
      return new IndexGoneError(`Elasticsearch at ${address} does not have what was asked for: ${said}`)
    if (failure.status === 400 || failure.status === 413)
      return new RequestRefusedError(refusedReason(failure))
    return new EngineUnavailableError(`Elasticsearch at ${address} answers ${failure.status}: ${said}`)
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new EngineUnavailableError(`what answers at ${address} is not Elasticsearch`)
  }
  if (error instanceof errors.ElasticsearchClientError && !(error instanceof errors.ConfigurationError)) {
    return new EngineUnavailableError(`Elasticsearch at ${address} does not answer: ${error.message}`)
  }
  return error
}

/** Whether an item of a bulk request will never be taken, as it is. 409 is for the caller to judge. */
export function isPermanent({ status }: Failure): boolean {
  return status === 400 || status === 413
}

/** An index that is being removed first loses its shards, so queries under way see 503 before others see 404. */
export function isGone({ status, type }: Pick<Failure, 'status' | 'type'>): boolean {
  return (status === 404 && type !== 'unknown') || type === 'no_shard_available_action_exception'
}

function failureOf(error: InstanceType<typeof errors.ResponseError>): Failure {
  const status = error.statusCode ?? 500
  const body: unknown = error.body
  const details = isRecord(body) ? body['error'] : undefined
  if (!isRecord(details)) return { status, type: 'unknown', reason: error.message }
  // A search fails by shards; what went wrong is said below.
  const causes = details['root_cause']
  const cause: unknown = Array.isArray(causes) ? causes[0] : undefined
  const { type, reason } = isRecord(cause) ? cause : details
  return { status, type: String(type ?? details['type']), reason: String(reason ?? details['reason']) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
