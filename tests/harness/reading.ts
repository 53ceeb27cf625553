import { setTimeout as delay } from 'node:timers/promises'

const ARRIVAL_DEADLINE_MS = 60_000
const ASK_AGAIN_MS = 250

/** Reads what anyone may read, once the log's sequence `after` is in it, however slow the machine. */
export function readerOf(url: string) {
  const get = async (path: string, after?: number) => {
    const headers = after === undefined ? {} : { 'Uniwire-Min-Position': String(after) }
    for (const until = performance.now() + ARRIVAL_DEADLINE_MS; ;) {
      const response = await fetch(url + path, { redirect: 'manual', headers })
      if (after === undefined || response.status !== 503 || performance.now() > until) return response
      await response.body?.cancel()
      await delay(ASK_AGAIN_MS)
    }
  }
  return {
    get,
    /** Answers are what the tests look into; each states what it expects of them. */
    async json<T = Record<string, never>>(path: string, after?: number): Promise<T> {
      const response = await get(path, after)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    text: async (path: string, after?: number) => (await get(path, after)).text(),
  }
}

export interface Written {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly sequence: number
  readonly pageUrl: string
  readonly warnings: readonly { readonly code: string }[]
}

export interface Found {
  readonly total: number
  readonly relaxed: boolean
  readonly nextCursor?: string
  readonly hits: readonly {
    readonly id: string
    readonly titleHtml: string
    readonly snippet: string
    readonly language: string
    readonly views: number
  }[]
  readonly facets: Readonly<
    Record<string, readonly { readonly value: string; readonly label: string; readonly count: number }[]>
  >
}

export interface Changes {
  readonly next: number
  readonly changes: readonly {
    readonly sequence: number
    readonly type: string
    readonly id: string
    readonly version: number
    readonly article?: { readonly title: string }
  }[]
}

export interface ProblemAnswer {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}
