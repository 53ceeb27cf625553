import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Distributed, Engines } from '../harness/distributed.ts'
import { createDistributed, hasEngines, startEngines } from '../harness/distributed.ts'
import type { Engine } from '../harness/engines/engine.ts'
import type { Written } from '../harness/reading.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { documentsOf, knownOf, PUBLIC_URL, tellStories, titlesFor, view } from './newswire.ts'
import type { Story } from './newswire.ts'
import { expectDone } from './uniwire.ts'

const SLOW_MS = 300_000
const PATIENCE_MS = 120_000

/** What readers see, whatever process they ask. */
interface State {
  readonly documents: object
  readonly known: object
}

describe.runIf(hasEngines())('five services whose log is restored under them', () => {
  let engines: Engines
  let wire: Distributed
  let university: TestUniversity
  let story: Story
  let folder = ''
  let nats: Readonly<Record<string, string>>

  beforeAll(async () => {
    engines = await startEngines()
    folder = await mkdtemp(join(tmpdir(), 'uniwire-restored-'))
    nats = { NATS_URL: engines.nats.url, UNIWIRE_NAMESPACE: `t${randomUUID().slice(0, 8)}` }
    const settings = { ...nats, UNIWIRE_PUBLIC_URL: PUBLIC_URL }
    wire = await createDistributed(engines, { settings })
    await wire.start()
    university = await registerUniversity(wire.url, 'growing')
    story = await tellStories(university)
    await view(wire.url, story.published.id, 3)
  }, SLOW_MS)
  afterAll(async () => {
    await wire?.[Symbol.asyncDispose]()
    await engines?.[Symbol.asyncDispose]()
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  }, SLOW_MS)

  /** While NATS is away, or just back, a write is 503 and is repeated. */
  const accepted = (what: string, write: () => Promise<Response>): Promise<Response> =>
    waitUntil(
      `${what} to be accepted`,
      async () => {
        const answer = await write()
        return answer.status === 503 ? undefined : answer
      },
      PATIENCE_MS,
    )
  const publish = async (sourceId: string, title: string): Promise<number> => {
    const article = { title, bodyText: `${title}, подробно.`, language: 'ru' }
    const response = await accepted(sourceId, () => university.put(sourceId, article))
    expect(response.status).toBe(201)
    return ((await response.json()) as Written).sequence
  }
  const isReady = async () => (await fetch(`${wire.url}/readyz`).catch(() => undefined))?.ok
  const stateAt = async (sequence: number): Promise<State> => {
    const documents = await documentsOf(wire.url, sequence)
    return { documents, known: await knownOf(wire.url, sequence) }
  }
  /** Every process goes on running; nobody is restarted. */
  const expectState = async (sequence: number, state: State) => {
    const wanted = JSON.stringify(state)
    await waitUntil(
      'all projections to be made anew',
      // On the way a service may say 503 between two questions.
      async () =>
        (await isReady()) && JSON.stringify(await stateAt(sequence).catch(() => undefined)) === wanted,
      PATIENCE_MS,
    ).catch(async (error: unknown) => {
      expect(await stateAt(sequence)).toEqual(state)
      throw error
    })
    expect(Object.values(wire.processes).every((each) => each.running())).toBe(true)
  }
  const settled = async (sequence: number): Promise<State> => {
    await waitUntil('readiness', async () => isReady(), PATIENCE_MS)
    let last = await stateAt(sequence)
    await waitUntil(
      'the totals of views to have come everywhere',
      async () => {
        const [before, now] = [last, await stateAt(sequence)]
        last = now
        return JSON.stringify(before) === JSON.stringify(now) && JSON.stringify(now).includes('"live":3')
      },
      PATIENCE_MS,
    )
    return last
  }

  it(
    'from an older store: they show exactly what it holds, and what is written next is not hidden',
    async () => {
      const before = await settled(story.last)
      const backup = join(folder, 'store')
      await copyStore(engines.nats, backup)
      await publish('lost', 'Потеряно вместе с диском')
      const withdrawn = await accepted('the withdrawal', () =>
        university.call('POST', '/articles/published/withdraw', { reason: 'Позже' }),
      )
      expect(withdrawn.status).toBe(200)
      expect((await stateAt(story.last + 2)).known).not.toEqual(before.known)
      await replaceStore(engines.nats, backup)
      await expectState(story.last, before)

      const sequence = await publish('next', 'Следующая за потерянной')
      expect(sequence).toBe(story.last + 1)
      await documentsOf(wire.url, sequence)
      expect((await titlesFor(wire.url, 'следующая за потерянной', sequence))[0]).toBe(
        'Следующая за потерянной',
      )
    },
    SLOW_MS,
  )

  it(
    'from a backup of the streams, into streams that were deleted: the same, as another generation',
    async () => {
      const last = await publish('kept', 'Есть в резервной копии')
      const before = await settled(last)
      await expectDone(['backup', '--to', join(folder, 'backup')], nats)
      await publish('gone', 'Нет в резервной копии')
      await stateAt(last + 1)
      const generation = await generationOf(nats)
      await deleteStreams(nats)
      await expectDone(['restore', '--from', join(folder, 'backup')], nats)
      expect(await generationOf(nats)).not.toBe(generation)
      await expectState(last, before)

      const sequence = await publish('onward', 'Дальше как ни в чём не бывало')
      expect(sequence).toBe(last + 1)
      await documentsOf(wire.url, sequence)
      expect(await titlesFor(wire.url, '"нет в резервной"', sequence)).not.toContain('Нет в резервной копии')
    },
    SLOW_MS,
  )
})

async function copyStore(nats: Engine, to: string): Promise<void> {
  await nats.stop()
  await cp(join(nats.folder, 'data'), to, { recursive: true })
  await nats.restart()
}

async function replaceStore(nats: Engine, by: string): Promise<void> {
  await nats.stop()
  await rm(join(nats.folder, 'data'), { recursive: true })
  await cp(by, join(nats.folder, 'data'), { recursive: true })
  await nats.restart()
}

type Where = Readonly<Record<string, string>>

async function deleteStreams({ NATS_URL = '', UNIWIRE_NAMESPACE }: Where): Promise<void> {
  await using connection = await connect({ servers: NATS_URL })
  const jsm = await jetstreamManager(connection)
  for await (const { config } of jsm.streams.list()) {
    if (config.name.startsWith(`${UNIWIRE_NAMESPACE}_`)) await jsm.streams.delete(config.name)
  }
}

async function generationOf({ NATS_URL = '', UNIWIRE_NAMESPACE }: Where): Promise<string | undefined> {
  await using connection = await connect({ servers: NATS_URL })
  const jsm = await jetstreamManager(connection)
  return (await jsm.streams.info(`${UNIWIRE_NAMESPACE}_UNIWIRE`)).config.metadata?.['uniwire-generation']
}
