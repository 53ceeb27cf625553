import { JetStreamApiError } from '@nats-io/jetstream'
import { LogMisuseError, LogUnavailableError } from '@uniwire/ports'

/** Error codes of the JetStream API that the port tells apart. */
export const CODE = {
  streamNotFound: 10_059,
  streamNameInUse: 10_058,
  subjectsOverlap: 10_065,
  consumerNotFound: 10_014,
  /** With another configuration. */
  consumerExists: 10_148,
  noMessageFound: 10_037,
  /** Of any reason, which only the description tells. */
  messageDeleteFailed: 10_057,
  wrongLastSequence: 10_071,
  /** The same while another append to the subject is under way in a cluster. */
  wrongLastSequenceNow: 10_164,
} as const

export const isConflict = (code: number | undefined): boolean =>
  code === CODE.wrongLastSequence || code === CODE.wrongLastSequenceNow

export const hasCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof JetStreamApiError && codes.includes(error.code)

/** Runs one call of the port: what the engine throws becomes `LogUnavailableError`. */
export async function ask<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof LogMisuseError || cause instanceof LogUnavailableError) throw cause
    throw new LogUnavailableError(`${what}: ${reasonOf(cause)}`, {
      cause,
    })
  }
}

export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
