import type { LiveViews } from '@uniwire/ports'
import { bulkWrite } from './bulk.ts'
import { readDocuments } from '../documents.ts'
import type { Engine } from '../engine/engine.ts'
import { articleKey, viewsKey } from '../names.ts'
import { withViews } from '../stored-document.ts'
import type { ArticleSource, KnownViews, StubSource, ViewsSource } from '../stored-document.ts'

/** Where a generation is written, and read back at once: an alias. */
export interface Place {
  readonly engine: Engine
  readonly alias: string
}

/** Whole articles are read and written back. */
const MAX_ARTICLES = 100

/** Live views known of these articles, whether they are there or not. */
export async function readViews(
  { engine, alias }: Place,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownViews>> {
  const found = await readDocuments<KnownViews>(engine, {
    index: alias,
    keys: ids.map(viewsKey),
    members: ['liveViews', 'viewsRevision'],
  })
  return new Map(
    ids.flatMap((id, at) => {
      const views = found[at]
      return views === undefined ? [] : [[id, views.source] as const]
    }),
  )
}

/** The highest revision stays. */
export async function writeViews({ engine, alias }: Place, totals: readonly LiveViews[]): Promise<void> {
  const writes = totals.map(({ id, live, revision }) => {
    const source: ViewsSource = { kind: 'views', liveViews: live, viewsRevision: revision }
    return { key: viewsKey(id), version: revision, versionType: 'external', source } as const
  })
  await bulkWrite(engine, alias, writes)
}

/**
 * Brings articles up to the live views known of them. Who writes an article looks for views afterwards, and
 * who writes views looks for the article afterwards: so, whatever comes between, one of the two sees both. The
 * article is read (realtime) and written back whole with its own version, which is never moved (log §5); a
 * newer version that comes between wins and is looked at again. `shown`, the revisions that the caller itself
 * has just written into articles, saves reading those. `true` when articles were written back.
 */
export async function settleViews(
  place: Place,
  ids: readonly string[],
  shown: ReadonlyMap<string, number> = new Map(),
): Promise<boolean> {
  let open = ids
  let wrote = false
  while (open.length > 0) {
    const known = await readViews(place, open)
    // After the first look they are what others wrote.
    const unsure = wrote ? known : moved(known, shown)
    const late = await behind(place, unsure)
    wrote ||= late.length > 0
    const again: string[] = []
    for (let start = 0; start < late.length; start += MAX_ARTICLES) {
      again.push(...(await writeBack(place, late.slice(start, start + MAX_ARTICLES), known)))
    }
    open = again
  }
  return wrote
}

/** Those of which more is known than was shown, or of which nobody knows what is shown. */
function moved(
  known: ReadonlyMap<string, KnownViews>,
  shown: ReadonlyMap<string, number>,
): ReadonlyMap<string, KnownViews> {
  return new Map([...known].filter(([id, { viewsRevision }]) => (shown.get(id) ?? -Infinity) < viewsRevision))
}

async function behind(
  { engine, alias }: Place,
  known: ReadonlyMap<string, KnownViews>,
): Promise<readonly string[]> {
  const ids = [...known.keys()]
  const articles = await readDocuments<Pick<ArticleSource, 'viewsRevision'>>(engine, {
    index: alias,
    keys: ids.map(articleKey),
    // Stubs have none.
    members: ['viewsRevision'],
  })
  return ids.filter((id, at) => isBehind(articles[at]?.source.viewsRevision, known.get(id)))
}

/** Gives those to look at again, for somebody else may have written them as well. */
async function writeBack(
  { engine, alias }: Place,
  ids: readonly string[],
  known: ReadonlyMap<string, KnownViews>,
): Promise<readonly string[]> {
  const articles = await readDocuments<ArticleSource | StubSource>(engine, {
    index: alias,
    keys: ids.map(articleKey),
  })
  const writes = ids.flatMap((id, at) => {
    const article = articles[at]
    const views = known.get(id)
    if (article?.source.kind !== 'article' || views === undefined) return []
    const { version, source } = article
    if (!isBehind(source.viewsRevision, views)) return []
    const updated = withViews(source, views)
    return { id, key: articleKey(id), version, versionType: 'external_gte', source: updated } as const
  })
  const written = await bulkWrite(engine, alias, writes)
  return writes.filter((_, at) => written[at]?.kind !== 'refused').map(({ id }) => id)
}

function isBehind(shown: number | undefined, known: KnownViews | undefined): boolean {
  return shown !== undefined && known !== undefined && shown < known.viewsRevision
}
