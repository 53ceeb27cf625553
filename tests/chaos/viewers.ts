import { setTimeout as delay } from 'node:timers/promises'
import type { Outside } from './outside.ts'
import { PACE_MS } from './outside.ts'

/** Of one article. */
export interface ViewCount {
  /** Different views that left a browser. */
  sent: number
  acknowledged: number
}

export interface ViewerOptions {
  readonly outside: Outside
  /** By article id. */
  readonly counts: ReadonlyMap<string, ViewCount>
  readonly name: string
  readonly stopping: AbortSignal
}

/**
 * Opens articles. Two of three views that nobody acknowledged are sent again, under their event id, until
 * somebody does; the third reader has left. Every other acknowledged view is sent once more all the same,
 * from what looks like another reader, so that nothing but its event id keeps it from counting twice.
 */
export async function viewUntil({ outside, counts, name, stopping }: ViewerOptions): Promise<void> {
  const articles = [...counts.keys()]
  for (let n = 0; !stopping.aborted; n += 1) {
    const article = articles[n % articles.length] ?? ''
    const count = counts.get(article)
    if (count === undefined) throw new Error('nothing to view')
    const view = (reader: number) => ({
      method: 'POST',
      // Another reader each time: the same one would be guarded as reloading.
      headers: { 'User-Agent': `Mozilla/5.0 (X11; Linux; ${name}) Gecko/20100101 Firefox/${n}.${reader}` },
      body: { article, event: `${name}-${n}` },
    })
    count.sent += 1
    const first = await outside.send('view', '/v1/views', view(0))
    if (first.kind === 'answered') count.acknowledged += 1
    else if (n % 3 !== 0) {
      await delay(PACE_MS)
      await outside.insist('view', '/v1/views', view(0))
      count.acknowledged += 1
    }
    if (n % 2 === 0) await outside.send('view', '/v1/views', view(1))
    await delay(PACE_MS)
  }
}
