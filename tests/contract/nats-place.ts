import { jetstreamManager } from '@nats-io/jetstream'
import type { JetStreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import type { OpenLog } from './event-log/engine.ts'
import type { Nats } from '../harness/engines/nats.ts'

const TIMER_SLACK_MS = 100

/** A log in a namespace of its own on a server that runs; its streams go with it. */
export async function openNatsLog(nats: Nats, replicas = 1): Promise<OpenLog> {
  const namespace = `t${crypto.randomUUID().slice(0, 8)}`
  const open = () =>
    openNatsEventLogs({
      servers: nats.url,
      namespace,
      replicas,
      now: Date.now,
      newId: () => crypto.randomUUID(),
      // The disk of a machine that runs other tests as well.
      requestTimeoutMs: 15_000,
    })
  let [logs, neighbour] = await Promise.all([open(), open()])
  const close = async () => {
    await Promise.all([logs[Symbol.asyncDispose](), neighbour[Symbol.asyncDispose]()])
  }
  return {
    get logs() {
      return logs
    },
    get neighbour() {
      return neighbour
    },
    async restart() {
      await close()
      await nats.restart()
      ;[logs, neighbour] = await Promise.all([open(), open()])
    },
    // The server's clock cannot be turned, and its timers are a little late.
    passTime: (ms) => delay(ms + TIMER_SLACK_MS),
    holdsBytes: (text) =>
      Promise.resolve(
        globSync(join(nats.folder, 'data', '**', `${namespace}_*`, '**', '*'), { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text)),
      ),
    async [Symbol.asyncDispose]() {
      await close()
      await withManager(nats, async (jsm) => {
        for await (const { config } of jsm.streams.list()) {
          if (config.name.startsWith(`${namespace}_`)) await jsm.streams.delete(config.name)
        }
      })
    },
  }
}

/** Each log deletes its streams when it is done with, so there is one of this name. */
export function maxAgeMs(nats: Nats, stream: string): Promise<number> {
  return withManager(nats, async (jsm) => {
    for await (const { config } of jsm.streams.list()) {
      if (config.name.endsWith(`_${stream}`)) return config.max_age / 1_000_000
    }
    throw new Error(`no stream ${stream}`)
  })
}

async function withManager<T>(nats: Nats, work: (jsm: JetStreamManager) => Promise<T>): Promise<T> {
  await using connection = await connect({ servers: nats.url.split(',') })
  // Awaited here: the connection ends with this function.
  return await work(await jetstreamManager(connection))
}
