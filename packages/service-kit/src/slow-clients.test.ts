import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { BodyDeadline } from './body-deadline.ts'
import { limitBody } from './body-limit.ts'
import { testOrigin } from './origin.fixture.ts'
import type { Patience } from './run.ts'
import { listen } from './run.ts'
import { serviceApp } from './service-app.ts'

const SHORT: BodyDeadline = { graceMs: 60, leastBytesPerSecond: 10_000, mostMs: 60_000 }
const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\n'
const WHEN_SENT = 'Content-Length: 100\r\n\r\n'
const CHUNKED = 'Transfer-Encoding: chunked\r\n\r\n'

/** What a server did with the bodies that it was sent, each read as a whole. */
async function startEcho(deadline: BodyDeadline, patience: Partial<Patience> = {}) {
  const bodies: string[] = []
  const app = serviceApp()
  app.post('/', limitBody(1_000, deadline), async (context) => {
    bodies.push(await context.req.text())
    return context.text('taken')
  })
  const { origin, lines } = testOrigin([app])
  const server = await listen(origin, { host: '127.0.0.1', port: 0, ...patience })
  const open = () => connect(server.port, '127.0.0.1').setEncoding('utf8')
  return { bodies, lines, open, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

/** Sends one byte after the other, for as long as it is let; resolves to everything that was answered. */
async function trickle(socket: Socket, begin: string, byte: string, everyMs = 5): Promise<string> {
  socket.write(begin)
  const trickling = setInterval(() => void (socket.writable && socket.write(byte)), everyMs)
  socket.on('error', () => undefined)
  let text = ''
  socket.on('data', (part) => (text += String(part)))
  await once(socket, 'close')
  clearInterval(trickling)
  return text
}

describe('a slow sender', () => {
  it.each([
    ['with a length', WHEN_SENT, 'x'],
    ['in chunks', CHUNKED, '1\r\nx\r\n'],
  ])('of a body %s is told so and cut off, and nothing of it is taken', async (_how, head, byte) => {
    await using echo = await startEcho(SHORT)
    const answer = await trickle(echo.open(), HEAD + head, byte)
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
    expect(answer).toContain('"code":"request-timeout"')
    expect(echo.bodies).toEqual([])
    expect(echo.lines.join('')).not.toContain('request-failed')
  })

  it.each([
    ['that goes away in the middle', WHEN_SENT, 'x'],
    ['that sends chunks which are none', CHUNKED, 'zz\r\n'],
  ])('of a body %s is no failure of the server', async (_how, head, part) => {
    await using echo = await startEcho({ ...SHORT, graceMs: 60_000 })
    echo
      .open()
      .on('error', () => undefined)
      .end(HEAD + head + part)
    await expect.poll(() => echo.lines.join(''), { timeout: 60_000 }).toContain('"event":"request"')
    expect(echo.lines.join('')).not.toMatch(/request-failed|"status":5/)
    expect(echo.bodies).toEqual([])
  })

  it('of a body that comes at the least rate or faster is waited for, longer than for one that does not', async () => {
    const graceMs = 250
    await using echo = await startEcho({ ...SHORT, graceMs, leastBytesPerSecond: 1 })
    const socket = echo.open()
    socket.write(HEAD + CHUNKED)
    let sent = ''
    for (const begunMs = performance.now(); performance.now() - begunMs < 2 * graceMs; sent += 'x') {
      socket.write('1\r\nx\r\n')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    socket.write('0\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(echo.bodies).toEqual([sent])
    socket.destroy()
  })

  it('is cut off after the longest time, at whatever rate', async () => {
    await using echo = await startEcho({ ...SHORT, leastBytesPerSecond: 1, mostMs: 90 })
    expect(await trickle(echo.open(), HEAD + WHEN_SENT, 'x', 20)).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('of a head is told so and cut off', async () => {
    await using echo = await startEcho(SHORT, { mostHeadMs: 50 })
    const answer = await trickle(echo.open(), HEAD, 'X')
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(answer).toContain('"code":"request-timeout"')
    expect(echo.bodies).toEqual([])
  })
})

describe('a client that asks nothing', () => {
  it('is cut off', async () => {
    await using echo = await startEcho(SHORT, { mostUnreadMs: 50 })
    const socket = echo.open()
    expect((await socket.toArray()).join('')).toBe('')
  })
})

describe('a client that stops reading its answer', () => {
  const BLOCK = new Uint8Array(65_536)
  /** What sockets on one machine hold at most, generously. */
  const MOST_BLOCKS = 500

  it('is cut off, and no more of the answer was made than sockets hold; one that reads on gets all', async () => {
    let made = 0
    const cancelled = Promise.withResolvers<void>()
    const app = serviceApp()
    app.get('/', () => {
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        made += 1
        controller.enqueue(BLOCK)
      }
      return new Response(new ReadableStream({ pull, cancel: () => cancelled.resolve() }))
    })
    await using server = await listen(testOrigin([app]).origin, {
      host: '127.0.0.1',
      port: 0,
      mostUnreadMs: 250,
    })
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await cancelled.promise
    expect(made).toBeGreaterThan(1)
    expect(made).toBeLessThan(MOST_BLOCKS)
    socket.destroy()
  })

  it('is not one whose answer is still being made', async () => {
    const goOn = Promise.withResolvers<void>()
    const app = serviceApp()
    app.get('/', async (context) => {
      await goOn.promise
      return context.text('made')
    })
    await using server = await listen(testOrigin([app]).origin, { host: '127.0.0.1', port: 0, mostUnreadMs: 250 })
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    setTimeout(() => goOn.resolve(), 600)
    expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 200 [^]*made$/)
  }) // prettier-ignore
})
