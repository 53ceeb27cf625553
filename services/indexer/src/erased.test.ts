import { articleSubject, toRecord } from '@uniwire/events'
import type { EventType, PayloadOf } from '@uniwire/events'
import type { Article } from '@uniwire/newsroom'
import type { EventLog, SearchIndex } from '@uniwire/ports'
import { readSearchSource } from '@uniwire/projection'
import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article, withdrawn } from './harness/articles.ts'
import { append, deadLetters, found, openPlace, positionOf } from './harness/place.ts'

const stamp = () => ({ id: randomUUID(), time: '2026-03-02T00:00:00.000Z', source: '/intake' })

async function appendAbout<T extends EventType>(
  log: EventLog,
  { university, id }: Pick<Article, 'university' | 'id'>,
  type: T,
  payload: PayloadOf<T>,
  change: (payload: string) => string = (same) => same,
): Promise<number> {
  const subject = articleSubject(university, id)
  const expected = (await log.last(subject))?.sequence ?? 0
  const record = toRecord({ type, subject, expected, payload, ...stamp() })
  const outcome = await log.append({ ...record, payload: change(record.payload) })
  if (!outcome.ok) throw new Error(outcome.conflict)
  return outcome.sequence
}

function erasureOf({ id, university }: Article) {
  return { id, university, erasedAt: '2026-03-02T00:00:00.000Z', basis: 'Order 7' }
}

async function sourceOf(index: SearchIndex, { id }: Pick<Article, 'id'>) {
  const [stored] = await index.get([id])
  return stored === undefined ? undefined : readSearchSource(stored.document.source)
}

const reached = (index: SearchIndex, sequence: number) => expect.poll(() => positionOf(index)).toBe(sequence)

describe('what was erased', () => {
  it('is found by nothing, and leaves only that it was there; no event from before brings it back', async () => {
    await using place = await openPlace()
    await using both = await place.openBoth()
    await both.run()
    const gone = article({ content: { title: 'Zholbarys' } })
    await append(both.log, gone)
    await append(both.log, withdrawn(gone, 'Zholbarys asked'), 'article.withdrawn')
    await append(both.log, gone, 'article.restored')
    await reached(both.index, await appendAbout(both.log, gone, 'article.erased', erasureOf(gone)))
    expect(await found(both.index)).toEqual([])
    expect(await sourceOf(both.index, gone)).toEqual({ kind: 'erased', university: 'nura' })
  })

  it('is erased by the envelope alone, where nobody can read the event', async () => {
    await using place = await openPlace()
    await using both = await place.openBoth()
    await both.run()
    await append(both.log, article())
    const sequence = await appendAbout(
      both.log,
      article(),
      'article.erased',
      erasureOf(article()),
      () => '{}',
    )
    await reached(both.index, sequence)
    expect(await sourceOf(both.index, article())).toEqual({ kind: 'erased', university: 'nura' })
    expect(await deadLetters(both.logs)).toEqual([])
  })

  it('is in no file of the index once that was closed', async () => {
    await using place = await openPlace()
    {
      await using both = await place.openBoth()
      await both.run()
      const gone = article({ content: { title: 'Zholbarysqasym', bodyHtml: '<p>Zholbarysqasym</p>' } })
      await append(both.log, gone)
      await append(both.log, article({ sourceId: 'news/2' }))
      const sequence = await appendAbout(both.log, gone, 'article.erased', erasureOf(gone))
      await both.log.erase(articleSubject(gone.university, gone.id), sequence)
      await reached(both.index, sequence)
    }
    const bytes = readdirSync(place.folder).map((name) => readFileSync(join(place.folder, name), 'latin1'))
    expect(bytes.join('').includes('Nura')).toBe(true)
    expect(bytes.filter((file) => /zholbarysqasym/i.test(file))).toEqual([])
  })
})

describe('an alias', () => {
  it('leads to its article, is found by no search, and says erased once it is', async () => {
    await using place = await openPlace()
    await using both = await place.openBoth()
    await both.run()
    const target = article()
    const { id, university, sourceId } = article({ sourceId: 'new' })
    const payload = { id, university, sourceId, target: target.id, aliasedAt: '2026-03-01T00:00:00.000Z' }
    await append(both.log, target)
    await reached(both.index, await appendAbout(both.log, { id, university }, 'article.aliased', payload))
    expect(await found(both.index)).toEqual(['Ice on the Nura'])
    expect(await sourceOf(both.index, { id })).toEqual({ kind: 'alias', target: target.id })
    const erasure = { ...erasureOf(target), id }
    await reached(both.index, await appendAbout(both.log, { id, university }, 'article.erased', erasure))
    expect(await sourceOf(both.index, { id })).toEqual({ kind: 'erased', university: 'nura' })
  })
})
