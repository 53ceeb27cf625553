import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import type { EventLogs } from '@uniwire/ports'

/** A new log of its own: a file in the folder, or streams on the server, which are deleted with it. */
export async function benchLogs(place: {
  readonly address: string | undefined
  readonly folder: string
  readonly name: string
}): Promise<EventLogs> {
  const { address, folder, name } = place
  const tools = { now: () => Date.now(), newId: () => randomUUID() }
  if (address === undefined) return openEventLogs({ file: join(folder, `${name}.db`), ...tools })
  const namespace = `bench-${name}-${randomUUID().slice(0, 8)}`
  const logs = await openNatsEventLogs({ servers: address, namespace, requestTimeoutMs: 30_000, ...tools })
  return {
    open: (spec) => logs.open(spec),
    async [Symbol.asyncDispose]() {
      await logs[Symbol.asyncDispose]()
      const connection = await connect({ servers: address })
      const jsm = await jetstreamManager(connection)
      for await (const { config } of jsm.streams.list()) {
        if (config.name.startsWith(namespace)) await jsm.streams.delete(config.name)
      }
      await connection.close()
    },
  }
}
