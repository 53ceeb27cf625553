import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { DirectRoute } from './direct-route.ts'
import { testOrigin } from './origin.fixture.ts'
import { listen } from './run.ts'
import { serviceApp } from './service-app.ts'

const HERE = { host: '127.0.0.1', port: 0 }

/** An app that echoes, and a way around it. */
async function place(answer: DirectRoute['answer'], method: DirectRoute['method'] = 'POST') {
  const app = serviceApp()
  app.on(['GET', 'POST'], '/x', async (context) => context.text(`app ${await context.req.text()}`))
  const direct: DirectRoute = { method, path: '/x', maxBodyBytes: 10, answer }
  const { origin, lines, metrics } = testOrigin([app], { direct: [direct] })
  const server = await listen(origin, HERE)
  return { server, lines, metrics, url: `http://127.0.0.1:${server.port}/x` }
}

const said = (text: string) => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain' },
  body: Buffer.from(text),
})
const post = async (url: string, body: string) => (await fetch(url, { method: 'POST', body })).text()

describe('a direct route', () => {
  it('is given the body, and is logged and counted as every request', async () => {
    const { server, lines, metrics, url } = await place(({ body, requestId }) => said(`${requestId} ${body}`))
    expect(await post(url, 'жаңа')).toBe('request-1 жаңа')
    const logged = {
      level: 20,
      event: 'request',
      requestId: 'request-1',
      method: 'POST',
      path: '/x',
      status: 200,
    }
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([expect.objectContaining(logged)])
    expect(await metrics.registry.metrics()).toContain('_count{method="POST",status="200"} 1')
    await server[Symbol.asyncDispose]()
  })

  it.each<[string, DirectRoute['answer']]>([
    ['what it does not answer', () => undefined],
    ['what it does not answer in the end', () => Promise.resolve(undefined)],
    ['what it fails at', () => Promise.reject(new Error('no memory'))],
    [
      'what it fails at at once',
      () => {
        throw new Error('no memory')
      },
    ],
  ])('leaves %s to the app, with its body', async (_, answer) => {
    const place1 = await place(answer)
    expect(await post(place1.url, 'body')).toBe('app body')
    await place1.server[Symbol.asyncDispose]()
    const place2 = await place(answer, 'GET')
    expect(await (await fetch(place2.url)).text()).toBe('app ')
    await place2.server[Symbol.asyncDispose]()
  })

  it('is not asked about a longer body than it takes', async () => {
    const { server, url } = await place(() => said('direct'))
    expect([await post(url, '1234567890'), await post(url, '12345678901')]).toEqual([
      'direct',
      'app 12345678901',
    ])
    await server[Symbol.asyncDispose]()
  })

  it('answers requests of one connection in their order, those of the app between them', async () => {
    const { server } = await place(async ({ body }) => {
      await new Promise((resolve) => setImmediate(resolve))
      return body === 'app' ? undefined : said(body)
    })
    const socket = connect(server.port, HERE.host).setEncoding('utf8')
    const bodies = ['1', 'app', '2', 'app', '3']
    const request = (body: string) =>
      `POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    socket.write(bodies.map(request).join('') + 'GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const answered = (await socket.toArray()).join('')
    const found = Array.from(
      answered.matchAll(/\r\n\r\n(?:[0-9a-f]+\r\n)?(app app|app |\d)/g),
      ([, text]) => text,
    )
    expect(found).toEqual(['1', 'app app', '2', 'app app', '3', 'app '])
    await server[Symbol.asyncDispose]()
  })

  it('goes on when the client is gone before its answer is there, and ends what is in flight', async () => {
    const asked = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const { server, url } = await place(async ({ body }) => {
      if (body !== 'slow') return said(body)
      asked.resolve()
      await goOn.promise
      return said('late')
    })
    const socket = connect(server.port, HERE.host)
    socket.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nslow')
    await asked.promise
    const gone = once(socket, 'close')
    socket.resetAndDestroy()
    await gone
    const inFlight = post(url, 'slow')
    expect(await post(url, 'next')).toBe('next')
    const ended = server[Symbol.asyncDispose]()
    goOn.resolve()
    expect(await inFlight).toBe('late')
    await ended
  })
})
