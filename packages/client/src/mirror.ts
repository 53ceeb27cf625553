import type { Change } from '@uniwire/http-api'
import type { Connection } from './send.ts'
import { send } from './send.ts'

/** What an aggregator keeps of one article; without `article` it was taken back. */
export interface MirroredArticle {
  readonly sequence: number
  readonly version: number
  readonly article?: Change['article']
}

/** Every public article by its id, as it was after the change `next`. JSON: keep it and go on with it. */
export interface Mirror {
  readonly next: number
  readonly articles: Readonly<Record<string, MirroredArticle>>
}

/** A walk that cannot be trusted: `code` is `out-of-order`, or `differs` with the ids that do. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'
  readonly code: 'out-of-order' | 'differs'
  readonly ids: readonly string[]

  constructor(code: MirrorError['code'], ids: readonly string[]) {
    super(code === 'differs' ? `the mirror differs in ${ids.length} articles` : 'changes came out of order')
    this.code = code
    this.ids = ids
  }
}

export const EMPTY_MIRROR: Mirror = { next: 0, articles: {} }

/**
 * Takes over every change after `mirror.next` (`/v1/changes`). Killed anywhere, it goes on from the mirror that
 * was kept last. Throws MirrorError, RefusedError, UnreachableError.
 */
export async function followChanges(connection: Connection, mirror: Mirror = EMPTY_MIRROR): Promise<Mirror> {
  return walk(connection, mirror, Number.POSITIVE_INFINITY)
}

/**
 * Walks all changes from the beginning to where the mirror is, and throws MirrorError unless that leads to the
 * same articles: then nothing was lost, doubled or kept that was taken back since.
 */
export async function proveMirror(connection: Connection, mirror: Mirror): Promise<void> {
  const anew = await walk(connection, EMPTY_MIRROR, mirror.next)
  const ids = new Set([...Object.keys(anew.articles), ...Object.keys(mirror.articles)])
  const different = [...ids].filter(
    (id) => JSON.stringify(anew.articles[id]) !== JSON.stringify(mirror.articles[id]),
  )
  if (different.length > 0) throw new MirrorError('differs', different)
}

async function walk(connection: Connection, from: Mirror, upTo: number): Promise<Mirror> {
  const articles: Record<string, MirroredArticle> = { ...from.articles }
  let next = from.next
  for (;;) {
    const response = await send(connection, { method: 'GET', path: `/v1/changes?after=${next}&limit=500` })
    // The shape that the route promises; what must hold of it is looked at here.
    const page = (await response.json()) as { readonly changes: readonly Change[]; readonly next: number }
    for (const change of page.changes) {
      if (change.sequence > upTo) return { next: upTo, articles }
      if (change.sequence <= next) throw new MirrorError('out-of-order', [change.id])
      next = change.sequence
      articles[change.id] = mirrored(change)
    }
    if (page.changes.length === 0) return { next: Math.max(next, page.next), articles }
  }
}

function mirrored({ sequence, version, article }: Change): MirroredArticle {
  return { sequence, version, ...(article === undefined ? {} : { article }) }
}
