import type { SearchableArticle } from '@uniwire/ports'
import { openSearchIndex } from './open-search-index.ts'

/**
 * Ran by `crash.test.ts` in a process of its own, under plain Node: one rebuild and swap after the other,
 * until it is killed. Edition n holds `editionSize(n)` articles, and its checkpoint is n.
 */
export function editionSize(edition: number): number {
  return 10 + (edition % 5)
}

if (process.argv[1] === import.meta.filename) await swapForever(process.argv[2] ?? '')

async function swapForever(folder: string): Promise<void> {
  let ids = 0
  const started = `${process.pid}`
  const index = await openSearchIndex({ folder, newId: () => `${started}-${ids++}`, now: () => 0 })
  const first = ((await index.checkpoint())?.position ?? 0) + 1
  for (let edition = first; ; edition++) {
    const rebuild = await index.beginRebuild()
    await rebuild.apply(Array.from({ length: editionSize(edition) }, (_, n) => article(edition, n)))
    await rebuild.saveCheckpoint({ generation: 'g', position: edition, analyser: 'a' })
    const swapped = rebuild.swap()
    process.stdout.write('swapping\n')
    await swapped
    process.stdout.write('swapped\n')
  }
}

function article(edition: number, number: number): SearchableArticle {
  const words = { stem: 'all', key: 'all', exact: 'all' }
  return {
    kind: 'article',
    id: `article-${number}`,
    version: edition,
    university: 'u',
    language: 'kk',
    categories: [],
    publishedAt: '2023-10-12T06:00:00Z',
    day: '2023-10-12',
    firstSequence: 1,
    baselineViews: 0,
    title: words,
    body: words,
    source: String(edition),
  }
}
