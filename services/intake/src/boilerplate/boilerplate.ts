import type { PrintedPageTrace } from '@uniwire/newsroom'
import { articleId } from '@uniwire/newsroom'
import type { PageTrace } from '@uniwire/page-import'
import type { EventLog } from '@uniwire/ports'
import type { PositionGate } from '@uniwire/projection'
import type { ArticleAddress } from '../articles/publishing.ts'
import type { PagesSeen } from './pages-seen.ts'
import { encodeTrace } from './trace-code.ts'

/** What a site prints on its pages besides its articles, learned from the pages that were published. */
export interface Boilerplate {
  /** Of the university's other pages, those of every write acknowledged before the call included. */
  seen(address: PageAddress): Promise<readonly PageTrace[]>
  /** A page that was only read teaches nothing, until the article is published that it was read for. */
  noteRead(address: ArticleAddress, trace: PageTrace): void
  /** Of the page that was read last for an article, in this process. */
  readFor(address: ArticleAddress): PrintedPageTrace | undefined
}

type PageAddress = Pick<ArticleAddress, 'university'> & Partial<ArticleAddress>

/** The press office reads a page, looks at it and publishes it; 3 kB each at most. */
const MOST_READ = 500
/** While a long log is read for the first time, pages are read with what is known of it. */
const PATIENCE_MS = 1_000

export function createBoilerplate(options: {
  readonly log: EventLog
  readonly pages: Pick<PagesSeen, 'of'>
  /** How far the log is contained in `pages`. */
  readonly position: PositionGate
}): Boilerplate {
  const { log, pages, position } = options
  const read = new Map<string, PrintedPageTrace>()
  return {
    async seen({ university: { slug }, sourceId }) {
      await position.reached(await log.end(), PATIENCE_MS)
      return pages.of(slug, sourceId === undefined ? undefined : articleId(slug, sourceId))
    },
    noteRead(address, trace) {
      const name = nameOf(address)
      read.delete(name)
      read.set(name, encodeTrace(trace))
      const [oldest] = read.keys()
      if (read.size > MOST_READ && oldest !== undefined) read.delete(oldest)
    },
    readFor: (address) => (read.size === 0 ? undefined : read.get(nameOf(address))),
  }
}

function nameOf({ university, sourceId }: ArticleAddress): string {
  return `${university.slug}\n${sourceId}`
}
