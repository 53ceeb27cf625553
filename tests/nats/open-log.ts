import { openNatsEventLogs } from '@uniwire/adapter-nats'
import type { NatsEventLogsOptions } from '@uniwire/adapter-nats'
import type { EventLog, LogRecord } from '@uniwire/ports'
import { jetstreamManager } from '@nats-io/jetstream'
import type { JetStreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { NatsConnection } from '@nats-io/transport-node'
import { NEWS } from '../contract/event-log/engine.ts'

/** Short, so that silence is noticed within a test. */
const IMPATIENT = { requestTimeoutMs: 2_000, heartbeatMs: 200 }

export interface OpenedLog extends AsyncDisposable {
  readonly log: EventLog
}

/** The log of articles in a namespace, over a connection of its own. */
export async function openLog(
  servers: string,
  options: Partial<NatsEventLogsOptions> = {},
): Promise<OpenedLog> {
  const logs = await openNatsEventLogs({
    servers,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    ...IMPATIENT,
    ...options,
  })
  try {
    return { log: await logs.open(NEWS), [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose]() }
  } catch (error) {
    await logs[Symbol.asyncDispose]()
    throw error
  }
}

export const newNamespace = (): string => `t${crypto.randomUUID().slice(0, 8)}`

export interface Raw extends AsyncDisposable {
  readonly nc: NatsConnection
  readonly jsm: JetStreamManager
}

/** The server without the adapter between. */
export async function openRaw(servers: string): Promise<Raw> {
  const nc = await connect({ servers, maxReconnectAttempts: -1, reconnectTimeWait: 100 })
  return { nc, jsm: await jetstreamManager(nc), [Symbol.asyncDispose]: () => nc.close() }
}

export async function readAll(log: EventLog): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = []
  const end = await log.end()
  for (let after = 0; after < end;) {
    const page = await log.read({ after, limit: 500 })
    records.push(...page.records)
    after = page.position
  }
  return records
}
