import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registered } from '../article-registry.ts'
import { article } from '../harness/articles.ts'
import { openViewsStore } from './open-store.ts'

const first = registered(article({ sourceId: '1' }))
const second = registered(
  article({ sourceId: '2', status: 'withdrawn', baseline: { count: 9, observedAt: '2019-04-24T08:42:56Z' } }),
)
const place = (position: number, generation = 'g') => ({
  generation,
  position,
  newest: { sequence: position, eventId: `event ${position}` },
})
const totals = (sequence: number, day: string, live: number, all: number, revision: number) => ({
  sequence,
  payload: {
    article: first.id,
    day,
    live,
    totals: { article: first.id, live: all, unique: all, rejected: { robot: revision }, revision },
  },
})

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uniwire-views-'))
  file = join(folder, 'views-store.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const reopened = <T>(look: (store: ReturnType<typeof openViewsStore>) => T): T => {
  using store = openViewsStore(file)
  return look(store)
}

describe('the store', () => {
  it('has articles, totals and both places again after a restart', () => {
    reopened((store) => {
      store.changeArticles(
        [
          { kind: 'put', article: first },
          { kind: 'put', article: second },
        ],
        place(7),
      )
      store.applyTotals([totals(3, '2026-11-22', 4, 5, 6)], place(3, 'h'))
    })
    reopened((store) => {
      expect([...store.articles()]).toEqual([first, second])
      expect([store.place('articles'), store.place('totals')]).toEqual([place(7), place(3, 'h')])
      expect([...store.revisions()]).toEqual([{ article: first.id, revision: 6 }])
      expect(store.seeds('', 9)).toEqual([
        {
          totals: { article: first.id, live: 5, unique: 5, rejected: { robot: 6 }, revision: 6 },
          days: { '2026-11-22': 4 },
        },
      ])
      expect(store.seeds(first.id, 9)).toEqual([])
    })
  })

  it('keeps the newest revision of an article whatever order its days come in, and each day', () => {
    reopened((store) =>
      store.applyTotals(
        [
          totals(3, '2026-11-22', 4, 5, 6),
          totals(4, '2026-11-20', 1, 1, 1),
          totals(5, '2026-11-22', 6, 7, 8),
        ],
        place(5),
      ),
    )
    expect(reopened((store) => store.seeds('', 9))).toMatchObject([
      { totals: { live: 7, revision: 8 }, days: { '2026-11-20': 1, '2026-11-22': 6 } },
    ])
  })

  it('takes an article away whose content is not known, and no totals with it', () => {
    reopened((store) => {
      store.changeArticles([{ kind: 'put', article: first }], place(1))
      store.applyTotals([totals(1, '2026-11-22', 4, 5, 6)], place(1))
      store.changeArticles([{ kind: 'hide', id: first.id }], place(2))
    })
    reopened((store) => {
      expect([...store.articles()]).toEqual([{ ...first, isVisible: false }])
      expect([...store.revisions()]).toHaveLength(1)
    })
  })

  it('forgets one stream and not the other', () => {
    reopened((store) => {
      store.changeArticles([{ kind: 'put', article: first }], place(1))
      store.applyTotals([totals(1, '2026-11-22', 4, 5, 6)], place(1))
      store.forget('articles')
    })
    reopened((store) => {
      expect([...store.articles(), store.place('articles')]).toEqual([undefined])
      expect([...store.revisions()]).toHaveLength(1)
      store.forget('totals')
    })
    reopened((store) => {
      expect([...store.revisions(), store.place('totals')]).toEqual([undefined])
      expect(store.seeds('', 9)).toEqual([])
    })
  })

  it('changes nothing when it cannot change everything', () => {
    const broken = { ...first, baseline: { count: 1.5, observedAt: '' } }
    const change = () =>
      reopened((store) =>
        store.changeArticles(
          [
            { kind: 'put', article: second },
            { kind: 'put', article: broken },
          ],
          place(1),
        ),
      )
    expect(change).toThrow('REAL')
    expect(reopened((store) => [...store.articles(), store.place('articles')])).toEqual([undefined])
  })

  it.each([
    ['another program’s', 'not a database, but long enough to be read as the header of one'.repeat(40)],
    ['empty, as a start that was killed leaves it', ''],
  ])('begins anew where the file is %s', (_, content) => {
    writeFileSync(file, content)
    expect(reopened((store) => [...store.articles(), store.place('articles')])).toEqual([undefined])
  })
})
