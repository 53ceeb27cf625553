import { documentRefusal, isUsableId } from '@uniwire/ports'
import type { DocumentOutcome, LiveViews, SearchDocument, SearchIndexWriter } from '@uniwire/ports'
import { bulkWrite } from './bulk.ts'
import type { Written } from './bulk.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { LAYOUT } from './mapping.ts'
import { articleKey } from './names.ts'
import type { Names } from './names.ts'
import { overSwaps } from './over-swaps.ts'
import { notePurge } from './purge.ts'
import { NO_VIEWS, sourceOf } from './stored-document.ts'
import { readViews, settleViews, writeViews } from './views.ts'
import type { Place } from './views.ts'

export interface WriterOptions {
  readonly place: Place
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

/** One generation of the index. Any number of processes may write it at once. */
export function createWriter(options: WriterOptions): Writer {
  const { place, names, refresh, now, onErased, onIndex } = options
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

  async function writeDocuments(documents: readonly SearchDocument[]): Promise<readonly Written[]> {
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
    // Of what was there already nobody knows which views its writer knew.
    const stale = new Set(documents.flatMap(({ id }, at) => (written[at]?.kind === 'written' ? [] : [id])))
    const shown = new Map(
      articles.flatMap((id) => (stale.has(id) ? [] : [[id, viewsOf(id).viewsRevision] as const])),
    )
    const [moved] = await Promise.all([
      settleViews(place, articles, shown),
      // Also when all were there already: another process may not have come to its refresh.
      written.some(({ kind }) => kind !== 'refused') ? refresh() : undefined,
    ])
    if (moved) await refresh()
    return written
  }

  return {
    async apply(documents) {
      const reasons = documents.map(documentRefusal)
      const accepted = documents.filter((_, at) => reasons[at] === undefined)
      const written = accepted.length === 0 ? [] : await overSwaps(() => writeDocuments(accepted))
      let next = 0
      return reasons.map((reason): DocumentOutcome => {
        return reason === undefined ? outcomeOf(written[next++]) : { kind: 'refused', reason }
      })
    },
    applyViews(views) {
      // One batch in flight (log §5).
      const turn = viewsTurn.then(() => applyViews(views))
      viewsTurn = turn.catch(() => undefined)
      return turn
    },
    saveCheckpoint: (checkpoint) => writeCheckpoint(engine, alias, checkpoint),
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
