import type { SearchIndex, SearchIndexWriter } from '@uniwire/ports'
import { keptLetters } from '@uniwire/projection'
import { STREAMS } from '@uniwire/events'
import { describe, expect, it } from 'vitest'
import { article, withdrawn } from './harness/articles.ts'
import { append, found, OPERATOR_KEY, openPlace, positionOf, start } from './harness/place.ts'

/** An index that refuses every document until it is mended. */
function refusing(index: SearchIndex) {
  let mended = false
  const refuses = (writer: SearchIndexWriter): SearchIndexWriter => ({
    ...writer,
    indexId: writer.indexId,
    async apply(documents) {
      if (mended) return writer.apply(documents)
      const outcomes = []
      for await (const _ of documents) outcomes.push({ kind: 'refused', reason: 'too odd' } as const)
      return outcomes
    },
  })
  return {
    index: { ...index, indexId: index.indexId, writer: (id: string) => refuses(index.writer(id)) },
    mend: () => {
      mended = true
    },
  }
}

async function withLetter() {
  await using opening = new AsyncDisposableStack()
  const place = opening.use(await openPlace())
  const { logs, log, index } = opening.use(await place.openBoth())
  const odd = refusing(index)
  const indexer = opening.use(await start(logs, odd.index))
  const sequence = await append(log, article())
  await expect.poll(() => positionOf(index)).toBe(sequence)
  const replay = async (key = OPERATOR_KEY, of = sequence) => {
    const headers = { Authorization: `Bearer ${key}` }
    const path = `/v1/search/dead-letters/${of}/replay`
    const response = await indexer.app.request(path, { method: 'POST', headers })
    const body: unknown = await response.json()
    return { status: response.status, body }
  }
  const letters = keptLetters(await logs.open(STREAMS.dead))
  const opened = opening.move()
  return {
    log, index, indexer, mend: odd.mend, sequence, replay, letters,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  } // prettier-ignore
}

describe('a dead letter of search', () => {
  it('is replayed once what was wrong is mended: the article is found', async () => {
    await using place = await withLetter()
    expect(await place.letters.find('search', place.sequence)).toMatchObject({ reason: 'too odd' })
    expect(await found(place.index)).toEqual([])
    place.mend()
    expect(await place.replay()).toEqual({
      status: 200,
      body: { kind: 'applied', sequence: place.sequence },
    })
    expect(await found(place.index)).toEqual(['Ice on the Nura'])
  })

  it('stays one while nothing is mended, and says why', async () => {
    await using place = await withLetter()
    expect(await place.replay()).toEqual({ status: 200, body: { kind: 'still-dead', reason: 'too odd' } })
    expect(await found(place.index)).toEqual([])
  })

  it('applies what the article is now, and never what it was', async () => {
    await using place = await withLetter()
    const later = await append(place.log, withdrawn(article()), 'article.withdrawn')
    await expect.poll(() => positionOf(place.index)).toBe(later)
    place.mend()
    expect((await place.replay()).body).toEqual({ kind: 'applied', sequence: later })
    expect(await found(place.index)).toEqual([])
  })

  it('is replayed by the operator alone, and not where there is none', async () => {
    await using place = await withLetter()
    expect((await place.replay('somebody')).status).toBe(401)
    expect((await place.replay(OPERATOR_KEY, place.sequence + 100)).status).toBe(404)
  })
})
