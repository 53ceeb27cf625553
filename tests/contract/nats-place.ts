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

/** A server, which may run elsewhere: then nobody here restarts it or looks into its files. */
export interface NatsPlace {
  readonly url: string
  readonly own?: Pick<Nats, 'folder' | 'restart'>
}

/** A log in a namespace of its own on a server that runs; its streams go with it. */
export async function openNatsLog({ url, own }: NatsPlace, replicas = 1): Promise<OpenLog> {
  const namespace = `t${crypto.randomUUID().slice(0, 8)}`
  const open = () =>
    openNatsEventLogs({
      servers: url,
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
      await own?.restart()
      ;[logs, neighbour] = await Promise.all([open(), open()])
    },
    // The server's clock cannot be turned, and its timers are a little late.
    passTime: (ms) => delay(ms + TIMER_SLACK_MS),
    holdsBytes: (text) =>
      own === undefined
        ? withManager(url, (jsm) => isStored(jsm, namespace, text))
        : Promise.resolve(isInFiles(own.folder, namespace, text)),
    async [Symbol.asyncDispose]() {
      await close()
      await withManager(url, async (jsm) => {
        for await (const { config } of jsm.streams.list()) {
          if (config.name.startsWith(`${namespace}_`)) await jsm.streams.delete(config.name)
        }
      })
    },
  }
}

/** Each log deletes its streams when it is done with, so there is one of this name. */
export function maxAgeMs({ url }: NatsPlace, stream: string): Promise<number> {
  return withManager(url, async (jsm) => {
    for await (const { config } of jsm.streams.list()) {
      if (config.name.endsWith(`_${stream}`)) return config.max_age / 1_000_000
    }
    throw new Error(`no stream ${stream}`)
  })
}

function isInFiles(folder: string, namespace: string, text: string): boolean {
  return globSync(join(folder, 'data', '**', `${namespace}_*`, '**', '*'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text))
}

/** As far as one can see who only asks the server. */
async function isStored(jsm: JetStreamManager, namespace: string, text: string): Promise<boolean> {
  for await (const { config, state } of jsm.streams.list()) {
    if (!config.name.startsWith(`${namespace}_`)) continue
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
      const message = await jsm.streams.getMessage(config.name, { seq })
      if (message !== null && Buffer.from(message.data).includes(text)) return true
    }
  }
  return false
}

async function withManager<T>(url: string, work: (jsm: JetStreamManager) => Promise<T>): Promise<T> {
  await using connection = await connect({ servers: url.split(',') })
  // Awaited here: the connection ends with this function.
  return await work(await jetstreamManager(connection))
}
