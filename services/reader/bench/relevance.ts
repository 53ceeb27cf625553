/**
 * Relevance as readers get it, through a real engine and the reader's own search: `node
 * services/reader/bench/relevance.ts FOLDER`, where each sub-folder is one set of judged data (see
 * `packages/language/bench/judged-sets.ts`); over Elasticsearch when ELASTICSEARCH_URL names an empty one.
 * All sets share one index. Prints nDCG@10, recall@10 and the share of queries that find nothing, per set and,
 * for sets whose name begins with `kk`, per spelling.
 */
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import { openSearchIndex } from '@uniwire/adapter-sqlite'
import { analyse, detectLanguage } from '@uniwire/language'
import type { FieldStreams, SearchableArticle, SearchIndex } from '@uniwire/ports'
import { createUniversityRegistry } from '@uniwire/projection'
import { readJudgedSets, scoreRanking } from '../../../packages/language/bench/judged-sets.ts'
import { KAZAKH_SPELLINGS } from '../../../packages/language/bench/spellings.ts'
import { search } from '../src/search.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node services/reader/bench/relevance.ts FOLDER')
const sets = readJudgedSets(folder)
const url = process.env['ELASTICSEARCH_URL']
const universities = createUniversityRegistry()
let ids = 0

await using index = await openIndex()
await fill()
for (const set of sets) {
  const spellings = set.name.startsWith('kk') ? Object.keys(KAZAKH_SPELLINGS) : ['proper']
  for (const spelling of spellings) await measure(set, spelling)
}

function openIndex(): Promise<SearchIndex> {
  const options = { newId: () => `id-${process.pid}-${ids++}`, now: Date.now }
  return url === undefined
    ? openSearchIndex({ ...options, folder: ':memory:' })
    : openElasticSearchIndex({
        ...options,
        url,
        indexPrefix: `relevance-${process.pid}`,
        onError: (error) => process.stderr.write(`${String(error)}\n`),
      })
}

async function fill(): Promise<void> {
  const documents = sets.flatMap(({ name, documents: all }) =>
    all.map(({ id, title, text }) => article(`${name} ${id}`, title, text)),
  )
  for (let from = 0; from < documents.length; from += 200)
    await index.apply(documents.slice(from, from + 200))
}

async function measure({ name, queries, grades }: (typeof sets)[number], spelling: string): Promise<void> {
  const spell = KAZAKH_SPELLINGS[spelling] ?? String
  const sums = { ndcg: 0, recall: 0, zeroHits: 0, relaxed: 0 }
  const judged = queries.filter(({ id }) => grades.has(id))
  for (const { id, query } of judged) {
    const found = await search(
      { index, universities },
      { q: spell(query), university: [], language: [], category: [], limit: 10, facets: false },
    )
    const ranked = found.hits.map((hit) => hit.id.slice(hit.id.indexOf(' ') + 1))
    const own = found.hits.map((hit, rank) => (hit.id.startsWith(`${name} `) ? (ranked[rank] ?? '') : ''))
    const score = scoreRanking(own, grades.get(id) ?? new Map())
    sums.ndcg += score.ndcg
    sums.recall += score.recall
    sums.zeroHits += score.zeroHits
    sums.relaxed += found.relaxed ? 1 : 0
  }
  const numbers = Object.values(sums).map((sum) => (sum / judged.length).toFixed(3))
  const engine = url === undefined ? 'SQLite' : 'Elasticsearch'
  process.stdout.write(`${engine.padEnd(15)}${name.padEnd(18)}${spelling.padEnd(18)}${numbers.join('  ')}\n`)
}

function article(id: string, title: string, body: string): SearchableArticle {
  const { language } = detectLanguage(`${title}\n${body}`)
  const streams = (text: string): FieldStreams => {
    const { stem, key, exact } = analyse(text, language)
    return { stem: stem.join(' '), key: key.join(' '), exact: exact.join(' ') }
  }
  return {
    kind: 'article',
    id,
    version: 1,
    university: 'judged',
    language,
    categories: [],
    publishedAt: '2026-01-01T00:00:00Z',
    day: '2026-01-01',
    firstSequence: 1,
    baselineViews: 0,
    title: streams(title),
    body: streams(body),
    source: '{}',
  }
}
