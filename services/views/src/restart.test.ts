import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { STREAMS } from '@uniwire/events'
import type { EventLogs } from '@uniwire/ports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { article } from './harness/articles.ts'
import type { Place, Running } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

const known = article({ baseline: { count: 488, observedAt: '2019-04-24T08:42:56Z' } })
const withdrawn = article({ sourceId: 'w', status: 'withdrawn' })
let open: AsyncDisposableStack
let place: Place
let counter: Awaited<ReturnType<Place['openCounter']>>
let databaseFile = ''

beforeEach(async () => {
  open = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-views-'))
  open.defer(() => rmSync(folder, { recursive: true }))
  databaseFile = join(folder, 'views-store.db')
  place = open.use(await openPlace())
  counter = open.use(await place.openCounter())
  await place.append(known)
  await place.append(withdrawn, 'article.withdrawn')
})
afterEach(() => open.disposeAsync())

/** The same logs, with the sequence after which each stream was followed. */
function watched(logs: EventLogs) {
  const followed = new Map<string, number[]>()
  const watching: EventLogs = {
    async open(spec) {
      const log = await logs.open(spec)
      return {
        ...log,
        follow(query) {
          followed.set(spec.name, [...(followed.get(spec.name) ?? []), query.after])
          return log.follow(query)
        },
      }
    },
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
  return { logs: watching, followed: (name: string) => followed.get(name) }
}

const answers = (views: Running) => views.service.views.totals([known.id, withdrawn.id])

describe('a restart', () => {
  it('reads on where the store has come to, and knows every article from it', async () => {
    const before = await place.start({ counter, databaseFile })
    await before.beacon({ article: known.id, event: 'e' })
    const said = await answers(before)
    await before[Symbol.asyncDispose]()
    const spy = watched(place.logs)
    await using after = await place.start({ counter, databaseFile, logs: spy.logs })
    expect(spy.followed(STREAMS.log.name)).toEqual([await place.log.end()])
    expect(await answers(after)).toEqual(said)
    expect(said).toMatchObject([{ total: 489, baseline: 488 }, { asOf: null }])
    await after.contains(await place.append({ ...known, status: 'withdrawn' }, 'article.withdrawn'))
    expect(await answers(after)).toMatchObject([{ asOf: null }, { asOf: null }])
  })

  it('with another log begins anew: nothing of the old one stays', async () => {
    const before = await place.start({ counter, databaseFile })
    await before[Symbol.asyncDispose]()
    await using other = await openPlace()
    const theirs = article({ sourceId: 'theirs' })
    await other.append(theirs)
    await using after = await other.start({ counter, databaseFile })
    expect(await after.service.views.totals([known.id, theirs.id])).toMatchObject([
      { asOf: null },
      { asOf: other.clock.now() },
    ])
  })

  it('with a log that ends before the store does begins anew', async () => {
    const before = await place.start({ counter, databaseFile })
    await before.contains(await place.append(article({ sourceId: 'later' })))
    await before[Symbol.asyncDispose]()
    const spy = watched({
      async open(spec) {
        const log = await place.logs.open(spec)
        return spec.name === STREAMS.log.name ? { ...log, end: () => Promise.resolve(1) } : log
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
    await using after = await place.start({ counter, databaseFile, logs: spy.logs })
    expect(spy.followed(STREAMS.log.name)).toEqual([0])
    expect(await answers(after)).toMatchObject([{ total: 488 }, { asOf: null }])
  })
})
