import type { ViewCounter } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { OPERATOR_KEY, openPlace } from './harness/place.ts'

const one = article({ baseline: { count: 488, observedAt: '2019-04-24T08:42:56Z' } })
const two = article({ sourceId: '42' })
const hidden = article({ sourceId: 'w' })
let open: AsyncDisposableStack
let place: Place
let views: Running
let counter: Awaited<ReturnType<Place['openCounter']>>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  for (const each of [one, two, hidden]) await place.append(each)
  views = open.use(await place.start({ counter, totalsEveryMs: 5 }))
})
afterEach(() => open.disposeAsync())

const read = async (id: string, times: number) => {
  for (let n = 0; n < times; n += 1)
    await views.beacon({ article: id }, { address: `${place.clock.now()} ${n}` })
}
const json = async (path: string, init: Parameters<Running['send']>[1] = {}): Promise<unknown> =>
  (await views.send(path, init)).json()
const daysOf = async (query: string) => {
  const { days } = (await json(`/v1/views/days?${query}`)) as { days: { day: string; views: number }[] }
  return days
}
/** Two of the one and one of the other yesterday, one of the one today, one of what is hidden then. */
async function twoDays() {
  place.clock.set('2026-11-21T10:00:00Z')
  await read(one.id, 2)
  await read(two.id, 1)
  await read(hidden.id, 1)
  place.clock.set('2026-11-22T10:00:00Z')
  await read(one.id, 1)
  await views.contains(await place.append({ ...hidden, status: 'withdrawn' }, 'article.withdrawn'))
  await vi.waitFor(async () =>
    expect(await daysOf('university=nura')).toContainEqual({ day: '2026-11-22', views: 1 }),
  )
}

describe('GET /v1/views/days', () => {
  it('has every day of the range, of an article and of a university, without what nobody may see', async () => {
    await twoDays()
    const range = 'from=2026-11-20&to=2026-11-22'
    expect(await json(`/v1/views/days?article=nura/41&${range}`)).toEqual({
      from: '2026-11-20',
      to: '2026-11-22',
      days: [
        { day: '2026-11-20', views: 0 },
        { day: '2026-11-21', views: 2 },
        { day: '2026-11-22', views: 1 },
      ],
    })
    expect((await daysOf(`university=nura&${range}`)).map((each) => each.views)).toEqual([0, 3, 1])
    expect((await daysOf(`article=${hidden.id}&${range}`)).map((each) => each.views)).toEqual([0, 0, 0])
    expect((await daysOf('university=nowhere')).map((each) => each.views)).toEqual(Array(30).fill(0))
  })

  it('is of 30 days up to today unless told otherwise, and of 400 at most', async () => {
    const days = await daysOf('article=nura/41')
    expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([30, '2026-10-24', '2026-11-22'])
    const status = async (query: string) => (await views.send(`/v1/views/days?${query}`)).status
    expect(await status('article=x&from=2025-10-19')).toBe(200)
    expect(await status('article=x&from=2025-10-18')).toBe(400)
    expect(await status('article=x&from=2026-11-23')).toBe(400)
    expect(await status('article=x&from=yesterday')).toBe(400)
    expect(await status('')).toBe(400)
    expect(await status('article=x&university=nura')).toBe(400)
  })
})

describe('GET /v1/views/universities/{slug}', () => {
  it('is a table of articles and days, as CSV and as JSON', async () => {
    await twoDays()
    const csv = await views.send('/v1/views/universities/nura.csv?from=2026-11-01')
    expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('Content-Disposition')).toBe(
      'attachment; filename="views-nura-2026-11-01-2026-11-22.csv"',
    )
    const lines = [`${one.id},2026-11-21,2`, `${one.id},2026-11-22,1`, `${two.id},2026-11-21,1`].toSorted()
    expect(await csv.text()).toBe(['article,day,views', ...lines, ''].join('\r\n'))
    const ofOne = {
      article: one.id,
      live: 3,
      baseline: 488,
      days: [
        { day: '2026-11-21', views: 2 },
        { day: '2026-11-22', views: 1 },
      ],
    }
    const ofTwo = { article: two.id, live: 1, baseline: 0, days: [{ day: '2026-11-21', views: 1 }] }
    expect(await json('/v1/views/universities/nura.json?from=2026-11-01')).toEqual({
      university: 'nura',
      from: '2026-11-01',
      to: '2026-11-22',
      articles: [ofOne, ofTwo].toSorted((a, b) => (a.article < b.article ? -1 : 1)),
    })
  })

  it('is empty, and whole, of a university without articles; nothing has another name', async () => {
    expect(await (await views.send('/v1/views/universities/nobody.csv')).text()).toBe('article,day,views\r\n')
    expect(await json('/v1/views/universities/nobody.json')).toMatchObject({ articles: [] })
    expect((await views.send('/v1/views/universities/nura.xml')).status).toBe(404)
    expect((await views.send('/v1/views/universities/-.csv')).status).toBe(404)
  })
})

describe('GET /v1/views/explain', () => {
  it('tells what a count is made of, by reason, with the old site’s and what the log has', async () => {
    await read(one.id, 2)
    await views.beacon({ article: one.id, event: 'r' }, { headers: { 'User-Agent': 'curl/8' } })
    await views.beacon({ article: one.id, event: 'p' }, { headers: { 'Sec-Purpose': 'prefetch' } })
    await vi.waitFor(async () =>
      expect(await json(`/v1/views/explain?article=nura/41`)).toEqual({
        article: one.id,
        rules: 2,
        total: 490,
        live: 2,
        unique: 2,
        rejected: { robot: 1, prefetch: 1 },
        baseline: { count: 488, observedAt: '2019-04-24T08:42:56Z' },
        logged: { live: 2, revision: 4 },
        asOf: place.clock.now(),
      }),
    )
  })

  it('says nothing of what readers cannot see', async () => {
    await read(hidden.id, 3)
    await views.contains(await place.append({ ...hidden, status: 'withdrawn' }, 'article.withdrawn'))
    expect(await json(`/v1/views/explain?article=${hidden.id}`)).toMatchObject({
      total: 0,
      live: 0,
      rejected: {},
      logged: null,
      asOf: null,
    })
  })
})

describe('the operator’s audit and rebuild', () => {
  const headers = { Authorization: `Bearer ${OPERATOR_KEY}` }
  const audit = () => json('/v1/views/audit', { headers })
  const rebuild = () => json('/v1/views/rebuild', { method: 'POST', headers })

  it('find nothing where the counters and the log agree', async () => {
    await twoDays()
    const same = { articles: 3, lost: 0, unpublished: 0, differences: [] }
    await vi.waitFor(async () => expect(await audit()).toEqual(same))
    expect(await rebuild()).toEqual(same)
  })

  it('report what was lost, and fill it from the log', async () => {
    await twoDays()
    await vi.waitFor(async () => expect(await audit()).toMatchObject({ articles: 3, unpublished: 0 }))
    await views[Symbol.asyncDispose]()
    const empty = open.use(await place.openCounter())
    let isSilent = true
    const silent: ViewCounter = {
      ...empty,
      seed: (seeds) => (isSilent ? Promise.resolve() : empty.seed(seeds)),
    }
    views = open.use(await place.start({ counter: silent }))
    expect(await audit()).toMatchObject({
      articles: 3,
      lost: 3,
      differences: expect.arrayContaining([
        { article: one.id, kind: 'lost', counter: null, log: { live: 3, revision: 3 } },
      ]) as unknown,
    })
    isSilent = false
    expect(await rebuild()).toMatchObject({ articles: 3, lost: 3 })
    expect(await audit()).toMatchObject({ articles: 3, lost: 0, differences: [] })
    expect(await empty.totals([one.id])).toMatchObject([{ live: 3 }])
  })

  it('are the operator’s alone', async () => {
    for (const [path, method] of [
      ['/v1/views/audit', 'GET'],
      ['/v1/views/rebuild', 'POST'],
    ] as const) {
      expect((await views.send(path, { method })).status).toBe(401)
      const wrong = { Authorization: 'Bearer someone-else-entirely' }
      expect((await views.send(path, { method, headers: wrong })).status).toBe(401)
    }
  })
})
