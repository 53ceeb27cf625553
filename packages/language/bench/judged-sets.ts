import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One folder of judged search data: `docs.jsonl`, `queries.jsonl`, `qrels.tsv` (query, 0, document, grade). */
export type JudgedSet = {
  readonly name: string
  readonly documents: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  readonly queries: readonly { readonly id: string; readonly query: string }[]
  /** Query → document → grade; what is not listed is not relevant. */
  readonly grades: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export const readJudgedSets = (folder: string): readonly JudgedSet[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readJudgedSet(join(folder, entry.name), entry.name))

function readJudgedSet(folder: string, name: string): JudgedSet {
  const lines = (file: string): readonly string[] =>
    readFileSync(join(folder, file), 'utf8').trim().split('\n')
  const grades = new Map<string, Map<string, number>>()
  for (const line of lines('qrels.tsv')) {
    const [query = '', , document = '', grade = '0'] = line.split('\t')
    const ofQuery = grades.get(query) ?? new Map<string, number>()
    grades.set(query, ofQuery.set(document, Number(grade)))
  }
  return {
    name,
    documents: lines('docs.jsonl').map((line) => JSON.parse(line)),
    queries: lines('queries.jsonl').map((line) => JSON.parse(line)),
    grades,
  }
}

export type Score = { readonly ndcg: number; readonly recall: number; readonly zeroHits: number }

/** nDCG@10 with gain 2^grade − 1, recall@10, and whether nothing at all was found. */
export function scoreRanking(ranked: readonly string[], grades: ReadonlyMap<string, number>): Score {
  const found = ranked.slice(0, 10)
  const reached = found.reduce((sum, id, rank) => sum + gain(grades.get(id) ?? 0, rank), 0)
  const ideal = [...grades.values()]
    .sort((a, b) => b - a)
    .slice(0, 10)
    .reduce((sum, grade, rank) => sum + gain(grade, rank), 0)
  const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id)
  return {
    ndcg: ideal === 0 ? 0 : reached / ideal,
    recall: relevant.length === 0 ? 0 : found.filter((id) => relevant.includes(id)).length / relevant.length,
    zeroHits: ranked.length === 0 ? 1 : 0,
  }
}

const gain = (grade: number, rank: number): number => (2 ** grade - 1) / Math.log2(rank + 2)
