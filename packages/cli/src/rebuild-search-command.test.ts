import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { answering, uniwire } from './cli.fixture.ts'

const KEY = 'the-key-of-the-operator'
const BUILDING = { state: 'building', position: 500, end: 2_000, perSecond: 250, secondsLeft: 6 }
const DONE = { state: 'done', indexId: 'b', comparison: { articles: { before: 3, after: 3 } } }

/** A server that answers with these lines, and at the end, or in the middle, ends. */
async function saying(lines: readonly object[], how: 'whole' | 'killed' = 'whole') {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    response.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), () => {
      if (how === 'killed') response.socket?.resetAndDestroy()
      else response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    asked,
    environment: { UNIWIRE_URL: `http://127.0.0.1:${port}`, UNIWIRE_OPERATOR_KEY: KEY },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

describe('uniwire rebuild search', () => {
  it('asks with the operator’s key, says how far it is and how long it takes, and prints the outcome', async () => {
    await using server = await saying([BUILDING, { state: 'comparing' }, DONE])
    const { code, out, err } = await uniwire(['rebuild', 'search'], server.environment)
    expect(server.asked).toEqual([`POST /v1/search/rebuild Bearer ${KEY}`])
    expect(err).toContain('search: 500 of 2000 (25 %), 250 events/s, 6 s left\n')
    expect(err).toContain('comparing')
    expect([code, JSON.parse(out)]).toEqual([0, DONE])
  })

  it('ends with 1 when the index stays as it was, and prints why', async () => {
    const failed = { state: 'failed', reason: 'it finds 3 articles, and the index finds 5' }
    await using server = await saying([BUILDING, failed])
    const { code, out } = await uniwire(['rebuild', 'search', '--anyway'], server.environment)
    expect(server.asked[0]).toContain('/v1/search/rebuild?anyway=true')
    expect([code, JSON.parse(out)]).toEqual([1, failed])
  })

  it.each(['whole', 'killed'] as const)('says so when the server breaks off: %s', async (how) => {
    await using server = await saying([BUILDING], how)
    const { code, err } = await uniwire(['rebuild', 'search'], server.environment)
    expect(code).toBe(1)
    expect(err).toContain('broke off')
  })

  it('goes back to the index before', async () => {
    await using server = await saying([{ state: 'done', indexId: 'a' }])
    const { code } = await uniwire(['rebuild', 'search', '--rollback'], server.environment)
    expect([code, server.asked[0]]).toEqual([0, `POST /v1/search/rollback Bearer ${KEY}`])
  })

  it.each([
    [{ forgotten: true }, 0],
    [{ forgotten: false, reason: 'no index is kept to go back to' }, 1],
  ])('removes the index that is kept: %j ends with %i', async (answer, expected) => {
    await using server = await answering(200, answer)
    const environment = { UNIWIRE_URL: server.url, UNIWIRE_OPERATOR_KEY: KEY }
    const { code } = await uniwire(['rebuild', 'search', '--forget'], environment)
    expect([code, server.received[0]?.line]).toEqual([expected, 'DELETE /v1/search/kept'])
  })
})
