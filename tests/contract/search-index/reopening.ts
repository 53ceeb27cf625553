import type { Checkpoint } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, numbered, outcomeOf, query, stub, term } from './samples.ts'

export const checkpoint: Checkpoint = {
  generation: 'log-1',
  position: 42,
  eventId: 'event-42',
  analyser: 'analyser-1',
}

export function checkpointsAndReopening(engine: SearchIndexEngine): void {
  describe('checkpoints', () => {
    it('has none until one is saved, and gives the last one saved', async () => {
      await using opened = await engine.open()
      const { index } = opened
      expect(await index.checkpoint()).toBeUndefined()
      await index.saveCheckpoint({ generation: 'log-1', position: 0, analyser: 'analyser-1' })
      expect(await index.checkpoint()).toEqual({ generation: 'log-1', position: 0, analyser: 'analyser-1' })
      await index.saveCheckpoint(checkpoint)
      expect(await index.checkpoint()).toEqual(checkpoint)
    })
  })

  describe('reopening', () => {
    if (engine.keepsWhenClosed) {
      keepsEverything(engine)
      keepsWhatWasReplaced(engine)
    } else startsEmpty(engine)
  })
}

function keepsEverything(engine: SearchIndexEngine): void {
  it('keeps checkpoint, id, documents, views and stubs', async () => {
    await using opened = await engine.open()
    const { indexId } = opened.index
    await opened.index.apply([numbered(1), numbered(2), numbered(3)])
    await opened.index.applyViews([{ id: 'article-0001', live: 4, revision: 2 }])
    await opened.index.apply([stub('article-0002', 9)])
    await opened.index.saveCheckpoint(checkpoint)

    const index = await opened.reopen()
    expect(index.indexId).toBe(indexId)
    expect(await index.checkpoint()).toEqual(checkpoint)
    expect(await find(index, { sort: 'views', terms: [term('title')] })).toEqual([
      'article-0001',
      'article-0003',
    ])
    expect(await outcomeOf(index, article('article-0002', 8))).toBe('stale')
    await index.applyViews([{ id: 'article-0001', live: 1, revision: 1 }])
    expect(await index.get(['article-0001'])).toMatchObject([{ document: { version: 1 }, views: 4 }])
  })

  it('keeps the generation that was swapped in, and drops an unfinished rebuild', async () => {
    await using opened = await engine.open()
    await opened.index.apply([numbered(1)])
    const finished = await opened.index.beginRebuild()
    await finished.apply([numbered(2)])
    await finished.swap()
    const unfinished = await opened.index.beginRebuild()
    await unfinished.apply([numbered(3)])
    const index = await opened.reopen()
    expect(index.indexId).toBe(finished.indexId)
    expect(await find(index)).toEqual(['article-0002'])
  })
}

function keepsWhatWasReplaced(engine: SearchIndexEngine): void {
  it('keeps the index before the last swap, which can still be put back', async () => {
    await using opened = await engine.open()
    const { indexId } = opened.index
    await opened.index.apply([numbered(1), numbered(2)])
    const rebuild = await opened.index.beginRebuild()
    await rebuild.apply([numbered(3)])
    await rebuild.swap()
    await opened.index.writer(indexId).apply([stub('article-0002', 9)])
    const index = await opened.reopen()
    expect(index.indexId).toBe(rebuild.indexId)
    const kept = await index.kept()
    expect(kept?.indexId).toBe(indexId)
    expect(await kept?.apply([article('article-0002', 8)])).toEqual([{ kind: 'stale' }])
    expect((await kept?.query(query()))?.total).toBe(1)
    await kept?.swap()
    expect(await find(index)).toEqual(['article-0001'])
  })
}

function startsEmpty(engine: SearchIndexEngine): void {
  it('begins empty, as another generation, and unfinished rebuilds are gone', async () => {
    await using opened = await engine.open()
    const { indexId } = opened.index
    await opened.index.apply([numbered(1)])
    await opened.index.saveCheckpoint(checkpoint)
    const unfinished = await opened.index.beginRebuild()
    await unfinished.apply([numbered(3)])
    const index = await opened.reopen()
    expect([indexId, unfinished.indexId]).not.toContain(index.indexId)
    expect(await index.checkpoint()).toBeUndefined()
    expect(await find(index)).toEqual([])
  })
}
