import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { uniwire } from './cli.fixture.ts'

const KEY = 'operator-of-these-tests'

interface Server {
  readonly checks?: readonly object[]
  readonly letters?: readonly object[]
  readonly date?: Date
}

/** A Uniwire as the doctor sees one, whose health a test sets. */
async function serving({ checks = [{ name: 'search', ready: true }], letters = [], date }: Server) {
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}`
    const isOperator = request.headers.authorization === `Bearer ${KEY}`
    const answers: Readonly<Record<string, readonly [number, object]>> = {
      '/readyz': [checks.every((check) => 'ready' in check && check.ready === true) ? 200 : 503, { checks }],
      '/v1/dead-letters': isOperator ? [200, { letters }] : [401, { code: 'unauthorized' }],
      '/openapi.json': [200, { servers: [{ url }] }],
    }
    const [status, body] = answers[request.url ?? ''] ?? [404, {}]
    if (date !== undefined) response.setHeader('Date', date.toUTCString())
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const doctor = (url: string, key = KEY) =>
  uniwire(['doctor'], { UNIWIRE_URL: url, ...(key === '' ? {} : { UNIWIRE_OPERATOR_KEY: key }) })

describe('uniwire doctor', () => {
  it('finds nothing wrong with a server that is well, and ends with 0', async () => {
    await using server = await serving({})
    const { code, out } = await doctor(server.url)
    expect(out.split('\n')).toEqual([
      `well answers: ${server.url}`,
      'well ready, search: yes',
      expect.stringMatching(/^well clock: [0-5] s from this machine’s$/),
      'well dead letters: none',
      `well address: ${server.url}`,
      '',
    ])
    expect(code).toBe(0)
  })

  it.each([
    [{ checks: [{ name: 'feeds', ready: false, detail: '7 of 9' }] }, 'ILL  ready, feeds: 7 of 9'],
    [{ letters: [{ sequence: 7 }] }, 'ILL  dead letters: 1: `uniwire dead-letters` shows them'],
    [{ date: new Date('2020-01-01') }, /ILL {2}clock: \d+ s from this machine’s/],
  ])('names what is wrong with %j, and ends with 1', async (health, line) => {
    await using server = await serving(health)
    const { code, out } = await doctor(server.url)
    expect(out).toMatch(line)
    expect(out.match(/ILL/g)).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('says what it could not look at without the operator’s key, which is no illness', async () => {
    await using server = await serving({ letters: [{ sequence: 7 }] })
    const { code, out } = await doctor(server.url, '')
    expect(out).toContain('?    dead letters: only the operator may see them')
    expect(code).toBe(0)
  })

  it('says so of a server that does not answer', async () => {
    const { url } = await serving({}).then(async (server) => {
      await server[Symbol.asyncDispose]()
      return server
    })
    const { code, out } = await doctor(url)
    expect([code, out]).toEqual([
      1,
      `ILL  answers: nothing at ${url}: is the server running, and is UNIWIRE_URL right?\n`,
    ])
  })
})
