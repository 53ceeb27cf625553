import { setTimeout as delay } from 'node:timers/promises'
import { EngineUnavailableError } from '@uniwire/ports'
import { ReplyError } from 'ioredis'
import type { Connection } from './connect.ts'
import { createSender } from './sender.ts'
import type { RunScripts, ScriptCall } from './script.ts'

export interface Scripts extends AsyncDisposable {
  /** Answers or throws EngineUnavailableError within `timeoutMs`. */
  readonly run: RunScripts
}

/**
 * Runs scripts, and runs again what a lost connection left without an answer: scripts are safe to repeat,
 * so nothing needs to know how far they came. What Redis refuses (no memory, read-only, no disk, no right)
 * is not repeated.
 */
export function createScripts(
  { client, name }: Connection,
  options: {
    readonly timeoutMs: number
    readonly onError?: ((error: unknown) => void) | undefined
  },
): Scripts {
  const { timeoutMs, onError } = options
  const send = createSender(client)
  const underWay = new Set<Promise<unknown>>()
  const whenReady = createReadiness(client)
  let isClosed = false
  let lastFailure = 'no answer'
  client.on('error', (error: unknown) => {
    lastFailure = messageOf(error)
    onError?.(unavailable(`Redis at ${name}: ${lastFailure}`))
  })

  const attempt = async (calls: readonly ScriptCall[], signal: AbortSignal): Promise<readonly unknown[]> => {
    await whenReady(signal)
    // Nobody waits for these any more.
    if (signal.aborted) return calls.map(() => new Error('given up'))
    const replies = await send(calls, 'EVALSHA')
    const unknown = calls.filter((_, n) => isUnknownScript(replies[n]))
    if (unknown.length === 0) return replies
    const again = (await send(unknown, 'EVAL')).values()
    return replies.map((reply) => (isUnknownScript(reply) ? again.next().value : reply))
  }
  const runUntilAnswered = async (
    calls: readonly ScriptCall[],
    signal: AbortSignal,
  ): Promise<readonly unknown[]> => {
    let replies = await attempt(calls, signal)
    for (let attempts = 1; replies.some(isLost) && !signal.aborted; attempts += 1) {
      // A connection that is closing calls itself ready until it is closed.
      await delay(Math.min(10 * attempts, MAX_PAUSE_MS))
      const lost = calls.filter((_, n) => isLost(replies[n]))
      const again = (await attempt(lost, signal)).values()
      replies = replies.map((reply) => (isLost(reply) ? again.next().value : reply))
    }
    const failure = replies.find((reply) => reply instanceof Error)
    if (failure !== undefined) throw unavailable(`Redis at ${name} refused: ${messageOf(failure)}`)
    return replies
  }
  return {
    async run(calls) {
      if (isClosed) throw unavailable(`the counter over Redis at ${name} is closed`)
      if (calls.length === 0) return []
      const timeout = new AbortController()
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => {
        timeout.abort()
        reject(unavailable(`Redis at ${name} did not answer in ${timeoutMs} ms: ${lastFailure}`))
      }, timeoutMs)
      const work = Promise.race([runUntilAnswered(calls, timeout.signal), late]).finally(() =>
        clearTimeout(timer),
      )
      underWay.add(work)
      try {
        return await work
      } finally {
        underWay.delete(work)
      }
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      await Promise.allSettled(underWay)
      client.disconnect()
    },
  }
}

const MAX_PAUSE_MS = 200

/** Resolves when the connection can take calls, or the signal says that nobody waits any more. */
function createReadiness(client: Connection['client']) {
  const waiting = new Set<() => void>()
  client.on('ready', () => {
    for (const resolve of waiting) resolve()
    waiting.clear()
  })
  return (signal: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (client.status === 'ready' || signal.aborted) {
      resolve()
      return promise
    }
    waiting.add(resolve)
    const giveUp = () => {
      waiting.delete(resolve)
      resolve()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    return promise
  }
}

function isUnknownScript(reply: unknown): boolean {
  return reply instanceof Error && reply.message.startsWith('NOSCRIPT')
}

/** Without an answer: nobody knows whether the script ran. */
function isLost(reply: unknown): boolean {
  return reply instanceof Error && !(reply instanceof ReplyError)
}

/** Only the message: errors of the client carry its arguments, which hold the password, or the readers' ids. */
function unavailable(message: string): EngineUnavailableError {
  return new EngineUnavailableError(message)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
