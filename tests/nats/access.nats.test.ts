import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { newRecord, sequencesOf, storeArticles } from '../contract/event-log/engine.ts'
import { followFrom } from '../contract/event-log/following.ts'
import { certify } from '../harness/certificates.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import { openLog } from './open-log.ts'

/** All that somebody needs who reads the log, and nothing that writes it. */
const READER = `{
  publish: [
    "$JS.API.STREAM.INFO.UNIWIRE", "$JS.API.STREAM.INFO.UNIWIRE_GENERATION",
    "$JS.API.STREAM.MSG.GET.UNIWIRE", "$JS.API.DIRECT.GET.UNIWIRE",
    "$JS.API.CONSUMER.CREATE.UNIWIRE.>", "$JS.API.CONSUMER.DELETE.UNIWIRE.>",
    "$JS.API.CONSUMER.MSG.NEXT.UNIWIRE.>"
  ]
  subscribe: ["_INBOX_reader.>"]
}`
const USERS = `authorization { users: [
  { user: owner, password: "owner's" },
  { user: reader, password: "reader's", permissions: ${READER} }
] }`
const OWNER = { credentials: { user: 'owner', password: "owner's" } }
const READER_USER = { credentials: { user: 'reader', password: "reader's" }, inboxPrefix: '_INBOX_reader' }

describe.runIf(hasEngine('nats', { own: true }))('access to NATS', () => {
  it('is by user and password; a wrong one is said to be refused', async () => {
    await using nats = await startNats({ config: USERS })
    await using opened = await openLog(nats.url, OWNER)
    await storeArticles(opened.log, 1)
    const wrong = openLog(nats.url, { credentials: { user: 'owner', password: 'wrong' } })
    await expect(wrong).rejects.toThrow(LogUnavailableError)
    await expect(wrong).rejects.toThrow(/authorization/i)
  })

  it('is by token', async () => {
    await using nats = await startNats({ config: 'authorization { token: "of-the-tests" }' })
    await using opened = await openLog(nats.url, { credentials: { token: 'of-the-tests' } })
    await storeArticles(opened.log, 1)
    await expect(openLog(nats.url)).rejects.toThrow(LogUnavailableError)
  })

  it('lets a reader read and follow, and refuses what it writes, with a reason', async () => {
    await using nats = await startNats({ config: USERS })
    await using owner = await openLog(nats.url, OWNER)
    const sequences = await storeArticles(owner.log, 3)
    await using reader = await openLog(nats.url, READER_USER)
    expect(reader.log.generation).toBe(owner.log.generation)
    expect(sequencesOf(await reader.log.read({ after: 0, limit: 10 }))).toEqual(sequences)
    expect(await reader.log.last('article.kaznu.1')).toMatchObject({ sequence: 1 })
    await using follower = followFrom(reader.log, 0)
    expect((await follower.until(3)).flatMap(sequencesOf)).toEqual(sequences)
    const refused = reader.log.append(newRecord('article.kaznu.9'))
    await expect(refused).rejects.toThrow(LogUnavailableError)
    await expect(refused).rejects.toThrow(/permissions violation.*article\.kaznu\.9/i)
    await expect(reader.log.erase('article.kaznu.1', 9)).rejects.toThrow(/permissions violation/i)
    expect(await owner.log.end()).toBe(3)
  })

  it('names what a user may not do when a stream cannot be made', async () => {
    await using nats = await startNats({ config: USERS })
    const opening = openLog(nats.url, READER_USER)
    await expect(opening).rejects.toThrow(LogUnavailableError)
    await expect(opening).rejects.toThrow(/permissions violation.*STREAM\.CREATE/i)
  })

  it('is over TLS, to a server that the given authority vouches for, and to no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniwire-nats-tls-'))
    certify(folder)
    const file = (name: string) => join(folder, name)
    const config = `tls { cert_file: "${file('server.crt')}", key_file: "${file('server.key')}" }`
    await using nats = await startNats({ config })
    const servers = `tls://localhost:${nats.port}`
    await using opened = await openLog(servers, { tls: { caFile: file('ca.crt') } })
    await storeArticles(opened.log, 1)
    await expect(openLog(servers, { tls: { caFile: file('other.crt') } })).rejects.toThrow(/certificate/i)
    await expect(openLog(servers)).rejects.toThrow(/certificate/i)
    await expect(openLog(servers, { tls: { caFile: file('none.crt') } })).rejects.toThrow(LogUnavailableError)
    rmSync(folder, { recursive: true })
  })
})
