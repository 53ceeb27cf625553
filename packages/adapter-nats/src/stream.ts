import type { JetStreamManager } from '@nats-io/jetstream'
import type { StreamSpec } from '@uniwire/ports'
import type { Connection, NatsNotice } from './connection.ts'
import type { Names } from './names.ts'

/** What every function on one stream needs. */
export interface Stream {
  readonly spec: StreamSpec
  /** Name on the server. */
  readonly name: string
  readonly names: Names
  readonly connection: Connection
  /** Asks the JetStream API, over a connection that is there; rejects when no answer comes. */
  readonly api: <T>(ask: (jsm: JetStreamManager) => Promise<T>) => Promise<T>
  /** The same for what the server writes several files for. */
  readonly setUp: Stream['api']
  readonly requestTimeoutMs: number
  readonly heartbeatMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly newId: () => string
  readonly onNotice: (notice: NatsNotice) => void
  /** Aborted when the log closes. */
  readonly closing: AbortSignal
  /** Of the stream when it was last asked. */
  readonly generation: () => string
  /** Asks the leader what the stream is now. */
  readonly refresh: () => Promise<StreamNow>
}

export interface StreamNow {
  readonly generation: string
  /** Of the newest message, also when it is gone; 0 when there never was one. */
  readonly lastSequence: number
}

export type StreamContext = Omit<Stream, 'spec' | 'name' | 'generation' | 'refresh'>
