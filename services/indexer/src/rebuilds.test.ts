import { articleSubject, STREAMS, toRecord } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { EventLog, SearchIndex } from '@uniwire/ports'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { article, withdrawn } from './harness/articles.ts'
import { withLeakyRebuilds, withSlowRebuilds } from './harness/other-rebuilds.ts'
import { append, appendTotals, found, OPERATOR_KEY, openPlace, positionOf, start } from './harness/place.ts'

const PATIENCE = { timeout: 60_000 }
const numbered = (n: number) => article({ sourceId: `news/${n}`, content: { title: `News ${n}` } })
const titlesOf = (numbers: readonly number[]) => numbers.map((n) => `News ${n}`)

interface Line {
  readonly state: string
  readonly reason?: string
  readonly comparison?: { readonly articles: object; readonly queries: number; readonly sameHits: number }
}

type Indexer = Awaited<ReturnType<typeof start>>

async function asked(indexer: Indexer, method: string, path: string, key = OPERATOR_KEY) {
  const headers = { Authorization: `Bearer ${key}` }
  const response = await indexer.app.request(path, { method, headers })
  const text = await response.text()
  return {
    status: response.status,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  }
}

/** The outcome of a rebuild, or of going back. */
async function outcomeOf(indexer: Indexer, verb: 'rebuild' | 'rollback' | 'rebuild?anyway=true') {
  return (await asked(indexer, 'POST', `/v1/search/${verb}`)).lines.at(-1)
}

async function erase(log: EventLog, { id, university }: Article): Promise<number> {
  const subject = articleSubject(university, id)
  const expected = (await log.last(subject))?.sequence ?? 0
  const payload = { id, university, erasedAt: '2026-03-02T00:00:00.000Z', basis: 'Order 7' }
  const stamp = { id: randomUUID(), time: '2026-03-02T00:00:00.000Z', source: '/intake' }
  const outcome = await log.append(toRecord({ type: 'article.erased', subject, expected, payload, ...stamp }))
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

/** An indexer whose index holds five articles, one of them viewed. */
async function filled() {
  await using opening = new AsyncDisposableStack()
  const place = opening.use(await openPlace())
  const both = opening.use(await place.openBoth())
  const { logs, log, index } = both
  const indexer = await both.run()
  let last = 0
  for (let n = 0; n < 5; n += 1) last = await append(log, numbered(n))
  await appendTotals(logs, numbered(0).id, 9, 1)
  await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
  const opened = opening.move()
  return { ...both, indexer, place, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

const viewsOf = async (index: SearchIndex, n: number) => (await index.get([numbered(n).id]))[0]?.views

describe('an operator who asks for a new index', () => {
  it('gets one that was compared with the old one, takes its place with its views, and goes on', async () => {
    await using wire = await filled()
    const { log, index, indexer } = wire
    const before = index.indexId
    const { status, lines } = await asked(indexer, 'POST', '/v1/search/rebuild')
    expect(status).toBe(200)
    expect(lines[0]).toMatchObject({ state: 'building' })
    expect(lines.at(-1)).toMatchObject({
      state: 'done',
      indexId: index.indexId,
      comparison: { articles: { before: 5, after: 5 }, queries: 10, sameHits: 1, lost: [] },
    })
    expect(index.indexId).not.toBe(before)
    expect(await found(index)).toEqual(titlesOf([0, 1, 2, 3, 4]))
    expect(await viewsOf(index, 0)).toBe(9)
    const next = await append(log, numbered(5))
    await expect.poll(() => positionOf(index), PATIENCE).toBe(next)
    expect(await found(index)).toEqual(titlesOf([0, 1, 2, 3, 4, 5]))
    expect((await indexer.checks[0]?.check())?.ready).toBe(true)
  })

  it('takes articles and withdrawals in the old index while the new one is built', async () => {
    await using wire = await filled()
    const { logs, log, index } = wire
    await wire.indexer[Symbol.asyncDispose]()
    const goOn = Promise.withResolvers<void>()
    await using indexer = await start(logs, withSlowRebuilds(index, goOn.promise))
    const rebuilt = outcomeOf(indexer, 'rebuild')
    await append(log, numbered(7))
    const last = await append(log, withdrawn(numbered(1)), 'article.withdrawn')
    await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
    expect(await found(index)).toEqual(titlesOf([0, 2, 3, 4, 7]))
    goOn.resolve()
    expect(await rebuilt).toMatchObject({ state: 'done' })
    expect(await found(index)).toEqual(titlesOf([0, 2, 3, 4, 7]))
  })

  it('is told of the rebuild that is under way, and of one at a time', async () => {
    await using wire = await filled()
    const { index, indexer } = wire
    const [one, other] = await Promise.all([outcomeOf(indexer, 'rebuild'), outcomeOf(indexer, 'rebuild')])
    expect(one).toMatchObject({ state: 'done', indexId: index.indexId })
    expect(other).toEqual(one)
  })

  it('need not listen to the end', async () => {
    await using wire = await filled()
    const before = wire.index.indexId
    const headers = { Authorization: `Bearer ${OPERATOR_KEY}` }
    const response = await wire.indexer.app.request('/v1/search/rebuild', { method: 'POST', headers })
    await response.body?.cancel()
    await expect.poll(() => wire.index.indexId, PATIENCE).not.toBe(before)
    expect(await found(wire.index)).toEqual(titlesOf([0, 1, 2, 3, 4]))
  })

  it('keeps the old index when the new one finds less, unless told otherwise', async () => {
    await using wire = await filled()
    const { logs, index } = wire
    await wire.indexer[Symbol.asyncDispose]()
    const before = index.indexId
    await using indexer = await start(logs, withLeakyRebuilds(index, [numbered(1).id, numbered(3).id]))
    expect(await outcomeOf(indexer, 'rebuild')).toMatchObject({
      state: 'failed',
      reason: 'it finds 3 articles, and the index finds 5',
    })
    expect(index.indexId).toBe(before)
    expect(await index.kept()).toBeUndefined()
    expect(await found(index)).toEqual(titlesOf([0, 1, 2, 3, 4]))
    expect(await outcomeOf(indexer, 'rebuild?anyway=true')).toMatchObject({ state: 'done' })
    expect(await found(index)).toEqual(titlesOf([0, 2, 4]))
    // What was lost comes back.
    expect(await outcomeOf(indexer, 'rollback')).toMatchObject({ state: 'done', indexId: before })
    expect(await found(index)).toEqual(titlesOf([0, 1, 2, 3, 4]))
  })

  it('is nobody without the key', async () => {
    await using wire = await filled()
    for (const [method, path] of [
      ['POST', '/v1/search/rebuild'],
      ['POST', '/v1/search/rollback'],
      ['DELETE', '/v1/search/kept'],
    ] as const) {
      const response = await wire.indexer.app.request(path, {
        method,
        headers: { Authorization: 'Bearer x' },
      })
      expect([path, response.status]).toEqual([path, 401])
    }
    expect(await wire.index.kept()).toBeUndefined()
  })
})

describe('the index before the last one', () => {
  it('is brought up to date and put back, and so is the one that it replaces', async () => {
    await using wire = await filled()
    const { log, index, indexer } = wire
    const first = index.indexId
    await outcomeOf(indexer, 'rebuild')
    const second = index.indexId
    await append(log, numbered(5))
    await append(log, withdrawn(numbered(1)), 'article.withdrawn')
    expect(await outcomeOf(indexer, 'rollback')).toEqual({ state: 'done', indexId: first })
    expect(index.indexId).toBe(first)
    expect(await found(index)).toEqual(titlesOf([0, 2, 3, 4, 5]))
    const last = await append(log, numbered(6))
    await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
    expect(await outcomeOf(indexer, 'rollback')).toEqual({ state: 'done', indexId: second })
    expect(await found(index)).toEqual(titlesOf([0, 2, 3, 4, 5, 6]))
    expect(await viewsOf(index, 0)).toBe(9)
  })

  it('loses what is withdrawn or erased when it is said to be, by this process and by the next', async () => {
    await using wire = await filled()
    const { logs, log, index } = wire
    await outcomeOf(wire.indexer, 'rebuild')
    let last = await append(log, withdrawn(numbered(1)), 'article.withdrawn')
    await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
    expect(await foundIn(await index.kept())).toEqual(titlesOf([0, 2, 3, 4]))
    await wire.indexer[Symbol.asyncDispose]()
    await using _next = await start(logs, index)
    last = await erase(log, numbered(2))
    await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
    expect(await foundIn(await index.kept())).toEqual(titlesOf([0, 3, 4]))
  })

  it('is forgotten when it is told to be, with its consumer, and then there is no way back', async () => {
    await using wire = await filled()
    const { log, index, indexer } = wire
    const first = index.indexId
    await outcomeOf(indexer, 'rebuild')
    expect((await asked(indexer, 'DELETE', '/v1/search/kept')).lines).toEqual([{ forgotten: true }])
    expect(await index.kept()).toBeUndefined()
    await using consumer = await log.consumer({ name: `indexer-${first}`, ackWaitMs: 10_000 })
    expect(await consumer.position()).toBe(0)
    expect((await asked(indexer, 'DELETE', '/v1/search/kept')).lines).toMatchObject([{ forgotten: false }])
    expect(await outcomeOf(indexer, 'rollback')).toMatchObject({ state: 'failed' })
    // Withdrawals go on without it.
    const last = await append(log, withdrawn(numbered(1)), 'article.withdrawn')
    await expect.poll(() => positionOf(index), PATIENCE).toBe(last)
    expect(await found(index)).toEqual(titlesOf([0, 2, 3, 4]))
  })

  it('is not put back when another analyser made its words, and is not kept of another log', async () => {
    await using wire = await filled()
    const { logs, index, indexer } = wire
    await outcomeOf(indexer, 'rebuild')
    const kept = await index.kept()
    const log = await logs.open(STREAMS.log)
    await kept?.saveCheckpoint({ generation: log.generation, position: 5, analyser: 'older' })
    expect(await outcomeOf(indexer, 'rollback')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('its words were made by analyser older'),
    })
    await kept?.saveCheckpoint({ generation: 'another', position: 5, analyser: 'older' })
    await indexer[Symbol.asyncDispose]()
    await using _next = await start(logs, index)
    expect(await index.kept()).toBeUndefined()
  })
})

async function foundIn(kept: { readonly query: SearchIndex['query'] } | undefined) {
  if (kept === undefined) throw new Error('nothing is kept')
  return found(kept)
}
