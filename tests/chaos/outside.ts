import { setTimeout as delay } from 'node:timers/promises'

/** What a client outside knows after one request. */
export type Reply =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: string }
  /** 503 with the time to try again: nothing is confirmed, repeating is safe. */
  | { readonly kind: 'away' }
  /** Cut off, or no answer in time: anything may have happened. */
  | { readonly kind: 'silent' }

export interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The world outside: it sends, repeats, and writes down what should never have been answered. */
export interface Outside {
  /** `actor` sorts the successes for `firstSuccess`. */
  send(actor: Actor, path: string, call?: Call): Promise<Reply>
  /** The same request until it is answered, whatever the answer is; throws after five minutes. */
  insist(actor: Actor, path: string, call?: Call): Promise<Extract<Reply, { kind: 'answered' }>>
  /** Broken promises, in words. */
  readonly offences: string[]
  /** Milliseconds after `since` until the first answer to a request that was sent after it. */
  firstSuccess(actor: Actor, since: number): number | undefined
  successes(actor: Actor, since?: number): number
}

export const ACTORS = ['write', 'view', 'search', 'page', 'feed', 'changes'] as const
export type Actor = (typeof ACTORS)[number]

const PATIENCE_MS = 5_000
/** The load is a small one, and whoever was refused comes back soon. */
export const PACE_MS = 250
/** Longer than Elasticsearch takes to start on a machine that is busy with much else. */
const INSISTENCE_MS = 300_000

export function createOutside(url: string): Outside {
  const offences: string[] = []
  const answered: { actor: Actor; sentAt: number; at: number }[] = []

  const send: Outside['send'] = async (actor, path, { method = 'GET', headers = {}, body } = {}) => {
    const sentAt = performance.now()
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const response = await fetch(url + path, { method, signal, headers: { ...type, ...headers }, ...json })
      const text = await response.text()
      const mayRepeat = response.status === 503 && Number(response.headers.get('Retry-After')) > 0
      if (mayRepeat) return { kind: 'away' }
      if (response.status >= 400) offences.push(`${method} ${path}: ${response.status} ${text}`)
      else answered.push({ actor, sentAt, at: performance.now() })
      return { kind: 'answered', status: response.status, headers: response.headers, body: text }
    } catch {
      return { kind: 'silent' }
    }
  }
  const after = (actor: Actor, since: number) =>
    answered.filter((each) => each.actor === actor && each.sentAt >= since)
  return {
    send,
    offences,
    async insist(actor, path, call) {
      const until = performance.now() + INSISTENCE_MS
      for (;;) {
        const reply = await send(actor, path, call)
        if (reply.kind === 'answered') return reply
        if (performance.now() > until) throw new Error(`${path} was not answered in ${INSISTENCE_MS} ms`)
        await delay(PACE_MS)
      }
    },
    firstSuccess: (actor, since) => {
      const [first] = after(actor, since).toSorted((a, b) => a.at - b.at)
      return first && first.at - since
    },
    successes: (actor, since = -Infinity) => after(actor, since).length,
  }
}
