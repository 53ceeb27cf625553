import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { createDistributed, hasEngines } from '../harness/distributed.ts'
import type { EncryptedEngines } from '../harness/encrypted-engines.ts'
import { startEncryptedEngines } from '../harness/encrypted-engines.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import { createService, engineAway, untilReady, WAIT_MS } from '../harness/lone-service.ts'
import { issueCredentials } from '../harness/nats-credentials.ts'
import { journeyOfOneArticle } from './journey.flow.ts'

const LONG = { timeout: 3 * WAIT_MS }

describe.runIf(hasEngines())('five processes over engines that are encrypted and ask who it is', LONG, () => {
  let engines: EncryptedEngines

  beforeAll(async () => {
    engines = await startEncryptedEngines()
  }, 300_000)
  afterAll(() => engines[Symbol.asyncDispose]())

  // The rights are written for the names without a namespace.
  journeyOfOneArticle(() => createDistributed(engines, { settings: { UNIWIRE_NAMESPACE: '' } }))

  const settingsOf = (name: ServiceName) => ({
    NATS_URL: engines.nats.url,
    ELASTICSEARCH_URL: engines.elasticsearch.url,
    REDIS_URL: engines.redis.url,
    ...engines.signIn(name),
  })
  /** After the journey, so that streams and index are there. */
  const complaintOf = async (name: ServiceName, settings: Readonly<Record<string, string>>) => {
    const otherCa = join(engines.folder, 'other.crt')
    const wrong = Object.entries(settings).map(([setting, value]) => [
      setting,
      value === 'other' ? otherCa : value,
    ])
    await using service = await createService(name, { ...settingsOf(name), ...Object.fromEntries(wrong) })
    service.start()
    const { setting, reason } = await engineAway(service)
    const ready = await fetch(`${service.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining(setting)])
    expect(service.output()).not.toContain('wrong-secret')
    return { setting, reason }
  }

  it.each(SERVICES)('%s trusts no NATS that another authority vouches for', async (name) => {
    const { setting, reason } = await complaintOf(name, { NATS_CA_FILE: 'other' })
    expect([setting, reason]).toEqual(['NATS_URL', expect.stringMatching(/certificate/i)])
  })

  it.each([
    ['reader', { NATS_PASSWORD: 'wrong-secret' }, 'NATS_URL', /authorization/i],
    ['indexer', { ELASTICSEARCH_CA_FILE: 'other' }, 'ELASTICSEARCH_URL', /certificate/i],
    ['indexer', { ELASTICSEARCH_PASSWORD: 'wrong-secret' }, 'ELASTICSEARCH_URL', /401/],
    ['reader', { ELASTICSEARCH_PASSWORD: 'wrong-secret' }, 'ELASTICSEARCH_URL', /401/],
    ['views', { REDIS_CA_FILE: 'other' }, 'REDIS_URL', /certificate/i],
    ['views', { REDIS_PASSWORD: 'wrong-secret' }, 'REDIS_URL', /WRONGPASS/],
  ] as const)('%s with %j says which engine, and why', async (name, settings, setting, reason) => {
    const complaint = await complaintOf(name, settings)
    expect([complaint.setting, complaint.reason]).toEqual([setting, expect.stringMatching(reason)])
  })

  it('a service with the password of another says that it is not its own', async () => {
    const { NATS_USER = '', NATS_PASSWORD = '' } = engines.signIn('reader') as Record<string, string>
    const { setting, reason } = await complaintOf('views', { NATS_USER, NATS_PASSWORD })
    expect([setting, reason]).toEqual([
      'NATS_URL',
      expect.stringMatching(/permissions violation.*_INBOX_views/i),
    ])
  })
})

describe.runIf(hasEngine('nats', { own: true }))('a service signs in to NATS', LONG, () => {
  it('with a token', async () => {
    await using nats = await startNats({ config: 'authorization { token: "of-the-tests" }' })
    await using service = await createService('intake', { NATS_URL: nats.url, NATS_TOKEN: 'of-the-tests' })
    service.start()
    await untilReady(service)
    await using wrong = await createService('intake', { NATS_URL: nats.url, NATS_TOKEN: 'wrong-secret' })
    wrong.start()
    const { setting, reason } = await engineAway(wrong)
    expect([setting, reason]).toEqual(['NATS_URL', expect.stringMatching(/authorization/i)])
  })

  it('with a file of credentials, which an operator and an account vouch for', async () => {
    const { config, creds } = issueCredentials()
    await using nats = await startNats({ config })
    const credentials = async (text: string) => {
      const file = join(nats.folder, `${text.length}.creds`)
      await writeFile(file, text)
      return { NATS_URL: nats.url, NATS_CREDS_FILE: file }
    }
    await using service = await createService('intake', await credentials(creds))
    service.start()
    await untilReady(service)
    const stranger = `${issueCredentials().creds}\n`
    await using wrong = await createService('intake', await credentials(stranger))
    wrong.start()
    const { setting, reason } = await engineAway(wrong)
    expect([setting, reason]).toEqual(['NATS_URL', expect.stringMatching(/authorization/i)])
  })
})
