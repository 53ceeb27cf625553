import { describe } from 'vitest'
import { applying } from './search-index/applying.ts'
import { cursors } from './search-index/cursors.ts'
import { datesAndFacets } from './search-index/dates-and-facets.ts'
import type { SearchIndexEngine } from './search-index/engine.ts'
import { finding } from './search-index/finding.ts'
import { linking } from './search-index/linking.ts'
import { orders } from './search-index/orders.ts'
import { rebuilding } from './search-index/rebuilding.ts'
import { checkpointsAndReopening } from './search-index/reopening.ts'
import { titleWords } from './search-index/title-words.ts'
import { viewsAndStubs } from './search-index/views-and-stubs.ts'

/** What every engine of the port `SearchIndex` promises. */
export function searchIndexContract(name: string, engine: SearchIndexEngine): void {
  describe(`SearchIndex: ${name}`, () => {
    applying(engine)
    viewsAndStubs(engine)
    finding(engine)
    datesAndFacets(engine)
    orders(engine)
    linking(engine)
    titleWords(engine)
    cursors(engine)
    checkpointsAndReopening(engine)
    rebuilding(engine)
  })
}
