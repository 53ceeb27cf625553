import type { TitleWord, TitleWordsRequest } from '@uniwire/ports'
import { integer, text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import { escapesNothing, indexedToken } from './tokens.ts'

/** FTS5's own dictionary of `titles`, which forgets a word with the last title that has it. */
export function openTitleWords(database: Database): void {
  database.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.title_words USING fts5vocab(main, titles, row)`)
}

/** A token is one letter longer than its word: the mark of its family. */
const WORDS = `SELECT substr(term, 2) AS word, doc AS articles FROM temp.title_words
  WHERE term >= ? AND term < ? AND length(term) BETWEEN ? + 1 AND ? + 1`

const AFTER_ALL = '\u{10FFFF}'

/** Of one beginning: a dictionary of 160,000 words takes 100 ms, and queries are to come between (log §8). */
export type OneBeginning = Omit<TitleWordsRequest, 'beginnings'> & { readonly beginning: string }

export function titleWords(database: Database, request: OneBeginning): readonly TitleWord[] {
  const { beginning, minLength, maxLength, limit } = request
  const from = indexedToken('exact', beginning)
  const rows = database.statement(WORDS).all(from, from + AFTER_ALL, minLength, maxLength)
  const words = rows.map((row) => ({ word: text(row, 'word'), articles: integer(row, 'articles') }))
  return mostFrequent(
    words.filter(({ word }) => escapesNothing(word)),
    limit,
  )
}

/** Each word once, whatever beginnings it was found by. */
export function mostFrequent(words: readonly TitleWord[], limit: number): readonly TitleWord[] {
  const distinct = new Map(words.map((one) => [one.word, one]))
  return [...distinct.values()]
    .toSorted((a, b) => b.articles - a.articles || Buffer.compare(Buffer.from(a.word), Buffer.from(b.word)))
    .slice(0, Math.max(0, limit))
}
