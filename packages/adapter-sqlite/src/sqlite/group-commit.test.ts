import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { groupCommit } from './group-commit.ts'

describe('groupCommit', () => {
  let database: Database
  beforeEach(() => {
    database = openDatabase(':memory:', { synchronous: 'FULL' })
    database.exec('CREATE TABLE words (word TEXT NOT NULL UNIQUE)')
  })
  afterEach(() => database.close())

  const insert = (word: string) => () => database.statement('INSERT INTO words VALUES (?)').run(word).changes
  const words = () =>
    database
      .statement('SELECT word FROM words ORDER BY word')
      .all()
      .map((row) => row['word'])

  it('puts what one turn of the event loop asks for into one transaction, in order', async () => {
    const transaction = vi.spyOn(database, 'transaction')
    const commits = groupCommit(database)
    const order: number[] = []
    await Promise.all(
      [1, 2, 3].map((n) =>
        commits.run(() => {
          order.push(n)
          return insert(`${n}`)()
        }),
      ),
    )
    expect(order).toEqual([1, 2, 3])
    expect(transaction).toHaveBeenCalledTimes(1)
    await commits.run(insert('4'))
    expect(transaction).toHaveBeenCalledTimes(2)
  })

  it('resolves after the commit, not before', async () => {
    const commits = groupCommit(database)
    let committed = false
    const original = database.transaction.bind(database)
    vi.spyOn(database, 'transaction').mockImplementation((work) => {
      const result = original(work)
      committed = true
      return result
    })
    await commits.run(insert('a'))
    expect(committed).toBe(true)
  })

  it('rejects work that throws, with all that it wrote, and commits its neighbours', async () => {
    const commits = groupCommit(database)
    const outcomes = await Promise.allSettled([
      commits.run(insert('a')),
      commits.run(() => {
        insert('half')()
        throw new Error('broken')
      }),
      commits.run(insert('b')),
      commits.run(insert('a')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    expect(words()).toEqual(['a', 'b'])
  })

  it('rejects everyone when the transaction itself fails, and works again after', async () => {
    const commits = groupCommit(database)
    database.exec('BEGIN')
    const outcomes = await Promise.allSettled([commits.run(insert('a')), commits.run(insert('b'))])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    database.exec('ROLLBACK')
    expect(words()).toEqual([])
    await commits.run(insert('c'))
    expect(words()).toEqual(['c'])
  })

  it('commits more than one transaction takes', async () => {
    const commits = groupCommit(database)
    await Promise.all(Array.from({ length: 2_000 }, (_, n) => commits.run(insert(`${n}`))))
    expect(words()).toHaveLength(2_000)
  })

  it('commits what is queued when it is disposed, and refuses what comes later', async () => {
    const commits = groupCommit(database)
    const queued = Array.from({ length: 1_500 }, (_, n) => commits.run(insert(`${n}`)))
    await commits[Symbol.asyncDispose]()
    await Promise.all(queued)
    expect(words()).toHaveLength(1_500)
    await expect(commits.run(insert('late'))).rejects.toThrow('closed')
  })
})
