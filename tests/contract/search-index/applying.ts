import type { LiveViews, SearchDocument, SearchIndex } from '@uniwire/ports'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchIndexEngine } from './engine.ts'
import { article, find, outcomeOf, PROPERTY_TIMEOUT_MS, query, stub, term, words } from './samples.ts'

export function applying(engine: SearchIndexEngine): void {
  describe('applying documents', () => {
    it('finds what apply resolved with the next query', async () => {
      await using opened = await engine.open()
      for (let version = 1; version <= 20; version++) {
        const document = article('a', version, { title: words(`word${version}`) })
        expect(await opened.index.apply([document])).toEqual([{ kind: 'applied' }])
        expect(await find(opened.index, { terms: [term(`word${version}`)] })).toEqual(['a'])
      }
    })

    it('answers stale for a version it has or is past, and changes nothing', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('a', 5, { title: words('five') })])
      for (const version of [5, 4, 1]) {
        expect(await outcomeOf(index, article('a', version, { title: words('other') }))).toBe('stale')
        expect(await outcomeOf(index, stub('a', version))).toBe('stale')
      }
      expect(await find(index, { terms: [term('other')] })).toEqual([])
      expect(await find(index, { terms: [term('five')] })).toEqual(['a'])
      expect(await index.get(['a'])).toMatchObject([{ document: { version: 5 } }])
    })

    it('gives every document of a batch its own outcome, in the order given', async () => {
      await using opened = await engine.open()
      const { index } = opened
      await index.apply([article('old', 9)])
      const outcomes = await index.apply([
        article('first', 1),
        article('undated', 2, { publishedAt: 'yesterday' }),
        article('old', 3),
        article('twice', 4),
        article('twice', 5),
        article('twice', 4),
        article('last', 6),
      ])
      expect(outcomes.map(({ kind }) => kind)).toEqual([
        'applied',
        'refused',
        'stale',
        'applied',
        'applied',
        'stale',
        'applied',
      ])
      expect(await find(index)).toEqual(['twice', 'old', 'last', 'first'])
    })

    it('refuses with a reason what it could never hold, and takes the neighbours', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const broken: readonly object[] = [
        { publishedAt: 'soon' },
        { day: '12 October' },
        { version: Number.NaN },
        { version: 1.5 },
        { id: '' },
        { source: () => 'text' },
        { title: { stem: 'x' } },
        { categories: [{ key: Symbol('news') }] },
        { source: 'x'.repeat(20 * 1024 * 1024) },
      ]
      // These are what a faulty event could lead to; their types are wrong on purpose.
      const documents = broken.map((part, n) => ({ ...article(`b${n}`), ...part }))
      const outcomes = await index.apply([article('before', 1), ...documents, article('behind', 2)])
      expect(outcomes.at(0)).toEqual({ kind: 'applied' })
      expect(outcomes.at(-1)).toEqual({ kind: 'applied' })
      for (const outcome of outcomes.slice(1, -1)) {
        expect(outcome).toEqual({ kind: 'refused', reason: expect.stringMatching(/\w/) })
      }
      expect((await find(index)).toSorted()).toEqual(['before', 'behind'])
    })

    it('takes an empty batch', async () => {
      await using opened = await engine.open()
      expect(await opened.index.apply([])).toEqual([])
      await opened.index.applyViews([])
    })

    it('gives documents back as they came, in the order asked', async () => {
      await using opened = await engine.open()
      const { index } = opened
      const whole = article('whole', 7, {
        categories: [
          { key: 'ғылым', label: 'Ғылым' },
          { key: 'news', label: 'News' },
        ],
        title: { stem: 'оқу', key: 'oku', exact: 'оқуы' },
        source: '{ "title": "Оқу \\u0000", "n": 1.0 }',
      })
      await index.apply([whole, stub('gone', 8)])
      expect(await index.get(['gone', 'never', 'whole', 'gone'])).toEqual([
        { document: stub('gone', 8), views: 0 },
        undefined,
        { document: whole, views: 0 },
        { document: stub('gone', 8), views: 0 },
      ])
      expect(await index.get([])).toEqual([])
    })

    it(
      'ends in the same state whatever the order, repetition and batches of documents and views',
      async () => {
        await using opened = await engine.open()
        let run = 0
        await fc.assert(
          fc.asyncProperty(deliveries, async ({ order, batch }) => {
            const university = `run${run++}`
            const history = order.map((step) => stepOf(university, step))
            for (let start = 0; start < history.length; start += batch) {
              await deliver(opened.index, history.slice(start, start + batch))
            }
            expect(await stateOf(opened.index, university)).toEqual(expectedState(university, order))
          }),
          { numRuns: 40 },
        )
      },
      PROPERTY_TIMEOUT_MS,
    )
  })
}

interface Step {
  readonly kind: 'article' | 'stub' | 'views'
  readonly id: string
  readonly number: number
}

const everyStep: readonly Step[] = ['a', 'b'].flatMap((id) => [
  ...[1, 2, 4].map((number): Step => ({ kind: 'article', id, number })),
  { kind: 'stub', id, number: id === 'a' ? 3 : 5 },
  ...[1, 2].map((number): Step => ({ kind: 'views', id, number })),
])

const deliveries = fc.record({
  order: fc
    .tuple(
      fc.shuffledSubarray([...everyStep], { minLength: everyStep.length }),
      fc.array(fc.constantFrom(...everyStep), { maxLength: 6 }),
    )
    .map(([all, again]) => [...all, ...again]),
  batch: fc.integer({ min: 1, max: 9 }),
})

function stepOf(university: string, { kind, id, number }: Step): SearchDocument | LiveViews {
  const ownId = `${university}-${id}`
  if (kind === 'views') return { id: ownId, live: number * 10, revision: number }
  if (kind === 'stub') return stub(ownId, number)
  return article(ownId, number, { university, title: words(`edition${number}`) })
}

async function deliver(index: SearchIndex, steps: readonly (SearchDocument | LiveViews)[]): Promise<void> {
  await index.apply(steps.filter((step) => 'kind' in step))
  await index.applyViews(steps.filter((step) => 'revision' in step))
}

async function stateOf(index: SearchIndex, university: string) {
  const filters = { universities: [university] }
  const page = await index.query(query({ filters }))
  return {
    stored: await index.get([`${university}-a`, `${university}-b`]),
    visible: page.hits.map(({ id, version, views }) => ({ id, version, views })),
    newest: await find(index, { filters, terms: [term('edition4')] }),
    older: await find(index, { filters, terms: [term('edition1'), term('edition2')], match: 'any' }),
  }
}

/** The newest version of `a` is an article, that of `b` a stub. */
function expectedState(university: string, order: readonly Step[]) {
  const a = `${university}-a`
  const b = `${university}-b`
  expect(order.length).toBeGreaterThanOrEqual(everyStep.length)
  return {
    stored: [
      { document: stepOf(university, { kind: 'article', id: 'a', number: 4 }), views: 20 },
      { document: stub(b, 5), views: 0 },
    ],
    visible: [{ id: a, version: 4, views: 20 }],
    newest: [a],
    older: [],
  }
}
