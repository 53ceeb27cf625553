import { describe, expect, it } from 'vitest'
import { idOf, visible } from '../harness/documents.ts'
import { openPlace } from '../harness/place.ts'
import { parsePage, select, textOf } from '../pages/parsed-page.fixture.ts'
import { sincePublished } from './view-days.ts'
import type { FetchViews } from './views-client.ts'

const DAYS = [
  { day: '2026-11-20', views: 0 },
  { day: '2026-11-21', views: 4 },
  { day: '2026-11-22', views: 2 },
]
const NAMES = { kk: 'Нұра', ru: 'Нура', en: 'Nura' }

async function openSite(fetchViews: FetchViews) {
  const place = await openPlace({ fetchViews })
  await place.register('nura', NAMES)
  await place.put(visible({ sourceId: '1', title: 'Ice on the Nura' }))
  await place.reached(1)
  return place
}

describe('views by day on the pages', () => {
  it('are those that views tells of the article, and of the university', async () => {
    const asked: string[] = []
    await using place = await openSite((path) => {
      asked.push(path)
      const body = path.startsWith('/v1/views/days')
        ? { from: '2026-11-20', to: '2026-11-22', days: DAYS }
        : { views: [{ total: 6, baseline: 0 }], articles: [] }
      return Promise.resolve(Response.json(body))
    })
    for (const path of [`/en/articles/${idOf('1')}`, '/en/universities/nura']) {
      const page = parsePage(await (await place.get(path)).text())
      expect(select(page, 'td').map(textOf), path).toEqual(['0', '4', '2'])
    }
    await place.get(`/ru/articles/${idOf('1')}`)
    expect(asked.filter((path) => path.includes('days'))).toEqual([
      `/v1/views/days?article=${idOf('1')}`,
      '/v1/views/days?university=nura',
    ])
  })

  it.each([
    ['are away', () => Promise.reject(new Error('connection refused'))],
    ['answer an error', () => Promise.resolve(new Response('no', { status: 503 }))],
    [
      'answer something else',
      () => Promise.resolve(Response.json({ days: [{ day: '<b>', views: 'many' }] })),
    ],
  ] as const)('are left out when views %s, and the page is there all the same', async (_, fetchViews) => {
    await using place = await openSite(fetchViews)
    for (const path of [`/en/articles/${idOf('1')}`, '/en/universities/nura']) {
      const answer = await place.get(path)
      const page = parsePage(await answer.text())
      expect([answer.status, select(page, '.view-days').length], path).toEqual([200, 0])
    }
  })

  it('of an article begin with its publication, or with the first view before that', () => {
    const from = (publishedAt: string) => sincePublished(DAYS, { publishedAt })?.map(({ day }) => day)
    expect(from('2019-01-01')).toHaveLength(3)
    expect(from('2026-11-21T23:00:00Z')).toEqual(['2026-11-21', '2026-11-22'])
    expect(from('2026-11-22')).toEqual(['2026-11-21', '2026-11-22'])
    expect(sincePublished(undefined, { publishedAt: '2026-11-22' })).toBeUndefined()
  })
})
