import { describe, expect, it } from 'vitest'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import { createService, engineAway, mainOf, untilReady, WAIT_MS } from '../harness/lone-service.ts'
import { waitUntil } from '../harness/wait-until.ts'

const LONG = { timeout: 3 * WAIT_MS }

describe('a service with a setting that cannot be used', LONG, () => {
  it.each([
    ['intake', { NATS_URL: 'localhost:4222' }, 'NATS_URL'],
    ['intake', { NATS_URL: '' }, 'NATS_URL'],
    ['intake', { NATS_URL: 'nats://user:secret@host:4222' }, 'NATS_URL'],
    ['intake', { NATS_USER: 'intake' }, 'NATS_PASSWORD'],
    ['intake', { NATS_TOKEN: 'a', NATS_CREDS_FILE: mainOf('intake') }, 'NATS_TOKEN, NATS_CREDS_FILE'],
    ['intake', { NATS_CA_FILE: '/nowhere/ca.pem' }, 'NATS_CA_FILE'],
    ['intake', { NATS_PASSWORD_FILE: '/nowhere/password' }, 'NATS_PASSWORD_FILE'],
    ['intake', { UNIWIRE_OPERATOR_KEY_FILE: '/nowhere/key' }, 'UNIWIRE_OPERATOR_KEY_FILE'],
    ['intake', { UNIWIRE_OPERATOR_KEY: '' }, 'UNIWIRE_OPERATOR_KEY'],
    ['indexer', { ELASTICSEARCH_URL: 'search:9200' }, 'ELASTICSEARCH_URL'],
    ['views', { REDIS_URL: 'redis://a:1,redis://b:1' }, 'REDIS_CLUSTER'],
    ['views', { UNIWIRE_VIEWS_PORT: 'http' }, 'UNIWIRE_VIEWS_PORT'],
    ['reader', { UNIWIRE_VIEWS_URL: 'views' }, 'UNIWIRE_VIEWS_URL'],
    ['syndicator', { UNIWIRE_PUBLIC_URL: '' }, 'UNIWIRE_PUBLIC_URL'],
  ] as const)('%s ends at once and names it: %j', async (name, settings, named) => {
    await using service = await createService(name, settings)
    service.start()
    await waitUntil('its end', () => Promise.resolve(!service.running()), WAIT_MS)
    expect(await service.end('SIGKILL')).toBe(1)
    expect(service.output()).toContain(named)
    expect(service.output()).not.toContain('secret')
    expect(service.output()).not.toMatch(/^\s+at /m)
  })
})

describe('a service whose engine is away', LONG, () => {
  it.each(SERVICES)('%s lives, is not ready, says which setting, and tries again', async (name) => {
    await using service = await createService(name, {})
    service.start()
    expect(await engineAway(service)).toMatchObject({ setting: 'NATS_URL' })
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${service.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('NATS_URL')])
    const other = await fetch(`${service.url}/v1/anything`)
    expect([other.status, other.headers.get('Retry-After')]).toEqual([503, '1'])
    const complaints = () => service.output().split('"engine-away"').length - 1
    await waitUntil('another attempt', () => Promise.resolve(complaints() > 1), WAIT_MS)
    expect(await service.end('SIGTERM')).toBe(0)
  })
})

describe.runIf(hasEngine('nats', { own: true }))('a service whose NATS is there', LONG, () => {
  it.each([
    ['indexer', 'ELASTICSEARCH_URL'],
    ['reader', 'ELASTICSEARCH_URL'],
    ['views', 'REDIS_URL'],
  ] as const)('%s waits for %s, and names it', async (name, setting) => {
    await using nats = await startNats()
    await using service = await createService(name, { NATS_URL: nats.url })
    service.start()
    expect(await engineAway(service)).toMatchObject({ setting })
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503)
  })

  it('says that a password is wrong, and serves once it is right', async () => {
    const users = (password: string) =>
      `authorization { users: [{ user: "intake", password: "${password}" }] }`
    await using nats = await startNats({ config: users('right') })
    const sign = { NATS_URL: nats.url, NATS_USER: 'intake' }
    await using wrong = await createService('intake', { ...sign, NATS_PASSWORD: 'wrong' })
    wrong.start()
    expect((await engineAway(wrong)).reason).toMatch(/authorization/i)
    expect(wrong.output()).not.toContain('"wrong"')
    await using right = await createService('intake', { ...sign, NATS_PASSWORD: 'right' })
    right.start()
    await untilReady(right)
  })

  it('says which right it lacks', async () => {
    const rights = '{ publish: ["$JS.API.STREAM.INFO.>"], subscribe: ["_INBOX_intake.>"] }'
    const users = `authorization { users: [{ user: "intake", password: "right", permissions: ${rights} }] }`
    await using nats = await startNats({ config: users })
    const sign = { NATS_URL: nats.url, NATS_USER: 'intake', NATS_PASSWORD: 'right' }
    await using service = await createService('intake', sign)
    service.start()
    const { setting, reason } = await engineAway(service)
    expect([setting, reason]).toEqual([
      'NATS_URL',
      expect.stringMatching(/permissions violation.*STREAM\.CREATE\.UNIWIRE/i),
    ])
  })

  it('serves when NATS comes later, without being started again', async () => {
    await using nats = await startNats()
    await nats.kill()
    await using service = await createService('intake', { NATS_URL: nats.url })
    service.start()
    await engineAway(service)
    await nats.restart()
    await untilReady(service)
    const ready = await fetch(`${service.url}/readyz`)
    expect(await ready.json()).toMatchObject({ status: 'ready' })
  })
})
