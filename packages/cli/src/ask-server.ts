import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Connection } from '@uniwire/client'
import { readProblem, RefusedError } from '@uniwire/client'

/** What is asked of a running server beside the API of articles. */
export interface AskServer {
  /** Only a standalone can: it has the files open. */
  backUp(folder: string): Promise<unknown>
  /** One a line; of a standalone. */
  erasures(): Promise<string>
  /** What is answered, a JSON text a line, as it comes. */
  follow(method: string, path: string): AsyncGenerator
  /** What projections gave up, in that order. */
  deadLetters(): Promise<unknown>
  dropDeadLetter(projection: string, sequence: string): Promise<unknown>
  /** Of search alone. */
  replayDeadLetter(sequence: string): Promise<Replayed>
  /** `article`: its id, or `{university}/{sourceId}`. */
  explainViews(article: string): Promise<unknown>
  /** Every counter against the last totals in the log; changes nothing. */
  auditViews(): Promise<ViewAudit>
  /** The same, and lifts what was lost to what the log has. */
  rebuildViews(): Promise<ViewAudit>
}

export interface Replayed {
  readonly kind: 'applied' | 'still-dead'
}

export interface ViewAudit {
  /** Counters that were absent, or behind the log. */
  readonly lost: number
}

export function askServer({ baseUrl, key }: Connection): AskServer {
  const ask = async (method: string, path: string): Promise<Response> => {
    const headers: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` }
    const response = await fetch(new URL(path, baseUrl), { method, headers }).catch((cause: unknown) => {
      throw new Error(`no answer from ${baseUrl}: is the server running, and is UNIWIRE_URL right?`, {
        cause,
      })
    })
    if (response.ok) return response
    const refused = new RefusedError(await readProblem(response))
    throw new Error(`${method} ${path}: ${response.status} ${refused.message}`, { cause: refused })
  }
  const audit = async (method: string, path: string): Promise<ViewAudit> => {
    const body: unknown = await (await ask(method, path)).json()
    if (!isAudit(body)) throw new Error(`${method} ${path}: an answer that is no comparison of views`)
    return body
  }
  return {
    backUp: async (folder) => (await ask('POST', `/v1/backups?folder=${encodeURIComponent(folder)}`)).json(),
    erasures: async () => (await ask('GET', '/v1/erasures')).text(),
    async *follow(method, path) {
      const { body } = await ask(method, path)
      if (body === null) return
      try {
        for await (const line of createInterface({ input: Readable.fromWeb(body) })) yield JSON.parse(line)
      } catch (cause) {
        throw new Error(`${baseUrl} broke off in the middle of its answer`, { cause })
      }
    },
    deadLetters: async () => (await ask('GET', '/v1/dead-letters')).json(),
    dropDeadLetter: async (projection, sequence) =>
      (await ask('DELETE', `/v1/dead-letters/${projection}/${sequence}`)).json(),
    async replayDeadLetter(sequence) {
      const path = `/v1/search/dead-letters/${sequence}/replay`
      const body: unknown = await (await ask('POST', path)).json()
      if (!isReplayed(body)) throw new Error(`POST ${path}: an answer that says nothing of a replay`)
      return body
    },
    explainViews: async (article) =>
      (await ask('GET', `/v1/views/explain?article=${encodeURIComponent(article)}`)).json(),
    auditViews: () => audit('GET', '/v1/views/audit'),
    rebuildViews: () => audit('POST', '/v1/views/rebuild'),
  }
}

function isReplayed(body: unknown): body is Replayed {
  if (typeof body !== 'object' || body === null || !('kind' in body)) return false
  return body.kind === 'applied' || body.kind === 'still-dead'
}

function isAudit(body: unknown): body is ViewAudit {
  return typeof body === 'object' && body !== null && 'lost' in body && typeof body.lost === 'number'
}
