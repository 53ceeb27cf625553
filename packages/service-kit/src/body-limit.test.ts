import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { limitBody, refuseEncodedBody } from './body-limit.ts'
import { problemOf, testOrigin } from './origin.fixture.ts'
import { listen } from './run.ts'
import { serviceApp } from './service-app.ts'

const MAX = 1_000

function echo(seen: number[] = []) {
  const app = serviceApp()
  app.post('/', refuseEncodedBody, limitBody(MAX), async (context) => {
    const { length } = await context.req.text()
    seen.push(length)
    return context.text(String(length))
  })
  return testOrigin([app]).origin
}

/** Sends without a length, in chunks. */
async function sendChunked(port: number, chunks: readonly string[]) {
  const sent = request({ port, host: '127.0.0.1', method: 'POST' })
  const answered = once(sent, 'response')
  for (const chunk of chunks) sent.write(chunk)
  sent.end()
  const [answer] = (await answered) as [IncomingMessage]
  const parts: string[] = []
  for await (const part of answer.setEncoding('utf8')) parts.push(String(part))
  return { status: answer.statusCode, text: parts.join('') }
}

async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  await once(socket, 'connect')
  socket.write(text)
  const parts: string[] = []
  for await (const part of socket) parts.push(String(part))
  return parts.join('')
}

describe('the limit of a body, over the network', () => {
  it('takes the largest that is allowed and refuses the next, by its length', async () => {
    await using server = await listen(echo(), { host: '127.0.0.1', port: 0 })
    const url = `http://127.0.0.1:${server.port}/`
    const taken = await fetch(url, { method: 'POST', body: 'x'.repeat(MAX) })
    expect([taken.status, await taken.text()]).toEqual([200, String(MAX)])
    const refused = await fetch(url, { method: 'POST', body: 'x'.repeat(MAX + 1) })
    expect(refused.status).toBe(413)
    expect((await problemOf(refused)).code).toBe('body-too-large')
  })

  it('counts what is sent in chunks, without a length', async () => {
    await using server = await listen(echo(), { host: '127.0.0.1', port: 0 })
    const half = 'x'.repeat(MAX / 2)
    expect(await sendChunked(server.port, [half, half])).toEqual({ status: 200, text: String(MAX) })
    expect((await sendChunked(server.port, [half, half, 'x'])).status).toBe(413)
  })

  it('is not fooled by a length that is smaller than what follows', async () => {
    const seen: number[] = []
    await using server = await listen(echo(seen), { host: '127.0.0.1', port: 0 })
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\n'
    await sendRaw(server.port, head + 'x'.repeat(MAX * 2))
    expect(seen.filter((length) => length !== 5)).toEqual([])
  })

  it('is not fooled by a length beside chunks', async () => {
    await using server = await listen(echo(), { host: '127.0.0.1', port: 0 })
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n'
    expect(await sendRaw(server.port, `${head}800\r\n${'x'.repeat(0x800)}\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    )
  })
})

describe('the limit of a body, inside a process', () => {
  it('counts what has no length', async () => {
    const send = (body: string) => echo().request('/', { method: 'POST', body })
    expect((await send('x'.repeat(MAX))).status).toBe(200)
    expect((await send('x'.repeat(MAX + 1))).status).toBe(413)
  })

  it('takes a request without a body', async () => {
    expect(await (await echo().request('/', { method: 'POST' })).text()).toBe('0')
  })

  it('refuses what is compressed', async () => {
    const headers = { 'Content-Encoding': 'gzip' }
    expect((await echo().request('/', { method: 'POST', headers, body: 'x' })).status).toBe(415)
    const plain = { 'Content-Encoding': 'identity' }
    expect((await echo().request('/', { method: 'POST', headers: plain, body: 'x' })).status).toBe(200)
  })
})
