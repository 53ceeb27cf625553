import { describe, expect, it } from 'vitest'
import { createLayout } from './layout.ts'
import { recordCalls, timed } from './record-views.ts'

const NOW = Date.parse('2026-11-22T10:00:00.000Z')
const layout = createLayout('test:')

const viewsOf = (articles: number, each: number) =>
  timed(
    Array.from({ length: articles * each }, (_, n) => ({
      id: `event-${n}`,
      article: `article-${n % articles}`,
      visitor: `visitor-${n}`,
      at: '2026-11-22T10:00:00.000Z',
    })),
  )
const callsOf = (views: ReturnType<typeof viewsOf>, isCluster: boolean) =>
  recordCalls(layout, views, { now: NOW, firstTurn: 1, isCluster })
const tagsOf = (keys: readonly string[]) => new Set(keys.map((key) => /\{(\w+)\}/.exec(key)?.[1]))

describe('views on their way to Redis', () => {
  it('go to a single Redis in one call, whatever their articles, and in more only where they are many', () => {
    const [call, ...more] = callsOf(viewsOf(200, 1), false)
    expect(more).toEqual([])
    expect(tagsOf(call?.call.keys ?? []).size).toBeGreaterThan(50)
    expect(callsOf(viewsOf(100, 5), false)).toHaveLength(2)
  })

  it('go to a cluster in calls whose keys all lie in one slot', () => {
    const views = viewsOf(200, 1)
    const calls = callsOf(views, true)
    expect(calls.map(({ call }) => tagsOf(call.keys).size)).toEqual(calls.map(() => 1))
    expect(calls.flatMap(({ places }) => places).toSorted((a, b) => a - b)).toEqual(
      views.map(({ place }) => place),
    )
  })

  it('name no key twice in a call, and each view of an article in its order', () => {
    for (const { call, places } of callsOf(viewsOf(20, 10), false)) {
      expect(new Set(call.keys).size).toBe(call.keys.length)
      const ofArticle = places.filter((place) => place % 20 === 7)
      expect(ofArticle).toEqual(ofArticle.toSorted((a, b) => a - b))
    }
  })
})
