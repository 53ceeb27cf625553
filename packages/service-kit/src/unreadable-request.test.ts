import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from './run.ts'
import { listen } from './run.ts'

let server: RunningServer
beforeAll(async () => {
  const app = new Hono().post('/', async (context) => context.text(await context.req.text()))
  server = await listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(() => server[Symbol.asyncDispose]())

/** Everything that is answered to these bytes, until the connection ends. */
async function answerTo(text: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(text)
  return (await socket.setEncoding('utf8').toArray()).join('')
}

describe('a request that cannot be read', () => {
  it.each([
    ['no HTTP at all', 'nonsense\r\n\r\n', 400, 'malformed-request'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na', 400, 'malformed-request'],
    ['a length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400, 'malformed-request'],
    ['a header with a null byte', 'POST / HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n\r\n', 400, 'malformed-request'],
    ['a path that is too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers-too-large'],
    ['headers that are too many', `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(4_000)}\r\n`, 431, 'headers-too-large'],
  ])('with %s is refused by a problem document', async (_what, text, status, code) => {
    const [head = '', body = ''] = (await answerTo(text)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`))
    expect(head).toContain('Content-Type: application/problem+json')
    expect(head).toContain('Connection: close')
    expect(JSON.parse(body)).toMatchObject({ type: `urn:uniwire:problem:${code}`, code, status, detail: expect.stringMatching(/\S/) })
  }) // prettier-ignore

  it('after one that is being answered is no part of that answer', async () => {
    const good = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi'
    expect(await answerTo(`${good}nonsense\r\n\r\n`)).not.toContain('malformed-request')
  })
})
