import { once } from 'node:events'
import { createServer, request as rawRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { startDevelopmentProxy } from '../../infra/dev/proxy.ts'
import { forEachService } from '../../infra/dev/route-table.ts'
import { freePort } from '../harness/free-port.ts'
import { hasNginx, startNginx } from '../harness/nginx.ts'
import { waitUntil } from '../harness/wait-until.ts'

const PROXIES = [
  { name: 'nginx as on servers', start: startNginx, runs: hasNginx },
  { name: 'the proxy of development', start: startDevelopmentProxy, runs: true },
]
const CHUNK = Buffer.alloc(65_536, 'x')
/** What sockets and proxies on the way may hold, generously. */
const MOST_IN_BETWEEN = 24_000_000
/** So often in a row nothing more was taken. */
const LOOKS = 20
const TIMEOUT_MS = 120_000

describe.each(PROXIES.filter(({ runs }) => runs))('an import through $name', ({ start }) => {
  async function behindProxy(answer: (request: IncomingMessage, response: ServerResponse) => void) {
    await using opened = new AsyncDisposableStack()
    const intake = createServer(answer).listen(0, '127.0.0.1')
    await once(intake, 'listening')
    opened.defer(() => {
      intake.closeAllConnections()
      intake.close()
    })
    // Of a server that listens at a port.
    const address = `http://127.0.0.1:${(intake.address() as AddressInfo).port}`
    const port = await freePort()
    opened.use(await start({ port, services: forEachService(() => [address]) }))
    const call = rawRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/universities/nura/imports',
      headers: { 'Content-Type': 'application/x-ndjson', 'Transfer-Encoding': 'chunked' },
    })
    call.on('error', () => undefined)
    opened.defer(() => void call.destroy())
    const stack = opened.move()
    return { call, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  it(
    'arrives while it is still being sent, and may be larger than any other body',
    async () => {
      const size = 40 * CHUNK.length
      let arrived = 0
      await using way = await behindProxy((request, response) => {
        request.on('data', (chunk: Buffer) => (arrived += chunk.length))
        request.on('end', () => response.end('{"summary":{}}\n'))
      })
      way.call.write(CHUNK)
      await waitUntil('the first bytes', () => Promise.resolve(arrived > 0))
      for (let sent = CHUNK.length; sent < size; sent += CHUNK.length) way.call.write(CHUNK)
      way.call.end()
      const [response] = (await once(way.call, 'response')) as [IncomingMessage]
      expect([response.statusCode, arrived]).toEqual([200, size])
    },
    TIMEOUT_MS,
  )

  it(
    'is slowed down by a server that does not read on',
    async () => {
      await using way = await behindProxy(() => undefined)
      let sent = 0
      const flood = function* () {
        for (; sent < 3 * MOST_IN_BETWEEN; sent += CHUNK.length) yield CHUNK
      }
      const flooding = pipeline(Readable.from(flood()), way.call).catch(() => 'cut off')
      let before = -1
      let still = 0
      await waitUntil('the sender waits', () => {
        still = sent === before ? still + 1 : 0
        before = sent
        return Promise.resolve(still >= LOOKS)
      })
      expect(sent).toBeLessThan(MOST_IN_BETWEEN)
      way.call.destroy()
      expect(await flooding).toBe('cut off')
    },
    TIMEOUT_MS,
  )

  it(
    'gets each line of its report as soon as it is written',
    async () => {
      const read = Promise.withResolvers<undefined>()
      await using way = await behindProxy((request, response) => {
        request.resume().on('end', () => {
          response.write('{"line":1}\n')
          // The second is written once the first was read at the other end.
          void read.promise.then(() => response.end('{"line":2}\n'))
        })
      })
      way.call.end(CHUNK)
      const [response] = (await once(way.call, 'response')) as [IncomingMessage]
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) {
        text += chunk
        read.resolve(undefined)
      }
      expect(text).toBe('{"line":1}\n{"line":2}\n')
    },
    TIMEOUT_MS,
  )
})
