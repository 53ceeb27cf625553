import { Worker } from 'node:worker_threads'
import { RANKING } from '@uniwire/language'
import { documentRefusal } from '@uniwire/ports'
import type {
  DocumentOutcome,
  IndexRebuild,
  SearchDocument,
  SearchDocuments,
  SearchIndex,
  SearchIndexWriter,
  StoredDocument,
  TitleWord,
  TitleWordsRequest,
} from '@uniwire/ports'
import type { Target } from './protocol.ts'
import { plainDocument } from './plain-document.ts'
import { mostFrequent } from './title-words.ts'
import { openWorkerLink } from './worker-link.ts'
import type { WorkerLink } from './worker-link.ts'

export interface SearchIndexOptions {
  /**
   * Holds `search.db`, `search.next.db` during a rebuild, `search.kept.db` after one; `:memory:` keeps nothing.
   * Must exist.
   */
  readonly folder: string
  /** Ids of index generations. */
  readonly newId: () => string
  /** Milliseconds; only the age of kept rankings is measured by it. */
  readonly now: () => number
  /** What nobody waits for: a worker that died, a damaged file that is built anew. */
  readonly onError?: (error: unknown) => void
  /** Where the worker comes from; tests end it to see it come back. */
  readonly spawn?: () => Worker
}

/**
 * `SearchIndex` over SQLite's FTS5, in a thread of its own. The index is disposable: power loss may take the
 * newest commits, in order, and the checkpoint with them; kill -9 takes none. One rebuild at a time: beginning
 * another abandons the one before. A worker that dies rejects what is under way with
 * `EngineUnavailableError`, and so do calls until it is back; an index in memory is then a new, empty one
 * with another `indexId`.
 */
export async function openSearchIndex(options: SearchIndexOptions): Promise<SearchIndex> {
  const { folder, newId, now } = options
  let indexId = ''
  let rebuild: string | undefined
  const link = await openWorkerLink({
    spawn: options.spawn ?? startWorker,
    openInput: () => ({
      folder,
      freshId: newId(),
      session: newId(),
      weights: RANKING,
      ...(rebuild && { rebuild }),
    }),
    onOpened: (opened) => (indexId = opened.indexId),
    onError: options.onError ?? (() => undefined),
  })

  async function beginRebuild(): Promise<IndexRebuild> {
    const id = newId()
    await link.call('beginRebuild', { indexId: id })
    rebuild = id
    const over = () => {
      if (rebuild === id) rebuild = undefined
    }
    return {
      ...beside(id),
      async swap() {
        await beside(id).swap()
        over()
      },
      async abandon() {
        await link.call('abandon', { indexId: id })
        over()
      },
    }
  }

  /** One that is kept, which abandoning leaves as it is. */
  function beside(id: string): IndexRebuild {
    const target = { indexId: id }
    return {
      indexId: id,
      ...writer(link, target),
      query: (query) => link.call('query', { target, query, now: now() }),
      async swap() {
        await link.call('swap', target)
        indexId = id
      },
      abandon: () => Promise.resolve(),
    }
  }

  return {
    get indexId() {
      return indexId
    },
    ...writer(link, 'current'),
    query: (query) => link.call('query', { target: 'current', query, now: now() }),
    get: (ids) => getInPages(link, ids),
    suggest: ({ terms, limit }) => link.call('suggest', { terms, limit }),
    linked: ({ links, limit }) => link.call('linked', { links: [...links], limit }),
    titleWords: (request) => wordsOfTitles(link, request),
    beginRebuild,
    async kept() {
      const id = await link.call('kept', undefined)
      return id === undefined ? undefined : beside(id)
    },
    forgetKept: () => link.call('forgetKept', undefined),
    writer: (id) => ({ indexId: id, ...writer(link, { indexId: id }) }),
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  }
}

/** Queries come between two pages (log §8). */
const MAX_PAGE_IDS = 500

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'search-index',
    execArgv: [],
    // Lists of matches are short-lived and large: the default lets 50 MB more of them lie about (measured).
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
}

async function getInPages(
  link: WorkerLink,
  ids: readonly string[],
): Promise<readonly (StoredDocument | undefined)[]> {
  const pages: (readonly (StoredDocument | undefined)[])[] = []
  for (let start = 0; start < ids.length; start += MAX_PAGE_IDS) {
    pages.push(await link.call('get', { ids: ids.slice(start, start + MAX_PAGE_IDS) }))
  }
  return pages.flat()
}

async function wordsOfTitles(
  link: WorkerLink,
  { beginnings, ...request }: TitleWordsRequest,
): Promise<readonly TitleWord[]> {
  const words: TitleWord[] = []
  for (const beginning of beginnings)
    words.push(...(await link.call('titleWords', { ...request, beginning })))
  return mostFrequent(words, request.limit)
}

function writer(link: WorkerLink, target: Target): Omit<SearchIndexWriter, 'indexId'> {
  return {
    apply: (documents) => applyAccepted(link, target, documents),
    async applyViews(views) {
      await link.call('applyViews', { target, views })
    },
    async saveCheckpoint(checkpoint) {
      await link.call('saveCheckpoint', { target, checkpoint })
    },
    checkpoint: () => link.call('checkpoint', { target }),
  }
}

/** What crosses to the worker at once. */
const MAX_SENT = 100
/** UTF-16 units, about. */
const MAX_SENT_LENGTH = 2 * 1024 * 1024

async function applyAccepted(
  link: WorkerLink,
  target: Target,
  documents: SearchDocuments,
): Promise<readonly DocumentOutcome[]> {
  const outcomes: DocumentOutcome[] = []
  let part: SearchDocument[] = []
  let length = 0
  for await (const document of documents) {
    part.push(document)
    length += lengthOf(document)
    if (part.length < MAX_SENT && length < MAX_SENT_LENGTH) continue
    outcomes.push(...(await applyPart(link, target, part)))
    part = []
    length = 0
  }
  if (part.length > 0) outcomes.push(...(await applyPart(link, target, part)))
  return outcomes
}

/** The streams are about twice as long as the source. A faulty document has whatever it has: it is refused later. */
function lengthOf({ source }: { readonly source: unknown }): number {
  return typeof source === 'string' ? 3 * source.length : 0
}

/** Refused before they are sent: one that cannot be cloned would keep its neighbours from crossing. */
async function applyPart(
  link: WorkerLink,
  target: Target,
  documents: readonly SearchDocument[],
): Promise<readonly DocumentOutcome[]> {
  const reasons = documents.map(documentRefusal)
  const accepted = documents.filter((_, index) => reasons[index] === undefined).map(plainDocument)
  const outcomes = accepted.length === 0 ? [] : await link.call('apply', { target, documents: accepted })
  let next = 0
  return reasons.map((reason) => {
    if (reason !== undefined) return { kind: 'refused', reason }
    const outcome = outcomes[next++]
    if (outcome === undefined) throw new TypeError('the worker answered fewer outcomes than documents')
    return outcome
  })
}
