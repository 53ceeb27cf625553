import type { ArticleLanguage } from '@uniwire/newsroom'
import { describe, expect, it, vi } from 'vitest'
import { createArticleRegistry, registered } from './article-registry.ts'
import { article } from './harness/articles.ts'
import type { Ranked } from './rankings.ts'
import { createRankings } from './rankings.ts'

const NOON = Date.parse('2026-11-22T12:00:00Z')

/** A counter of one list, a registry with what is in it, and a clock. */
function place(articles: readonly ReturnType<typeof article>[]) {
  const registry = createArticleRegistry()
  for (const each of articles) registry.put(registered(each))
  const errors: unknown[] = []
  let nowMs = NOON
  let tookMs = 0
  let fails = false
  let asked = 0
  let list: readonly Ranked[] = articles.map((each, n) => ({ article: each.id, views: articles.length - n }))
  const rankings = createRankings({
    counter: {
      mostRead() {
        asked += 1
        nowMs += tookMs
        return fails ? Promise.reject(new Error('away')) : Promise.resolve(list)
      },
    },
    registry,
    now: () => new Date(nowMs).toISOString(),
    keptMs: 5_000,
    onError: (error) => errors.push(error),
  })
  return {
    registry,
    errors,
    asked: () => asked,
    forwardMs: (ms: number) => (nowMs += ms),
    takes: (ms: number) => (tookMs = ms),
    fail: (value: boolean) => (fails = value),
    become: (next: readonly Ranked[]) => (list = next),
    first: (query: { readonly university?: string; readonly language?: ArticleLanguage } = {}) =>
      rankings.first({ windowHours: 24, ...query }, 20),
  }
}

const many = Array.from({ length: 200 }, (_, n) => article({ sourceId: String(n) }))
const [one = article(), two = article()] = many
const counted = (views: number) => [{ article: one.id, views }]

describe('a ranking', () => {
  it('of very many articles lets others be answered while it is made', async () => {
    const { first, become } = place(many)
    become(
      Array.from({ length: 10_000 }, (_, n) => ({ article: many[n % 200]?.id ?? '', views: 10_000 - n })),
    )
    const answered: string[] = []
    const made = first().finally(() => answered.push('ranking'))
    for (let n = 0; n < 3; n += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      answered.push('another')
    }
    await made
    expect(answered).toEqual(['another', 'another', 'another', 'ranking'])
  })

  it('is made once for all that ask while it is good, however many ask at once', async () => {
    const { first, asked, forwardMs } = place(many)
    const lists = await Promise.all([first(), first(), first({ university: 'nura' })])
    forwardMs(4_999)
    await first()
    expect(asked()).toBe(1)
    expect(lists[0]).toEqual(many.slice(0, 20).map((each, n) => ({ article: each.id, views: 200 - n })))
    expect(lists[2]).toEqual(lists[0])
  })

  it('is answered while the next one is made, and replaced by it', async () => {
    const { first, forwardMs, become } = place([one])
    await first()
    become(counted(9))
    forwardMs(5_000)
    expect(await first()).toEqual(counted(1))
    expect(await first()).toEqual(counted(9))
  })

  it('is not answered when it is five minutes old, or made by a clock that was set back', async () => {
    const { first, forwardMs, become } = place([one])
    await first()
    become(counted(9))
    forwardMs(300_001)
    expect(await first()).toEqual(counted(9))
    become(counted(10))
    forwardMs(-3_600_000)
    expect(await first()).toEqual(counted(10))
  })

  it('is made the more seldom the longer it takes', async () => {
    const { first, asked, forwardMs, takes } = place([one])
    takes(1_000)
    await first()
    forwardMs(29_999)
    await first()
    expect(asked()).toBe(1)
    forwardMs(1)
    await first()
    expect(asked()).toBe(2)
  })

  it('loses at once what was withdrawn, and stays full without it', async () => {
    const { first, registry, asked } = place(many)
    await first()
    for (const each of many.slice(0, 40)) registry.hide(each.id)
    expect((await first()).map((each) => each.article)).toEqual(many.slice(40, 60).map((each) => each.id))
    expect(asked()).toBe(1)
  })

  it('stays when the next one cannot be made, which somebody learns; the first one fails aloud', async () => {
    const { first, forwardMs, fail, errors } = place([one])
    fail(true)
    await expect(first()).rejects.toThrow('away')
    fail(false)
    await first()
    fail(true)
    forwardMs(6_000)
    expect(await first()).toEqual(counted(1))
    await vi.waitFor(() => expect(errors).toHaveLength(1))
    expect(await first()).toEqual(counted(1))
  })

  it('puts equal counts in the order of their ids', async () => {
    const { first, become } = place([one, two, article({ sourceId: 'ru', language: 'ru' })])
    const ids = [one.id, two.id, article({ sourceId: 'ru' }).id].toSorted()
    become(ids.map((id) => ({ article: id, views: 3 })))
    expect((await first()).map((each) => each.article)).toEqual(ids)
  })
})
