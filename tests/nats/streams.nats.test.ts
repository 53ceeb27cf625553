import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NatsNotice } from '@uniwire/adapter-nats'
import { LogMisuseError, LogUnavailableError } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NEWS, newRecord, stored } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { newNamespace, openLog, openRaw } from './open-log.ts'

const CONFIG = fileURLToPath(new URL('../../infra/nats/nats.conf', import.meta.url))

it('infra/nats has every acknowledged event written to the disk first', () => {
  const lines = readFileSync(CONFIG, 'utf8').replaceAll(/#.*$/gm, '')
  expect(lines).toMatch(/jetstream\s*\{[^}]*\bsync_interval:\s*always\b/)
})

describe.runIf(hasEngine('nats', { own: true }))('the streams on a server', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  const declared = async (namespace: string) => {
    await using raw = await openRaw(nats.url)
    return (await raw.jsm.streams.info(`${namespace}_UNIWIRE`)).config
  }

  it('run with the configuration of infra/nats, which syncs always', async () => {
    const varz = await (await fetch(`${nats.monitorUrl}/varz`)).json()
    expect(varz).toMatchObject({ jetstream: { config: { sync_always: true } } })
  })

  it('keep the log for ever, whole, and let nobody purge it', async () => {
    const namespace = newNamespace()
    await using _opened = await openLog(nats.url, { namespace })
    expect(await declared(namespace)).toMatchObject({
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      max_age: 0,
      max_msgs: -1,
      max_bytes: -1,
      max_msgs_per_subject: -1,
      deny_purge: true,
      allow_rollup_hdrs: false,
      allow_atomic: true,
    })
  })

  it('are made again what the code declares, and it is said what was changed', async () => {
    const namespace = newNamespace()
    const notices: NatsNotice[] = []
    await (await openLog(nats.url, { namespace }))[Symbol.asyncDispose]()
    await using raw = await openRaw(nats.url)
    const name = `${namespace}_UNIWIRE`
    await raw.jsm.streams.update(name, {
      ...(await declared(namespace)),
      max_age: 600_000_000_000,
      allow_atomic: false,
    })
    await using opened = await openLog(nats.url, { namespace, onNotice: (notice) => notices.push(notice) })
    expect(notices).toEqual([
      { kind: 'stream-changed', stream: name, settings: expect.arrayContaining(['max_age', 'allow_atomic']) },
    ])
    expect(await declared(namespace)).toMatchObject({ max_age: 0, allow_atomic: true })
    const outcome = await opened.log.appendBatch([newRecord('article.kaznu.1')])
    expect(outcome).toMatchObject({ ok: true })
  })

  it('are left alone when nothing is to be changed', async () => {
    const namespace = newNamespace()
    const notices: NatsNotice[] = []
    const onNotice = (notice: NatsNotice) => notices.push(notice)
    for (let n = 0; n < 2; n++) {
      await (await openLog(nats.url, { namespace, onNotice }))[Symbol.asyncDispose]()
    }
    expect(notices).toEqual([])
  })

  it('are refused when another stream has their subjects', async () => {
    const namespace = newNamespace()
    await using raw = await openRaw(nats.url)
    await raw.jsm.streams.add({ name: `${namespace}_OTHER`, subjects: [`${namespace}.article.kaznu.*`] })
    await expect(openLog(nats.url, { namespace })).rejects.toThrow(LogMisuseError)
  })

  it('get one generation from many processes that start at once', async () => {
    const namespace = newNamespace()
    const opened = await Promise.all(Array.from({ length: 6 }, () => openLog(nats.url, { namespace })))
    expect(new Set(opened.map(({ log }) => log.generation)).size).toBe(1)
    await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()))
  })

  it('have the names of the log in production, where nobody else is', async () => {
    await using opened = await openLog(nats.url)
    await using raw = await openRaw(nats.url)
    await stored(opened.log, newRecord('article.kaznu.1'))
    const info = await raw.jsm.streams.info('UNIWIRE', { subjects_filter: '>' })
    expect(info.config.subjects).toEqual(NEWS.subjects)
    expect(info.state.subjects).toEqual({ 'article.kaznu.1': 1 })
  })

  it('are asked through their leader for the last record, for a replica may be behind', async () => {
    const namespace = newNamespace()
    await using opened = await openLog(nats.url, { namespace })
    await stored(opened.log, newRecord('article.kaznu.1'))
    await using raw = await openRaw(nats.url)
    const asked: string[] = []
    raw.nc.subscribe('$JS.API.>', {
      callback: (_, message) => {
        asked.push(message.subject)
      },
    })
    await raw.nc.flush()
    expect(await opened.log.last('article.kaznu.1')).toBeDefined()
    await raw.nc.flush()
    expect(asked).toEqual([`$JS.API.STREAM.MSG.GET.${namespace}_UNIWIRE`])
  })

  it('are unreachable where nobody listens, and the message names the address', async () => {
    const nobody = openLog('nats://127.0.0.1:1')
    await expect(nobody).rejects.toThrow(LogUnavailableError)
    await expect(nobody).rejects.toThrow(/nats:\/\/127\.0\.0\.1:1/)
  })
})
