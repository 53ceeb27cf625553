import type { ServiceEnv } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { labelFacets } from '../search/facets.ts'
import { grouped, showHits } from '../search/hits.ts'
import { toHitView } from '../views/page-views.ts'
import { searchPage } from '../pages/search-page.ts'
import type { SearchOrder, SearchParameters } from '../pages/search-parameters.ts'
import { searchPairs } from '../pages/search-parameters.ts'
import type { ReaderParts } from '../parts.ts'
import { htmlPage, siteOf } from '../site-request.ts'

const HITS = 20
const LONGEST_QUERY = 1_000
/** Characters of a query in an address, percent-encoded, that the feed of a search takes. */
const LONGEST_FEED_QUERY = 2_000

export async function showSearch(context: Context<ServiceEnv>, parts: ReaderParts): Promise<Response> {
  const { service, universities, config } = parts
  const site = siteOf(context, config.publicUrl)
  const parameters = parametersOf(context)
  const cursor = context.req.query('cursor')
  const found = await service.search({ ...parameters, limit: HITS, cursor })
  const page = searchPage({
    site,
    parameters,
    total: found.total,
    hits: grouped(showHits(found.hits, found.terms, await service.relatives(found.hits))).map((hit) =>
      toHitView(hit, universities),
    ),
    facets: labelFacets(found.facets, universities, site.language),
    relaxed: found.relaxed,
    operators: found.operators,
    ...(found.didYouMean === undefined ? {} : { didYouMean: found.didYouMean }),
    continued: cursor !== undefined,
    hasFeed: encoded(searchPairs({ ...parameters, sort: undefined })).length <= LONGEST_FEED_QUERY,
    universities: universities.list().map(({ slug, names }) => ({ slug, names })),
    ...(found.nextCursor === undefined ? {} : { nextPath: nextPath(parameters, found.nextCursor) }),
  })
  return htmlPage(context, site, page)
}

function parametersOf(context: Context<ServiceEnv>): SearchParameters {
  const { req } = context
  return {
    q: (req.query('q') ?? '').slice(0, LONGEST_QUERY),
    university: req.queries('university') ?? [],
    language: req.queries('language') ?? [],
    category: req.queries('category') ?? [],
    from: req.query('from') || undefined,
    to: req.query('to') || undefined,
    sort: orderOf(req.query('sort')),
  }
}

function orderOf(text: string | undefined): SearchOrder | undefined {
  return text === 'relevance' || text === 'newest' || text === 'views' ? text : undefined
}

function nextPath(parameters: SearchParameters, cursor: string): string {
  return `/search?${encoded([...searchPairs(parameters), ['cursor', cursor]])}`
}

function encoded(pairs: readonly (readonly [string, string])[]): string {
  return new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
}
