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
  let isClosed = false
  let lastFailure = 'no answer'
  let readyAgain = Promise.withResolvers<void>()
  client.on('ready', () => readyAgain.resolve())
  client.on('close', () => {
    readyAgain = Promise.withResolvers()
  })
  client.on('error', (error: unknown) => {
    lastFailure = messageOf(error)
    onError?.(unavailable(`Redis at ${name}: ${lastFailure}`))
  })

  const attempt = async (calls: readonly ScriptCall[]): Promise<readonly unknown[]> => {
    if (client.status !== 'ready') await readyAgain.promise
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
    let replies = await attempt(calls)
    for (let attempts = 1; replies.some(isLost) && attempts < MAX_ATTEMPTS; attempts += 1) {
      if (signal.aborted) break
      const again = (await attempt(calls.filter((_, n) => isLost(replies[n])))).values()
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

/** Each waits for the connection first; a server that answers and then hangs up on this call is refusing. */
const MAX_ATTEMPTS = 5

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
