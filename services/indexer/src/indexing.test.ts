import { EngineUnavailableError } from '@uniwire/ports'
import type { SearchIndex } from '@uniwire/ports'
import { readSearchSource } from '@uniwire/projection'
import { describe, expect, it } from 'vitest'
import { article, embargoed, withdrawn } from './harness/articles.ts'
import { append, appendTotals, deadLetters, found, openPlace, positionOf, start } from './harness/place.ts'

async function openRunning() {
  const opened = new AsyncDisposableStack()
  const place = opened.use(await openPlace())
  const { logs, log, index } = opened.use(await place.openBoth())
  const indexer = opened.use(await start(logs, index))
  return {
    ...place,
    logs,
    log,
    index,
    indexer,
    reached: (sequence: number) => expect.poll(() => positionOf(index)).toBe(sequence),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

describe('the indexer', () => {
  it('makes findable what was published, with its newest content alone', async () => {
    await using place = await openRunning()
    await append(place.log, article())
    const revised = article({ version: 2, content: { title: 'Ice on the lake' } })
    await place.reached(await append(place.log, revised, 'article.revised'))
    expect(await found(place.index, 'nura')).toEqual([])
    expect(await found(place.index, 'lake')).toEqual(['Ice on the lake'])
  })

  it('shows nothing of an embargoed article before its release is in the log', async () => {
    await using place = await openRunning()
    const hidden = embargoed()
    await place.reached(await append(place.log, hidden))
    expect(await found(place.index)).toEqual([])
    expect(
      await place.index.suggest({ terms: [{ exact: 'ice', stems: ['ice'], key: 'ise' }], limit: 9 }),
    ).toEqual([])
    const [stored] = await place.index.get([hidden.id])
    expect(JSON.stringify(stored)).not.toContain('Ice')
    await place.reached(await append(place.log, article(), 'article.released'))
    expect(await found(place.index, 'ice')).toEqual(['Ice on the Nura'])
  })

  it('hides what was withdrawn, and shows it again once it is restored', async () => {
    await using place = await openRunning()
    await append(place.log, article())
    await place.reached(await append(place.log, withdrawn(article()), 'article.withdrawn'))
    expect(await found(place.index)).toEqual([])
    await place.reached(await append(place.log, article(), 'article.restored'))
    expect(await found(place.index)).toEqual(['Ice on the Nura'])
  })

  it('hides by the envelope alone what was withdrawn in words that nobody can read', async () => {
    await using place = await openRunning()
    await append(place.log, article())
    await place.reached(await append(place.log, withdrawn(article()), 'article.withdrawn', () => '{"id":1}'))
    expect(await found(place.index)).toEqual([])
    const [stored] = await place.index.get([article().id])
    expect(readSearchSource(stored?.document.source ?? '')).toMatchObject({ kind: 'withdrawn' })
    expect(await deadLetters(place.logs)).toEqual([])
  })

  it('buries what it cannot read or make a document of, and goes on', async () => {
    await using place = await openRunning()
    const unreadable = await append(place.log, article({ sourceId: 'a' }), 'article.published', () => '{')
    const nowhere = { ...article().content.publishedAt, timeZone: 'Asia/Nowhere' }
    const zoneless = article({ sourceId: 'b', content: { publishedAt: nowhere } })
    const odd = await append(place.log, zoneless)
    await place.reached(await append(place.log, article()))
    expect(await found(place.index)).toEqual(['Ice on the Nura'])
    const letters = await deadLetters(place.logs)
    expect(letters.map(({ sequence, projection }) => [projection, sequence])).toEqual([
      ['search', unreadable],
      ['search', odd],
    ])
    expect(letters[1]?.reason).toContain('cannot become a document')
    expect(await place.indexer.metrics.registry.metrics()).toContain(
      'projection_dead_letters_total{projection="search"} 2',
    )
  })

  it('skips what a newer release wrote, counts it, and moves on', async () => {
    await using place = await openRunning()
    const envelope = { id: 'x', source: '/intake', type: 'article.sung', time: '2026', schema: 1 }
    await place.log.append({ subject: 'article.nura.song', expected: 0, envelope, payload: '{}' })
    await place.reached(await append(place.log, article()))
    expect(await deadLetters(place.logs)).toEqual([])
    expect(await place.indexer.metrics.registry.metrics()).toContain(
      'projection_unknown_events_total{projection="search"} 1',
    )
  })

  it('waits for an index that is away, is not ready meanwhile, and loses nothing', async () => {
    await using place = await openPlace()
    await using opened = await place.openBoth()
    const { logs, index } = opened
    let away = false
    const failing = (): Promise<never> => Promise.reject(new EngineUnavailableError('away'))
    const meddled: SearchIndex = {
      ...index,
      indexId: index.indexId,
      apply: (documents) => (away ? failing() : index.apply(documents)),
      checkpoint: () => (away ? failing() : index.checkpoint()),
    }
    await using indexer = await start(logs, meddled)
    const first = await append(opened.log, article())
    await expect.poll(() => positionOf(index)).toBe(first)
    away = true
    const second = await append(opened.log, article({ sourceId: 'second', content: { title: 'Second' } }))
    await expect.poll(() => indexer.lines.some((line) => line.includes('indexing-failed'))).toBe(true)
    await expect(indexer.checks[0]?.check()).rejects.toThrow('away')
    away = false
    await expect.poll(() => positionOf(index)).toBe(second)
    expect(await found(index)).toEqual(['Ice on the Nura', 'Second'])
    expect(await indexer.checks[0]?.check()).toEqual({ ready: true })
  })
})

describe('popularity', () => {
  const viewsOf = async (index: SearchIndex, id: string) => (await index.get([id]))[0]?.views

  it('is the newest total, in whatever order totals and articles come', async () => {
    await using place = await openRunning()
    const { id } = article()
    await appendTotals(place.logs, id, 3, 30)
    await appendTotals(place.logs, id, 2, 20)
    await place.reached(await append(place.log, article({ baseline: { count: 488, observedAt: '2026' } })))
    await expect.poll(() => viewsOf(place.index, id)).toBe(491)
    await appendTotals(place.logs, id, 5, 50)
    await expect.poll(() => viewsOf(place.index, id)).toBe(493)
    const revised = article({ version: 2, baseline: { count: 500, observedAt: '2026' } })
    await place.reached(await append(place.log, revised, 'baseline.observed'))
    expect(await viewsOf(place.index, id)).toBe(505)
  })
})
