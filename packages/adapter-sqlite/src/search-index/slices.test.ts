import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { integer } from '../sqlite/columns.ts'
import { openDatabase } from '../sqlite/database.ts'
import type { Database } from '../sqlite/database.ts'
import { slicedWriter } from './slices.ts'
import { write } from './writing.ts'

describe('slicedWriter', () => {
  let database: Database
  beforeEach(() => {
    database = openDatabase(':memory:', { synchronous: 'NORMAL' })
    database.exec('CREATE TABLE numbers (number INTEGER)')
  })
  afterEach(() => database.close())

  const insert = (number: number) => {
    write(database, 'INSERT INTO numbers VALUES (?)', number)
    return { outcome: number * 10 }
  }
  const stored = () =>
    database
      .statement('SELECT number FROM numbers ORDER BY rowid')
      .all()
      .map((row) => integer(row, 'number'))
  const numbers = Array.from({ length: 100 }, (_, n) => n)

  it('lets others look between transactions of at most 25 ms', async () => {
    let clock = 0
    const writer = slicedWriter(database, () => (clock += 1))
    const state = { written: false }
    const all = writer.each(numbers, insert).then((outcomes) => {
      state.written = true
      return outcomes
    })
    const seen: number[] = []
    while (!state.written) {
      seen.push(stored().length)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await all).toEqual(numbers.map((number) => number * 10))
    const sizes = seen.map((count, at) => count - (seen[at - 1] ?? 0))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(25)
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(3)
  })

  it('writes one after the other what is asked at the same time', async () => {
    let clock = 0
    const writer = slicedWriter(database, () => (clock += 10))
    const order: string[] = []
    await Promise.all([
      writer.each(numbers, insert).then(() => order.push('first')),
      writer.alone(() => order.push(`alone after ${stored().length}`)),
      writer.each([1000], insert).then(() => order.push('second')),
    ])
    expect(order.toSorted()).toEqual(['alone after 100', 'first', 'second'])
    expect(stored()).toEqual([...numbers, 1000])
  })

  it('undoes the slice that fails, tells memory nothing of it, and goes on with what is asked next', async () => {
    const writer = slicedWriter(database, () => 0)
    const committed: number[] = []
    const failing = writer.each(numbers, (number) => {
      if (number === 50) throw new Error('disk full')
      return { ...insert(number), committed: () => committed.push(number) }
    })
    const next = writer.each([7], insert)
    await expect(failing).rejects.toThrow('disk full')
    expect(await next).toEqual([70])
    expect(stored()).toEqual([7])
    expect(committed).toEqual([])
  })
})
