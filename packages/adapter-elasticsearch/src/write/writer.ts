import { isUsableId } from '@uniwire/ports'
import type { DocumentOutcome, LiveViews, SearchDocument, SearchIndexWriter } from '@uniwire/ports'
import { bulkWrite } from './bulk.ts'
import type { Written } from './bulk.ts'
import { createCheckpointWriter, readCheckpoint } from './checkpoint.ts'
import { documentChunks } from './document-chunks.ts'
import { LAYOUT } from '../mapping.ts'
import { articleKey } from '../names.ts'
import type { Names } from '../names.ts'
import { overSwaps } from '../engine/over-swaps.ts'
import { notePurge } from './purge.ts'
import { NO_VIEWS, sourceOf } from '../stored-document.ts'
import { readViews, settleViews, writeViews } from './views.ts'
import type { Place } from './views.ts'

export interface WriterOptions {
  readonly place: Place
  /** The alias is of one index, for ever. */
  readonly isPinned: boolean
  readonly names: Names
  /** Makes what is written searchable; resolves when it is. */
  readonly refresh: () => Promise<void>
  readonly now: () => number
  /** Told when the text of an article has to leave the disk. */
  readonly onErased: () => void
  /** Told of every index that is seen behind the alias. */
  readonly onIndex?: (index: string) => void
}

export type Writer = Omit<SearchIndexWriter, 'indexId'>

/** What is remembered of documents until their views are settled. */
interface Settling {
  readonly articles: Set<string>
  /** Revisions of views that were written with an article; of what was there already nobody knows them. */
  readonly shown: Map<string, number>
  isWritten: boolean
}

/** One generation of the index. Any number of processes may write it at once. */
export function createWriter(options: WriterOptions): Writer {
  const { place, isPinned, names, refresh, now, onErased, onIndex } = options
  const { engine, alias } = place
  let viewsTurn: Promise<unknown> = Promise.resolve()

  async function applyViews(views: readonly LiveViews[]): Promise<void> {
    // There is no article, and never will be, of an id that is refused.
    const totals = views.filter(({ id }) => isUsableId(id))
    if (totals.length === 0) return
    await overSwaps(async () => {
      await writeViews(place, totals)
      await settleViews(place, [...new Set(totals.map(({ id }) => id))])
    })
    await refresh()
  }

  async function write(
    documents: readonly SearchDocument[],
    settling: Settling,
  ): Promise<readonly Written[]> {
    const articles = [...new Set(documents.flatMap(({ kind, id }) => (kind === 'article' ? [id] : [])))]
    const known = await readViews(place, articles)
    const viewsOf = (id: string) => known.get(id) ?? NO_VIEWS
    const writes = documents.map((document) => ({
      key: articleKey(document.id),
      version: document.version,
      versionType: 'external' as const,
      source: sourceOf(document, viewsOf(document.id)),
    }))
    const written = await bulkWrite(engine, alias, writes)
    if (documents.some((document, at) => leavesErasedText(document, written[at]))) {
      await notePurge(place, now())
      onErased()
    }
    for (const id of articles) {
      settling.articles.add(id)
      settling.shown.set(id, viewsOf(id).viewsRevision)
    }
    for (const [at, { id }] of documents.entries()) {
      if (written[at]?.kind !== 'written') settling.shown.delete(id)
    }
    // Also when all were there already: another process may not have come to its refresh.
    settling.isWritten ||= written.some(({ kind }) => kind !== 'refused')
    return written
  }

  async function settle({ articles, shown, isWritten }: Settling): Promise<void> {
    const [moved] = await Promise.all([
      overSwaps(() => settleViews(place, [...articles], shown)),
      isWritten ? overSwaps(refresh) : undefined,
    ])
    if (moved) await overSwaps(refresh)
  }

  return {
    async apply(documents) {
      const outcomes: DocumentOutcome[] = []
      const settling: Settling = { articles: new Set(), shown: new Map(), isWritten: false }
      for await (const { reasons, accepted } of documentChunks(documents)) {
        const written = accepted.length === 0 ? [] : await overSwaps(() => write(accepted, settling))
        let next = 0
        for (const reason of reasons)
          outcomes.push(reason === undefined ? outcomeOf(written[next++]) : { kind: 'refused', reason })
      }
      await settle(settling)
      return outcomes
    },
    applyViews(views) {
      // One batch in flight (log §5).
      const turn = viewsTurn.then(() => applyViews(views))
      viewsTurn = turn.catch(() => undefined)
      return turn
    },
    saveCheckpoint: createCheckpointWriter(engine, alias, isPinned),
    async checkpoint() {
      const found = await readCheckpoint(engine, alias)
      if (found === undefined) return undefined
      onIndex?.(found.index)
      const { checkpoint } = found
      const layout = names.parse(found.index)?.layout
      // Another layout is as another analyser: whoever sees it asks for a rebuild.
      return layout === LAYOUT
        ? checkpoint
        : { ...checkpoint, analyser: `${checkpoint.analyser}, layout ${layout}` }
    },
  }
}

/** A stub that is there already may be one whose note was lost with the process that wrote it. */
function leavesErasedText({ kind }: SearchDocument, written: Written | undefined): boolean {
  return kind === 'stub' && (written?.kind === 'stale' || (written?.kind === 'written' && !written.isNew))
}

function outcomeOf(written: Written | undefined): DocumentOutcome {
  if (written === undefined) throw new TypeError('the engine answered fewer items than documents')
  return written.kind === 'written' ? { kind: 'applied' } : written
}
