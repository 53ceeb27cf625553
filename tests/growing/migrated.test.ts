import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Distributed, Engines } from '../harness/distributed.ts'
import { createDistributed, hasEngines, startEngines } from '../harness/distributed.ts'
import { createStandalone } from '../harness/standalone.ts'
import type { Standalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { documentsOf, knownOf, PUBLIC_URL, tellStories, titlesFor, view } from './newswire.ts'
import type { Story } from './newswire.ts'
import { expectDone, uniwire } from './uniwire.ts'

const SLOW_MS = 240_000

describe.runIf(hasEngines())('a standalone that grows up', () => {
  let engines: Engines
  let wire: Standalone
  let grown: Distributed
  let university: TestUniversity
  let story: Story
  let before: { readonly documents: object; readonly known: object }
  let nats: Readonly<Record<string, string>>

  beforeAll(async () => {
    engines = await startEngines()
    wire = await createStandalone({ UNIWIRE_PUBLIC_URL: PUBLIC_URL, UNIWIRE_SAMPLE: 'on' })
    await wire.start()
    university = await registerUniversity(wire.url, 'growing')
    story = await tellStories(university)
    await view(wire.url, story.published.id, 3)
    const { last } = story
    before = { documents: await documentsOf(wire.url, last), known: await knownOf(wire.url, last) }
    const namespace = `t${randomUUID().slice(0, 8)}`
    nats = { NATS_URL: engines.nats.url, UNIWIRE_NAMESPACE: namespace }
    const settings = { UNIWIRE_PUBLIC_URL: PUBLIC_URL, UNIWIRE_NAMESPACE: namespace }
    grown = await createDistributed(engines, { settings })
  }, SLOW_MS)
  afterAll(async () => {
    await grown?.[Symbol.asyncDispose]()
    await wire?.[Symbol.asyncDispose]()
    await engines?.[Symbol.asyncDispose]()
  }, SLOW_MS)

  it(
    'is not copied while it runs',
    async () => {
      const { code, err } = await uniwire(['migrate', '--from', wire.folder], nats)
      expect([code, err]).toEqual([1, expect.stringMatching(/in use by process \d+/)])
    },
    SLOW_MS,
  )

  it(
    'is copied once it has stopped, and the same copy again changes nothing',
    async () => {
      await wire.stop()
      const first = JSON.parse(await expectDone(['migrate', '--from', wire.folder], nats))
      expect(first).toMatchObject({ copied: { UNIWIRE: story.last, UNIWIRE_TOTALS: 1 } })
      const again = JSON.parse(await expectDone(['migrate', '--from', wire.folder], nats)) as {
        copied: Record<string, number>
      }
      expect(new Set(Object.values(again.copied))).toEqual(new Set([0]))
    },
    SLOW_MS,
  )

  it(
    'is served by five services with the same guids, versions, bytes, entity tags and totals',
    async () => {
      await grown.start()
      expect(await documentsOf(grown.url, story.last)).toEqual(before.documents)
      await waitUntil(
        'the totals of views in search',
        async () => JSON.stringify(await knownOf(grown.url, story.last)) === JSON.stringify(before.known),
        60_000,
      )
      expect(await titlesFor(grown.url, 'вторая редакция', story.last)).toEqual(['Вторая редакция'])
      expect(await titlesFor(grown.url, 'отозвано навсегда', story.last)).toEqual([])
    },
    SLOW_MS,
  )

  it(
    'knows the keys of its universities, and goes on after the last sequence',
    async () => {
      const headers = { Authorization: `Bearer ${university.key}`, 'Content-Type': 'application/json' }
      const body = JSON.stringify({ title: 'Уже на пяти процессах', bodyText: 'Всё по-прежнему.' })
      const base = `${grown.url}/v1/universities/growing/articles`
      const put = await fetch(`${base}/grown`, { method: 'PUT', headers, body })
      expect(put.status).toBe(201)
      expect(((await put.json()) as { sequence: number }).sequence).toBe(story.last + 1)
      const revised = await (await fetch(`${base}/revised`, { headers })).json()
      expect(revised).toMatchObject({ id: story.revised.id, version: 2 })
      await documentsOf(grown.url, story.last + 1)
      expect((await titlesFor(grown.url, 'уже на пяти процессах', story.last + 1))[0]).toBe(
        'Уже на пяти процессах',
      )
    },
    SLOW_MS,
  )

  it(
    'is not copied into streams that have gone on since',
    async () => {
      const { code, err } = await uniwire(['migrate', '--from', wire.folder], nats)
      expect([code, err]).toEqual([1, expect.stringContaining('neither empty nor the beginning of a copy')])
    },
    SLOW_MS,
  )
})
