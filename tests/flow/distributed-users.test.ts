import { connect } from '@nats-io/transport-node'
import type { NatsConnection } from '@nats-io/transport-node'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startGuardedNats, startGuardedRedis } from '../harness/guarded-engines.ts'

/** The streams of log §1 that are there so far. */
const STREAMS = {
  UNIWIRE: ['article.>', 'university.>'],
  UNIWIRE_KEYS: ['key.>'],
  UNIWIRE_KEY_USES: ['used.>'],
  UNIWIRE_TOTALS: ['views.>'],
  UNIWIRE_HUB: ['hub.>'],
  UNIWIRE_RECEIPTS: ['receipt.>'],
  UNIWIRE_DEAD: ['dead.>', 'try.>'],
}

/** Who may send to which subject; whoever is not named may not. */
const RIGHTS: readonly (readonly [subject: string, ...owners: ServiceName[]])[] = [
  ['article.kaznu.1', 'intake'],
  ['university.kaznu', 'intake'],
  ['key.kaznu.1', 'intake'],
  ['used.kaznu.1', 'intake'],
  ['views.a.2026-01-01', 'views'],
  ['dead.search.1', 'indexer'],
  ['try.search.1', 'indexer'],
  ['dead.views.1', 'views'],
  ['try.views.1', 'views'],
  ['dead.feeds.1', 'syndicator'],
  ['try.feeds.1', 'syndicator'],
  ['dead.hub.1', 'syndicator'],
  ['hub.a-subscription', 'syndicator'],
  ['receipt.a-delivery', 'syndicator'],
  ['$JS.API.STREAM.CREATE.ANOTHER', 'intake'],
  ...Object.keys(STREAMS).flatMap((name) => [
    [`$JS.API.STREAM.CREATE.${name}`, 'intake'] as const,
    [`$JS.API.STREAM.UPDATE.${name}`, 'intake'] as const,
    [`$JS.API.STREAM.DELETE.${name}`] as const,
    [`$JS.API.STREAM.PURGE.${name}`] as const,
    [`$JS.API.STREAM.SNAPSHOT.${name}`] as const,
    [`$JS.API.STREAM.RESTORE.${name}`] as const,
  ]),
  ['$JS.API.STREAM.MSG.DELETE.UNIWIRE', 'intake'],
  ['$JS.API.STREAM.MSG.DELETE.UNIWIRE_KEYS'],
  ['$JS.API.STREAM.MSG.DELETE.UNIWIRE_TOTALS'],
  ['$JS.API.STREAM.MSG.DELETE.UNIWIRE_DEAD', 'intake'],
  ['$JS.API.STREAM.INFO.UNIWIRE_KEYS', 'intake'],
  ['$JS.API.STREAM.MSG.GET.UNIWIRE_KEYS', 'intake'],
  ['$JS.API.DIRECT.GET.UNIWIRE_KEYS', 'intake'],
  ['$JS.API.DIRECT.GET.UNIWIRE_KEYS.key.kaznu.1'],
  ['$JS.API.CONSUMER.CREATE.UNIWIRE_KEYS.x', 'intake'],
  ['$JS.API.CONSUMER.DURABLE.CREATE.UNIWIRE_KEYS.x'],
  ['$JS.API.CONSUMER.MSG.NEXT.UNIWIRE_KEYS.x', 'intake'],
  ['$JS.API.STREAM.MSG.GET.UNIWIRE_TOTALS', 'views', 'indexer'],
  ['$JS.API.STREAM.MSG.GET.UNIWIRE', ...SERVICES],
  ['$JS.API.DIRECT.GET.UNIWIRE_HUB', 'syndicator'],
  ['$JS.API.STREAM.MSG.GET.UNIWIRE_HUB', 'syndicator'],
  ['$JS.API.CONSUMER.CREATE.UNIWIRE_HUB.x', 'syndicator'],
  ['$JS.API.STREAM.LIST'],
  ['$JS.API.CONSUMER.DURABLE.CREATE.UNIWIRE.x', 'indexer'],
  ['$JS.API.CONSUMER.DURABLE.CREATE.UNIWIRE.hub', 'indexer', 'syndicator'],
  ['$JS.ACK.UNIWIRE.indexer-1.1.1.1.1.0', 'indexer'],
  ['$JS.ACK.UNIWIRE.hub.1.1.1.1.0', 'indexer', 'syndicator'],
  ...SERVICES.map((name) => [`_INBOX_${name}.forged-answer`] as const),
  ['$SYS.REQ.SERVER.PING'],
  ['anything'],
]

describe.runIf(hasEngine('nats', { own: true }))('NATS with the users of a deployment', () => {
  const opened = new AsyncDisposableStack()
  let nats: Awaited<ReturnType<typeof startGuardedNats>>
  let operator: NatsConnection
  const connections = new Map<ServiceName, NatsConnection>()

  beforeAll(async () => {
    nats = opened.use(await startGuardedNats())
    const as = async (user: string) => {
      const { password } = nats.signIn(user)
      const inboxPrefix = `_INBOX_${user}`
      const connection = await connect({ servers: nats.url, user, pass: password, inboxPrefix })
      opened.defer(() => connection.close())
      return connection
    }
    operator = await as('operator')
    for (const name of SERVICES) connections.set(name, await as(name))
    for (const [name, subjects] of Object.entries(STREAMS)) {
      const request = JSON.stringify({ name, subjects, storage: 'file', deny_purge: true })
      const made = await connections.get('intake')?.request(`$JS.API.STREAM.CREATE.${name}`, request)
      expect(made?.json()).toMatchObject({ did_create: true })
    }
  })
  afterAll(() => opened.disposeAsync())

  it.each(SERVICES)('lets %s do what is its own, and nothing else', async (name) => {
    const may = await Promise.all(
      RIGHTS.map(async ([subject]) => [subject, await maySend(connections.get(name), subject)]),
    )
    expect(may).toEqual(RIGHTS.map(([subject, ...owners]) => [subject, owners.includes(name)]))
  })

  it.each(SERVICES)('lets %s hear nothing but the answers to its own questions', async (name) => {
    const others = SERVICES.filter((other) => other !== name).map((other) => `_INBOX_${other}.>`)
    for (const subject of ['>', 'article.>', 'key.>', '$JS.>', '_INBOX.>', ...others]) {
      expect(await mayListen(connections.get(name), subject), subject).toBe(false)
    }
    expect(await mayListen(connections.get(name), `_INBOX_${name}.x`)).toBe(true)
  })

  it('turns no consumer into a writer: what it delivers is stored nowhere and asks for nothing', async () => {
    const views = connections.get('views')
    const update = { name: 'UNIWIRE_TOTALS', subjects: ['views.>'], sources: [{ name: 'UNIWIRE_KEYS' }] }
    const attempts: readonly (readonly [deliverTo: string, payload: object])[] = [
      ['article.kaznu.2', {}],
      ['$JS.API.STREAM.MSG.DELETE.UNIWIRE', { seq: 1, no_erase: true }],
      ['$JS.API.STREAM.UPDATE.UNIWIRE_TOTALS', update],
    ]
    await operator.request('article.kaznu.1', 'an article')
    const before = await streams()
    for (const [place, [deliverTo, payload]] of attempts.entries()) {
      await views?.request(`views.consumer.${place}`, JSON.stringify(payload))
      await push(`to-${place}`, `views.consumer.${place}`, deliverTo)
    }
    const heard = views?.subscribe('_INBOX_views.control', { max: 1 })
    await push('control', 'views.consumer.0', '_INBOX_views.control')
    for await (const { data } of heard ?? []) expect(new TextDecoder().decode(data)).toBe('{}')
    expect(await streams()).toEqual(before)

    async function push(consumer: string, subject: string, deliverTo: string) {
      const config = {
        name: consumer,
        filter_subject: subject,
        deliver_subject: deliverTo,
        deliver_policy: 'all',
        ack_policy: 'none',
      }
      const request = JSON.stringify({ stream_name: 'UNIWIRE_TOTALS', action: '', config })
      const made = await views?.request(
        `$JS.API.CONSUMER.CREATE.UNIWIRE_TOTALS.${consumer}.${subject}`,
        request,
      )
      expect(made?.json()).toMatchObject({ name: consumer })
    }
    async function streams() {
      const asked = ['UNIWIRE', 'UNIWIRE_KEYS', 'UNIWIRE_TOTALS'].map(async (name) => {
        const { config, state } = (await operator.request(`$JS.API.STREAM.INFO.${name}`)).json<{
          config: { sources?: object }
          state: { last_seq: number; num_deleted?: number }
        }>()
        const written = name === 'UNIWIRE_TOTALS' ? undefined : state.last_seq
        return { name, sources: config.sources, written, deleted: state.num_deleted }
      })
      return Promise.all(asked)
    }
  })
})

const COUNTED = 'uniwire:views:{v1}:article:x'
const COUNT_TWICE = `redis.call('HSET', KEYS[1], 'live', '1') redis.call('HSET', KEYS[1], 'revision', '1') return 1`

describe.runIf(hasEngine('redis', { own: true }))('Redis with the users of a deployment', () => {
  it('has after kill -9 what a script wrote in several steps', async () => {
    await using redis = await startGuardedRedis()
    const open = () => new Redis(redis.url, { ...redis.views, retryStrategy: () => 50 })
    const writer = open()
    await writer.eval(COUNT_TWICE, 1, COUNTED)
    writer.disconnect()
    await redis.kill()
    await redis.restart()
    const reader = open()
    expect(await reader.hgetall(COUNTED)).toEqual({ live: '1', revision: '1' })
    reader.disconnect()
  })
})

/** Whatever the server answers, or nobody, it let the question through. */
async function maySend(connection: NatsConnection | undefined, subject: string): Promise<boolean> {
  if (connection === undefined) throw new Error('nobody is connected')
  try {
    await connection.request(subject, '', { timeout: 10_000 })
  } catch (error) {
    if (/permissions violation/i.test(String(error))) return false
    if (!/no responders/i.test(String(error))) throw error
  }
  return true
}

async function mayListen(connection: NatsConnection | undefined, subject: string): Promise<boolean> {
  if (connection === undefined) throw new Error('nobody is connected')
  let refused: Error | undefined
  const callback = (error: Error | null) => void (refused = error ?? refused)
  const subscription = connection.subscribe(subject, { callback })
  await connection.flush()
  subscription.unsubscribe()
  // A refusal comes before the answer to the flush.
  return refused === undefined
}
