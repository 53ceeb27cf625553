import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EngineUnavailableError } from '@uniwire/ports'
import type { SearchableArticle, SearchIndex } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSearchIndex } from './open-search-index.ts'

describe('openSearchIndex', () => {
  let folder = ''
  let ids = 0
  const workers: Worker[] = []
  const errors: unknown[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-search-'))
    workers.length = 0
    errors.length = 0
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (where = folder) =>
    openSearchIndex({
      folder: where,
      newId: () => `id-${ids++}`,
      now: () => 0,
      onError: (error) => errors.push(error),
      spawn() {
        const worker = new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [] })
        workers.push(worker)
        return worker
      },
    })

  const kill = () => workers.at(-1)?.terminate()

  it('rejects what is under way when its worker dies, and comes back with all that was applied', async () => {
    await using index = await open()
    const { indexId } = index
    await index.apply([article('a')])
    const pending = index.apply(Array.from({ length: 2_000 }, (_, n) => article(`b${n}`)))
    const [refused] = await Promise.allSettled([pending, kill()])
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(EngineUnavailableError) })
    await expect(idsIn(index)).rejects.toThrow(EngineUnavailableError)
    const found = await vi.waitFor(() => idsIn(index), { timeout: 20_000 })
    expect(found).toContain('a')
    expect(index.indexId).toBe(indexId)
    expect(await index.apply([article('c')])).toEqual([{ kind: 'applied' }])
    expect(workers).toHaveLength(2)
  })

  it('goes on with a rebuild after its worker died', async () => {
    await using index = await open()
    await index.apply([article('old')])
    const rebuild = await index.beginRebuild()
    await rebuild.apply([article('new')])
    await kill()
    await vi.waitFor(() => rebuild.apply([article('newer')]), { timeout: 20_000 })
    expect(await idsIn(index)).toEqual(['old'])
    await rebuild.swap()
    expect((await idsIn(index)).toSorted()).toEqual(['new', 'newer'])
    await rebuild.swap()
    expect(index.indexId).toBe(rebuild.indexId)
  })

  it('is a new and empty generation when an index in memory loses its worker', async () => {
    await using index = await open(':memory:')
    const { indexId } = index
    await index.apply([article('a')])
    await index.saveCheckpoint({ generation: 'g', position: 1, analyser: 'a' })
    const rebuild = await index.beginRebuild()
    await kill()
    expect(await vi.waitFor(() => idsIn(index), { timeout: 20_000 })).toEqual([])
    expect(await index.checkpoint()).toBeUndefined()
    expect(index.indexId).not.toBe(indexId)
    await expect(rebuild.apply([article('b')])).rejects.toThrow('over')
  })

  it('finishes or undoes a swap that a crash left between two of its renames', async () => {
    const name = (from: string, to: string) => renameSync(join(folder, from), join(folder, to))
    {
      await using index = await open()
      await index.apply([article('old')])
      const rebuild = await index.beginRebuild()
      await rebuild.apply([article('new')])
      await rebuild.swap()
    }
    // The new one was in place, and the old one not yet called the kept one.
    name('search.kept.db', 'search.swap.db')
    {
      await using index = await open()
      expect(await idsIn(index)).toEqual(['new'])
      await (await index.kept())?.swap()
      expect(await idsIn(index)).toEqual(['old'])
    }
    // The index had been moved away, and nothing was in its place.
    name('search.db', 'search.swap.db')
    await using index = await open()
    expect(await idsIn(index)).toEqual(['old'])
    expect(await (await index.kept())?.apply([article('new')])).toEqual([{ kind: 'stale' }])
    expect(readdirSync(folder)).not.toContain('search.swap.db')
    expect(errors).toEqual([])
  })

  it('ends a rebuild when another one begins, and after it was abandoned', async () => {
    await using index = await open()
    const first = await index.beginRebuild()
    const second = await index.beginRebuild()
    await expect(first.apply([article('a')])).rejects.toThrow('over')
    await expect(first.swap()).rejects.toThrow('over')
    expect(await second.apply([article('a')])).toEqual([{ kind: 'applied' }])
    await second.abandon()
    await expect(second.swap()).rejects.toThrow('over')
    expect(await idsIn(index)).toEqual([])
    expect(workers).toHaveLength(1)
  })

  it('closes into one file without WAL, once, and answers nothing after', async () => {
    const index = await open()
    await index.apply([article('a')])
    await Promise.all([index[Symbol.asyncDispose](), index[Symbol.asyncDispose]()])
    expect(readdirSync(folder)).toEqual(['search.db'])
    await expect(idsIn(index)).rejects.toThrow(EngineUnavailableError)
  })

  it('rejects when the folder is not there', async () => {
    await expect(open(join(folder, 'missing'))).rejects.toThrow('unable to open')
  })

  it('removes a rebuild that a dead process left, and builds a damaged file anew', async () => {
    writeFileSync(join(folder, 'search.next.db'), 'left')
    writeFileSync(
      join(folder, 'search.db'),
      'this is no database, but long enough to be read as one'.repeat(40),
    )
    await using index = await open()
    expect(readdirSync(folder)).not.toContain('search.next.db')
    expect(await index.checkpoint()).toBeUndefined()
    expect(await index.apply([article('a')])).toEqual([{ kind: 'applied' }])
    expect(errors).toHaveLength(1)
  })

  it('leaves no token, no link and no text of a stub on the disk once it is closed', async () => {
    const secret = 'zzqsecretword'
    const link = 'zzqsecretlink'
    const onDisk = () => {
      const file = readFileSync(join(folder, 'search.db'))
      return [secret, link].map((each) => file.includes(each))
    }
    {
      await using index = await open()
      await index.apply(
        Array.from({ length: 200 }, (_, n) => ({
          ...article(`a${n}`, `other${n} common`),
          links: [`link${n}`],
        })),
      )
      await index.apply([{ ...article('gone', secret, `{"text":"${secret}"}`), links: [link] }])
    }
    expect(onDisk()).toEqual([true, true])
    {
      await using index = await open()
      await index.apply([{ kind: 'stub', id: 'gone', version: 2, source: '{}' }])
    }
    expect(onDisk()).toEqual([false, false])
    expect(statSync(join(folder, 'search.db')).size).toBeGreaterThan(0)
    await using index = await open()
    expect(await idsIn(index)).toHaveLength(100)
  })
})

async function idsIn(index: SearchIndex): Promise<readonly string[]> {
  const page = await index.query({
    terms: [],
    match: 'all',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'newest',
    limit: 100,
    facets: false,
  })
  return page.hits.map(({ id }) => id)
}

function article(id: string, text = 'some text', source = '{}'): SearchableArticle {
  const words = { stem: text, key: text, exact: text }
  return {
    kind: 'article',
    id,
    version: 1,
    university: 'u',
    language: 'kk',
    categories: [],
    publishedAt: '2023-10-12T06:00:00Z',
    day: '2023-10-12',
    firstSequence: 1,
    baselineViews: 0,
    title: words,
    body: words,
    source,
  }
}
