import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyDatabase } from './copy-database.ts'
import { openDatabase } from './database.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'uniwire-copy-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const count = (file: string) => {
  using database = openDatabase(file, { synchronous: 'FULL' })
  return database.statement('SELECT count(*) AS n FROM news').get()?.['n']
}

describe('a copy of a database', () => {
  it('is whole, though the original is open, has a write-ahead log and is written to meanwhile', async () => {
    await using place = await folder()
    const file = join(place.path, 'one.db')
    using database = openDatabase(file, { synchronous: 'FULL' })
    database.exec('CREATE TABLE news (text TEXT) STRICT')
    const insert = database.statement('INSERT INTO news VALUES (?)')
    for (let n = 0; n < 1_000; n += 1) insert.run('x'.repeat(1_000))
    const copying = copyDatabase(file, join(place.path, 'copy.db'))
    const timer = setInterval(() => insert.run('later'), 1)
    await copying
    clearInterval(timer)
    expect(count(join(place.path, 'copy.db'))).toBeGreaterThanOrEqual(1_000)
    insert.run('after it')
    expect(database.statement('SELECT count(*) AS n FROM news').get()?.['n']).toBeGreaterThan(1_000)
  })

  it('is not there when it failed, and says why', async () => {
    await using place = await folder()
    const to = join(place.path, 'copy.db')
    await expect(copyDatabase(join(place.path, 'none.db'), to)).rejects.toThrow(/unable to open/)
    expect(existsSync(to)).toBe(false)
  })
})
