import type { EventLog, LogPage } from '@uniwire/ports'
import { expect, it, vi } from 'vitest'
import type { EventLogEngine } from './engine.ts'
import { NEWS, newRecord, openNews, PATIENCE_MS, sequencesOf, stored, storeArticles } from './engine.ts'

export function following(engine: EventLogEngine): void {
  it('gives an empty page at once when there is nothing', async () => {
    await using open = await engine.open()
    await using follower = followFrom(await openNews(open), 0)
    expect(await follower.next()).toEqual({ records: [], position: 0 })
  })

  it('gives first what is there, in pages of at most 500', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 1_100)
    await using follower = followFrom(log, 0)
    const pages = await follower.until(sequences.at(-1) ?? 0)
    expect(pages.flatMap(sequencesOf)).toEqual(sequences)
    expect(pages.every(({ records }) => records.length <= 500)).toBe(true)
  })

  it('begins after a position, and is at once where the log ends', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const sequences = await storeArticles(log, 5)
    await using late = followFrom(log, sequences[2] ?? 0)
    expect(await late.next()).toMatchObject({ position: sequences[4] })
    await using latest = followFrom(log, sequences[4] ?? 0)
    expect(await latest.next()).toEqual({ records: [], position: sequences[4] })
  })

  it('gives one kind of subject alone when asked, and a position that moves with the whole log', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await storeArticles(log, 3)
    const university = await stored(log, newRecord('university.nura'))
    const after = await stored(log, newRecord('article.nura.1'))
    await using follower = followFrom(log, 0, 'university.>')
    const pages = await follower.until(after)
    expect(pages.flatMap(sequencesOf)).toEqual([university])
    const later = await stored(log, newRecord('article.nura.2'))
    expect((await follower.until(later)).flatMap(sequencesOf)).toEqual([])
  })

  it('gives what comes, as it comes, to every follower and from every writer', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const neighbour = await open.neighbour.open(NEWS)
    await using one = followFrom(log, 0)
    await using two = followFrom(neighbour, 0)
    expect(await one.next()).toMatchObject({ records: [] })
    expect(await two.next()).toMatchObject({ records: [] })
    const sequences: number[] = []
    for (let n = 0; n < 20; n++) {
      const sequence = await stored(n % 2 === 0 ? log : neighbour, newRecord(`article.kaznu.${n}`))
      sequences.push(sequence)
      for (const follower of [one, two]) {
        expect(await follower.until(sequence)).toMatchObject([
          { records: [{ sequence }], position: sequence },
        ])
      }
    }
  })

  it('loses and repeats nothing while many write', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await using follower = followFrom(log, 0)
    const writing = Promise.all(
      Array.from({ length: 10 }, async (_, writer) => {
        for (let n = 0; n < 30; n++) await stored(log, newRecord(`article.kaznu.${writer}-${n}`))
      }),
    )
    const pages: LogPage[] = []
    while (pages.flatMap(sequencesOf).length < 300) pages.push(await follower.next())
    await writing
    const everything = await log.read({ after: 0, limit: 500 })
    expect(pages.flatMap(sequencesOf)).toEqual(sequencesOf(everything))
    const positions = pages.map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  })

  it('ends at once when it is aborted, waiting or not', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    const before = await Array.fromAsync(log.follow({ after: 0, signal: AbortSignal.abort() }))
    expect(before).toEqual([])
    const stopping = new AbortController()
    let waiting = false
    const ended = vi.fn<() => void>()
    const loop = (async () => {
      for await (const page of log.follow({ after: 0, signal: stopping.signal })) {
        waiting = page.records.length === 0
      }
      ended()
    })()
    await vi.waitFor(() => expect(waiting).toBe(true), { timeout: PATIENCE_MS })
    expect(ended).not.toHaveBeenCalled()
    stopping.abort()
    await loop
    expect(ended).toHaveBeenCalledOnce()
  })

  it('goes on after a consumer of pages that was slow', async () => {
    await using open = await engine.open()
    const log = await openNews(open)
    await using follower = followFrom(log, 0)
    await follower.next()
    const sequences = await storeArticles(log, 700)
    expect((await follower.until(sequences.at(-1) ?? 0)).flatMap(sequencesOf)).toEqual(sequences)
  })
}

interface Follower extends AsyncDisposable {
  next(): Promise<LogPage>
  /** Pages up to and including the one that reaches `position`. */
  until(position: number): Promise<readonly LogPage[]>
}

export function followFrom(log: EventLog, after: number, subject?: string): Follower {
  const stopping = new AbortController()
  const only = subject === undefined ? {} : { subject }
  const iterable = log.follow({ ...only, after, signal: stopping.signal })
  const pages = iterable[Symbol.asyncIterator]()
  const next = async () => {
    const result = await pages.next()
    if (result.done === true) throw new Error('the follower has ended')
    return result.value
  }
  return {
    next,
    async until(position) {
      const seen = [await next()]
      while ((seen.at(-1)?.position ?? 0) < position) seen.push(await next())
      return seen
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await pages.return?.()
    },
  }
}
