import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { indexedStream, indexedToken } from './tokens.ts'
import { write } from './writing.ts'

describe('indexed tokens', () => {
  let database: Database
  beforeAll(() => {
    database = openDatabase(':memory:', { synchronous: 'NORMAL' })
    database.exec(`
      CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'ascii');
      CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
    `)
  })
  afterAll(() => database.close())

  const storedTerms = (stream: string) => {
    database.exec('DELETE FROM words')
    write(database, 'INSERT INTO words (word) VALUES (?)', stream)
    return database
      .statement('SELECT term FROM vocabulary')
      .all()
      .map((row) => row['term'])
  }
  const token = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => !text.includes(' '))

  it('are one FTS5 token each, whatever they are made of', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(storedTerms(indexedToken('exact', text))).toEqual([indexedToken('exact', text)])
      }),
      { numRuns: 500 },
    )
  })

  it('differ when the words or the families differ', () => {
    fc.assert(
      fc.property(token, token, (one, other) => {
        expect(indexedToken('stem', one) === indexedToken('stem', other)).toBe(one === other)
        expect(indexedToken('stem', one)).not.toBe(indexedToken('key', other))
      }),
    )
    expect(indexedToken('exact', 'A')).not.toBe(indexedToken('exact', 'a'))
    expect(indexedToken('exact', "don't")).not.toBe(indexedToken('exact', 'dont'))
  })

  it('are the same alone and in a stream', () => {
    fc.assert(
      fc.property(fc.array(token), (texts) => {
        const stream = texts.map((text) => indexedToken('key', text)).join(' ')
        expect(indexedStream('key', texts.join(' '))).toBe(stream)
      }),
    )
  })

  it('leave Kazakh, Russian and English words readable', () => {
    expect(indexedStream('stem', 'мектеп school2 әңгіме')).toBe('sмектеп sschool2 sәңгіме')
  })
})
