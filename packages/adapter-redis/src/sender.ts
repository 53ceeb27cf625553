import { Cluster } from 'ioredis'
import type { Redis } from 'ioredis'
import type { ScriptCall } from './script.ts'

/** Never rejects: a call that failed has its error in the place of its reply. */
export type Send = (calls: readonly ScriptCall[], by: 'EVALSHA' | 'EVAL') => Promise<readonly unknown[]>

interface Waiting {
  readonly call: ScriptCall
  readonly by: 'EVALSHA' | 'EVAL'
  readonly resolve: (reply: unknown) => void
}

/** One write to the socket takes at most so many. */
const MAX_PIPELINE = 500

export function createSender(client: Redis | Cluster): Send {
  const sendOne = client instanceof Cluster ? toNode(client) : pipelined(client)
  return (calls, by) => Promise.all(calls.map((call) => sendOne(call, by)))
}

/** Calls of one turn of the event loop share one write: a write each costs more than the script itself. */
function pipelined(client: Redis) {
  let waiting: Waiting[] = []
  const flush = () => {
    const all = waiting
    waiting = []
    for (let n = 0; n < all.length; n += MAX_PIPELINE) void exchange(client, all.slice(n, n + MAX_PIPELINE))
  }
  return (call: ScriptCall, by: Waiting['by']): Promise<unknown> => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ call, by, resolve })
    return promise
  }
}

async function exchange(client: Redis, waiting: readonly Waiting[]): Promise<void> {
  const pipeline = client.pipeline()
  for (const { call, by } of waiting) pipeline.call(by, ...argumentsOf(call, by))
  const replies = await pipeline.exec().catch((error: unknown) => waiting.map(() => [error, undefined]))
  for (const [n, { resolve }] of waiting.entries()) {
    const [error, reply] = replies?.[n] ?? [new Error('no reply')]
    resolve(error ?? reply)
  }
}

/** In a cluster each call finds its own node: a pipeline there takes keys of one node only. */
function toNode(cluster: Cluster) {
  return (call: ScriptCall, by: Waiting['by']): Promise<unknown> =>
    cluster.call(by, ...argumentsOf(call, by)).catch((error: unknown) => error)
}

function argumentsOf({ script, keys, values }: ScriptCall, by: Waiting['by']): (string | number)[] {
  return [by === 'EVAL' ? script.text : script.sha, keys.length, ...keys, ...values]
}
