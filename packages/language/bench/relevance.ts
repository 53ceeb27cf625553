/**
 * Relevance on judged data: `node bench/relevance.ts FOLDER`, where each sub-folder of FOLDER is one set (see
 * `judged-sets.ts`). All sets share one index, since readers do not choose a language first. Prints nDCG@10, recall@10 and
 * the share of queries without a hit, per set and, for sets whose name begins with `kk`, per spelling; for this package's
 * analysis and for two baselines: plain words, and words cut to five letters. `… FOLDER COMMAND ARGUMENTS` measures
 * a search engine instead, beside the baselines, `node services/reader/bench/answers.ts` for one: see `asked-of-program.ts`.
 */
import { DatabaseSync } from 'node:sqlite'
import { analyse, analyseQuery, contentTerms, detectLanguage, fold, RANKING, tokenise } from '../src/index.ts'
import type { QueryTerms } from '../src/index.ts'
import { askProgram } from './asked-of-program.ts'
import type { Search } from './asked-of-program.ts'
import { readJudgedSets, scoreRanking } from './judged-sets.ts'
import type { JudgedSet, Score } from './judged-sets.ts'
import { KAZAKH_SPELLINGS } from './spellings.ts'

type Method = {
  /** title and body of stem, key and exact, in the order of the columns */
  readonly columns: (title: string, body: string) => readonly string[]
  /** FTS5 expressions, tried in order until one has hits */
  readonly matches: (query: string) => readonly string[]
}

const [folder, ...command] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node bench/relevance.ts FOLDER-OF-JUDGED-SETS')
const sets = readJudgedSets(folder)
const methods: Readonly<Record<string, Method>> = {
  'plain words': plain(fold),
  'cut to 5 letters': plain((word) => fold(word).slice(0, 5)),
  'this package': { columns: analysedColumns, matches: (query) => fts5Matches(analyseQuery(query)) },
}
const baselines = new Map<string, number>()
for (const [name, method] of Object.entries(methods)) {
  const isBaseline = name !== 'this package'
  if (isBaseline || command.length === 0) print(name, buildIndex(method), isBaseline)
}
if (command.length > 0) print('the program', askProgram(command, sets, spelled), false)

function print(name: string, search: Search, isBaseline: boolean): void {
  for (const set of sets) {
    const spellings = set.name.startsWith('kk') ? Object.keys(KAZAKH_SPELLINGS) : ['proper']
    for (const spelling of spellings) {
      const spell = KAZAKH_SPELLINGS[spelling] ?? String
      const { ndcg, recall, zeroHits } = average(set, (query) => search(set, spell(query)))
      const numbers = [ndcg, recall, zeroHits].map((value) => value.toFixed(3)).join('  ')
      const what = `${set.name}, ${spelling}`
      const better = baselines.get(what) ?? 0
      if (isBaseline) baselines.set(what, Math.max(better, ndcg))
      else sendRatio(what, ndcg, better)
      process.stdout.write(`${name.padEnd(18)}${set.name.padEnd(18)}${spelling.padEnd(18)}${numbers}\n`)
    }
  }
}

/** Against the better of the two baselines, over the same texts and queries (design §5: above both). */
function sendRatio(what: string, ndcg: number, better: number): void {
  const compared = { uniwire: ndcg, against: better, ratio: ndcg / better }
  process.send?.({ what, unit: 'nDCG@10', ...compared, goal: { atLeast: 1 } })
}

function spelled({ name, queries }: JudgedSet): readonly string[] {
  const spellings = name.startsWith('kk') ? Object.values(KAZAKH_SPELLINGS) : [String]
  return spellings.flatMap((spell) => queries.map(({ query }) => spell(query)))
}

function average(set: JudgedSet, search: (query: string) => readonly string[]): Score {
  const scores = set.queries.flatMap(({ id, query }) => {
    const grades = set.grades.get(id)
    return grades === undefined ? [] : [scoreRanking(search(query), grades)]
  })
  const mean = (pick: (score: Score) => number): number =>
    scores.reduce((sum, score) => sum + pick(score), 0) / scores.length
  return { ndcg: mean((s) => s.ndcg), recall: mean((s) => s.recall), zeroHits: mean((s) => s.zeroHits) }
}

function buildIndex(method: Method): Search {
  const database = new DatabaseSync(':memory:')
  const names = 'title_stem, body_stem, title_key, body_key, title_exact, body_exact'
  database.exec(
    `create virtual table articles using fts5(${names}, content='', tokenize="unicode61 remove_diacritics 0")`,
  )
  const insert = database.prepare(`insert into articles (rowid, ${names}) values (?, ?, ?, ?, ?, ?, ?)`)
  const owners = sets.flatMap((set) => set.documents.map((document) => ({ set, document })))
  for (const [index, { document }] of owners.entries())
    insert.run(index + 1, ...method.columns(document.title, document.text))
  const { title, body } = RANKING
  const weights = [RANKING.stem, RANKING.key, RANKING.exact].flatMap((stream) => [
    title * stream,
    body * stream,
  ])
  const select = database.prepare(
    `select rowid from articles where articles match ? order by bm25(articles, ${weights.join(', ')}) limit 10`,
  )
  return (set, query) => {
    for (const match of method.matches(query)) {
      const rows = select.all(match)
      if (rows.length > 0)
        return rows.map((row) => {
          const owner = owners[Number(row['rowid']) - 1]
          return owner?.set === set ? owner.document.id : 'of another set'
        })
    }
    return []
  }
}

function plain(form: (word: string) => string): Method {
  const words = (text: string): readonly string[] => tokenise(text).map((token) => form(token.text))
  return {
    columns: (title, body) => ['', '', '', '', words(title).join(' '), words(body).join(' ')],
    matches: (query) => [words(query).map(quote).join(' OR ')].filter((match) => match !== ''),
  }
}

function analysedColumns(title: string, body: string): readonly string[] {
  const { language } = detectLanguage(`${title}\n${body}`)
  const [inTitle, inBody] = [analyse(title, language), analyse(body, language)]
  return [inTitle.stem, inBody.stem, inTitle.key, inBody.key, inTitle.exact, inBody.exact].map((stream) =>
    stream.join(' '),
  )
}

/** Any content word in any stream; with no hit, any word. */
function fts5Matches(terms: QueryTerms): readonly string[] {
  return [...new Set([contentTerms(terms), terms].map((some) => some.map(anyStream).join(' OR ')))].filter(
    (match) => match !== '',
  )
}

function anyStream({ stems, key, exact }: QueryTerms[number]): string {
  return (
    `{title_stem body_stem} : (${stems.map(quote).join(' OR ')}) OR {title_key body_key} : ${quote(key)}` +
    ` OR {title_exact body_exact} : ${quote(exact)}`
  )
}

function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
