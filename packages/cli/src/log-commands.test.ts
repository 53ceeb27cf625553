import { describe, expect, it } from 'vitest'
import { answering, uniwire, withFiles } from './cli.fixture.ts'

/** Engines are loaded for these, on a machine that may be busy. */
const SLOW_MS = 120_000

describe('uniwire restore', () => {
  it('undoes a withdrawal when an article is named', async () => {
    await using server = await answering(200, { id: 'x', status: 'published' })
    const { code } = await uniwire(['restore', 'nura', 'news/1'], {
      UNIWIRE_URL: server.url,
      UNIWIRE_KEY: 'k',
    })
    expect([code, server.received.map(({ line }) => line)]).toEqual([
      0,
      ['POST /v1/universities/nura/articles/news%2F1/restore'],
    ])
  })

  it('wants to know what: an article, or a backup', async () => {
    for (const words of [[], ['nura'], ['nura', 'news/1', '--from', 'backup']]) {
      const { code, err } = await uniwire(['restore', ...words])
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('name an article (slug and sourceId), or a backup'),
      ])
    }
  })

  it(
    'names the line of a list that is no erasure, before anything is written',
    async () => {
      await using files = await withFiles({ 'list.ndjson': '\n{"id":"x"}\n' })
      const { code, err } = await uniwire([
      'restore', '--from', files.path('none'), '--data', files.path('data'), '--erasures', files.path('list.ndjson'),
    ]) // prettier-ignore
      expect([code, err]).toEqual([1, expect.stringContaining('line 2 is no erasure')])
    },
    SLOW_MS,
  )
})

describe('uniwire migrate, backup and erasures', () => {
  it(
    'name the setting that is missing, and the folder that holds no log',
    async () => {
      await using files = await withFiles({})
      const none = await uniwire(['migrate', '--from', files.path('none')])
      expect([none.code, none.err]).toEqual([1, expect.stringContaining('holds no log.db')])
      const wrong = await uniwire(['erasures'], { NATS_URL: 'http://127.0.0.1' })
      expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('NATS_URL: must be nats://')])
    },
    SLOW_MS,
  )

  it('ask the standalone when no NATS is named, with the operator’s key', async () => {
    await using server = await answering(201, { files: [] })
    const operator = { UNIWIRE_URL: server.url, UNIWIRE_OPERATOR_KEY: 'op' }
    await uniwire(['backup', '--to', '/backups/one'], operator)
    await uniwire(['erasures'], operator)
    expect(server.received.map(({ line, key }) => [line, key])).toEqual([
      ['POST /v1/backups?folder=%2Fbackups%2Fone', 'Bearer op'],
      ['GET /v1/erasures', 'Bearer op'],
    ])
  })

  it('say where nobody answered', async () => {
    const { code, err } = await uniwire(['erasures'], { UNIWIRE_URL: 'http://127.0.0.1:9' })
    expect([code, err]).toEqual([1, expect.stringContaining('no answer from http://127.0.0.1:9')])
  })
})
