import { BadCursorError } from '@uniwire/ports'
import type { SearchIndex, SearchQuery, SearchSort } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, numbered, PROPERTY_TIMEOUT_MS, query, stub, term, walk } from './samples.ts'

const SORTS: readonly SearchSort[] = ['relevance', 'newest', 'views']
const ORIGINALS = 23

/** What happens to the index before the next page. */
type Change =
  | { readonly kind: 'arrives'; readonly day: number }
  | { readonly kind: 'revised' | 'withdrawn'; readonly nth: number }

const changes = fc.array(
  fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('arrives' as const), day: fc.integer({ min: 0, max: 60 }) }),
      fc.record({
        kind: fc.constantFrom('revised' as const, 'withdrawn' as const),
        nth: fc.integer({ min: 1, max: ORIGINALS }),
      }),
    ),
    { maxLength: 4 },
  ),
  { minLength: 1, maxLength: 8 },
)

export function cursors(engine: SearchIndexEngine): void {
  describe('cursors', () => {
    it.each(SORTS)(
      'walks every article once while others come and go, by %s',
      async (sort) => {
        await using opened = await engine.open()
        let run = 0
        await fc.assert(
          fc.asyncProperty(
            changes,
            fc.integer({ min: 1, max: 6 }),
            fc.boolean(),
            async (plan, limit, worded) => {
              const scene = await newScene(opened.index, run++)
              const asked = query({
                sort,
                limit,
                terms: worded ? [term('title')] : [],
                filters: { universities: [scene.university] },
              })
              const seen = await walk(opened.index, asked, async (pages) => {
                for (const change of plan[pages - 1] ?? []) await scene.make(change)
                await scene.save()
              })
              expect(new Set(seen).size).toBe(seen.length)
              expect(scene.remaining().filter((id) => !seen.includes(id))).toEqual([])
              expect(seen.filter((id) => id.includes('-new-'))).toEqual([])
            },
          ),
          { numRuns: 12 },
        )
      },
      PROPERTY_TIMEOUT_MS,
    )

    it.each(SORTS)('drops on later pages what became a stub, by %s', async (sort) => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
      const seen = await walk(index, query({ sort, limit: 3, terms: [term('title')] }), async (pages) => {
        if (pages === 1) await index.apply([stub('article-0005', 100), stub('article-0001', 101)])
      })
      expect(seen).toEqual([9, 8, 7, 6, 4, 3, 2].map((number) => numbered(number).id))
    })

    it.each(SORTS)('loses nothing that is applied but not yet in the checkpoint, by %s', async (sort) => {
      await using opened = await engine.open()
      const { index } = opened
      await index.saveCheckpoint({ generation: 'g', position: 2, analyser: 'a' })
      await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
      expect(await walk(index, query({ sort, limit: 2, terms: [term('title')] }))).toHaveLength(9)
    })

    it('lets the size of a page change on the way', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
      for (const sort of SORTS) {
        const asked = query({ sort, limit: 2, terms: [term('title')] })
        const { nextCursor = '' } = await index.query(asked)
        const rest = await index.query({ ...asked, limit: 50, cursor: nextCursor })
        expect(rest.hits.map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => numbered(n).id))
        expect(rest.total).toBe(9)
      }
    })

    it('refuses a cursor of another query', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
      const asked: readonly SearchQuery[] = [
        query({ limit: 2 }),
        query({ limit: 2, sort: 'views' }),
        query({ limit: 2, terms: [term('title')] }),
        query({ limit: 2, terms: [term('title')], sort: 'relevance' }),
        query({ limit: 2, terms: [term('title')], match: 'any' }),
        query({ limit: 2, filters: { universities: ['qbu'] } }),
        query({ limit: 2, filters: { languages: ['kk'] } }),
        query({ limit: 2, filters: { from: { kind: 'day', day: '2000-01-01' } } }),
        query({ limit: 2, filters: { from: { kind: 'instant', instant: '2000-01-01T00:00:00Z' } } }),
        query({ limit: 2, filters: { to: { kind: 'day', day: '2040-01-01' } } }),
      ]
      const given = await Promise.all(asked.map((one) => index.query(one)))
      for (const [own, { nextCursor = '' }] of given.entries()) {
        const answers = await Promise.allSettled(
          asked.map((one) => index.query({ ...one, cursor: nextCursor })),
        )
        expect(answers.flatMap(({ status }, at) => (status === 'fulfilled' ? at : []))).toEqual([own])
        const refusals = answers.flatMap((answer) => ('reason' in answer ? [answer.reason] : []))
        expect(refusals.every((reason) => reason instanceof BadCursorError)).toBe(true)
      }
    })

    it('refuses a damaged cursor', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply(Array.from({ length: 9 }, (_, n) => numbered(n + 1)))
      for (const sort of SORTS) {
        const asked = query({ sort, limit: 2, terms: [term('title')] })
        const { nextCursor = '' } = await index.query(asked)
        const other = (at: number) => (nextCursor[at] === 'A' ? 'B' : 'A')
        const damaged = [
          '',
          'x',
          'null',
          '"',
          '%00',
          'ż',
          nextCursor.slice(1),
          nextCursor.slice(0, -1),
          `${nextCursor}A`,
          nextCursor.repeat(2),
          ...Array.from(
            nextCursor,
            (_, at) => nextCursor.slice(0, at) + other(at) + nextCursor.slice(at + 1),
          ),
        ]
        for (const cursor of damaged) {
          await expect(index.query({ ...asked, cursor })).rejects.toThrow(BadCursorError)
        }
      }
    })
  })
}

/** Originals of a university of its own, of which pairs are equally new and equally often read. */
async function newScene(index: SearchIndex, run: number) {
  const university = `run${run}`
  // Sequences rise from run to run, as in one log.
  const begin = run * 1_000
  let sequence = begin + ORIGINALS
  const withdrawn = new Set<string>()
  const make = (number: number, version: number, firstSequence: number) => {
    const base = numbered(Math.floor(number / 2))
    return article(`${university}-${number}`, version, {
      ...base,
      kind: 'article',
      id: `${university}-${number}`,
      version,
      university,
      firstSequence,
    })
  }
  const save = () => index.saveCheckpoint({ generation: 'g', position: sequence, analyser: 'a' })
  const originals = Array.from({ length: ORIGINALS }, (_, n) => make(n + 1, n + 1, begin + n + 1))
  await index.apply(originals)
  await index.applyViews(originals.map(({ id }, n) => ({ id, live: n >> 2, revision: 1 })))
  await save()
  return {
    university,
    save,
    remaining: () => originals.map(({ id }) => id).filter((id) => !withdrawn.has(id)),
    async make(change: Change): Promise<void> {
      sequence++
      if (change.kind === 'arrives') {
        const arrived = { ...make(change.day, sequence, sequence), id: `${university}-new-${sequence}` }
        await index.apply([arrived])
        await index.applyViews([{ id: arrived.id, live: change.day % 7, revision: 1 }])
        return
      }
      const id = `${university}-${change.nth}`
      // A revision of what is withdrawn would be its return.
      if (withdrawn.has(id)) return
      if (change.kind === 'withdrawn') withdrawn.add(id)
      await index.apply([
        change.kind === 'withdrawn' ? stub(id, sequence) : make(change.nth, sequence, begin + change.nth),
      ])
    },
  }
}
