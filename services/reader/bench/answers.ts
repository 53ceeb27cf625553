/**
 * Answers judged queries as readers are answered, through a real engine and the reader's own search: `node
 * packages/language/bench/relevance.ts FOLDER node services/reader/bench/answers.ts`. The index is SQLite's in
 * memory, or Elasticsearch's when ELASTICSEARCH_URL names a node of that kind.
 */
import { createInterface } from 'node:readline'
import { openElasticSearchIndex } from '@uniwire/adapter-elasticsearch'
import { openSearchIndex } from '@uniwire/adapter-sqlite'
import { analyse, detectLanguage } from '@uniwire/language'
import type { FieldStreams, SearchableArticle, SearchIndex } from '@uniwire/ports'
import { createUniversityRegistry } from '@uniwire/projection'
import { search } from '../src/search/search.ts'

const url = process.env['ELASTICSEARCH_URL']
const universities = createUniversityRegistry()
let ids = 0

await using index = await openIndex()
const arriving: SearchableArticle[] = []
for await (const text of createInterface({ input: process.stdin })) {
  // Written by the bench of the language package.
  const line = JSON.parse(text) as { id: string; title: string; text: string } | { query: string }
  if ('id' in line) arriving.push(article(line.id, line.title, line.text))
  if ('query' in line || arriving.length === 200) await index.apply(arriving.splice(0))
  if ('query' in line) process.stdout.write(`${JSON.stringify(await answer(line.query))}\n`)
}

async function answer(q: string): Promise<readonly string[]> {
  const request = { q, university: [], language: [], category: [], limit: 10, facets: false }
  return (await search({ index, universities }, request)).hits.map(({ id }) => id)
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
