import { describe, expect, it } from 'vitest'
import { answering, uniwire, withFiles } from './cli.fixture.ts'

const KEY = 'uw_0123456789ab_never-printed'
const AT = '/v1/universities/nura'

describe('uniwire', () => {
  it.each([
    ['status', ['status', 'nura', 'news/41'], `GET ${AT}/articles/news%2F41/status`],
    ['show', ['show', 'nura', 'news/41'], `GET ${AT}/articles/news%2F41`],
    ['withdraw', ['withdraw', 'nura', '41', 'Why.'], `POST ${AT}/articles/41/withdraw`],
    ['issue-key', ['issue-key', 'nura', '--label', 'Site', '--scope', 'import'], `POST ${AT}/keys`],
    ['revoke-key', ['revoke-key', 'nura', 'k/1'], `DELETE ${AT}/keys/k%2F1`],
  ])('%s asks the server at one address, and prints what it said', async (_, parameters, line) => {
    const body = { id: 'x', key: 'text', search: { state: 'pending', position: 7 } }
    await using server = await answering(200, body)
    const { code, out, err } = await uniwire(parameters, { UNIWIRE_URL: server.url, UNIWIRE_KEY: KEY })
    expect([code, err, JSON.parse(out)]).toEqual([0, '', body])
    expect(server.received.map((call) => [call.line, call.key])).toEqual([[line, `Bearer ${KEY}`]])
  })

  it('says what a key may do, and why an article is taken back', async () => {
    await using server = await answering(200, { id: 'x', key: 'text' })
    const environment = { UNIWIRE_URL: server.url, UNIWIRE_OPERATOR_KEY: KEY }
    await uniwire(['issue-key', 'nura', '--label', 'Site', '--scope', 'import', 'read'], environment)
    await uniwire(['withdraw', 'nura', '41', 'A mistake.'], environment)
    expect(server.received.map(({ body }) => JSON.parse(body.toString()))).toEqual([
      { label: 'Site', scopes: ['import', 'read'] },
      { reason: 'A mistake.' },
    ])
  })

  it('lists the keys of a university', async () => {
    const keys = [{ id: 'k', label: 'Site', issuedAt: '2026-02-11T04:30:00Z' }]
    await using server = await answering(200, { keys })
    const { code, out } = await uniwire(['keys', 'nura'], { UNIWIRE_URL: server.url, UNIWIRE_KEY: KEY })
    expect([code, JSON.parse(out)]).toEqual([0, keys])
    expect(server.received[0]?.line).toBe(`GET ${AT}/keys`)
  })

  it('registers a university as its file says', async () => {
    const profile = { homepage: 'https://nura.example/' }
    await using files = await withFiles({ 'nura.json': JSON.stringify(profile) })
    await using server = await answering(201, profile)
    const { code } = await uniwire(['put-university', 'nura', files.path('nura.json')], {
      UNIWIRE_URL: server.url,
    })
    const [call] = server.received
    expect([code, call?.line, JSON.parse(String(call?.body))]).toEqual([0, `PUT ${AT}`, profile])
  })

  it('has a word for everything that a web developer needs', async () => {
    const { out } = await uniwire(['--help'])
    const commands = [...out.matchAll(/^  ([a-z-]+) /gm)].map(([, name]) => name)
    expect(commands).toEqual(
      expect.arrayContaining([
        'put-university', 'issue-key', 'keys', 'revoke-key',
        'publish', 'show', 'status', 'withdraw', 'import', 'import-page',
      ]),
    ) // prettier-ignore
  })
})
