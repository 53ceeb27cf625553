import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { uniwire, withFiles } from './cli.fixture.ts'
import { uploadProgress } from './upload-progress.ts'

const DONE = '{"summary":{"lines":2,"created":2,"failed":0},"complete":true}\n'
const FAILED =
  '{"line":2,"outcome":"failed"}\n{"summary":{"lines":2,"created":1,"failed":1},"complete":true}\n'

/** Answers each request with the next text, whole or cut off. */
async function importing(...answers: readonly { readonly text: string; readonly isCut?: boolean }[]) {
  const received: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const { text = '', isCut = false } = answers[received.length] ?? {}
      received.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
      response.write(text)
      if (isCut) setImmediate(() => response.destroy())
      else response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens at a port.
  const environment = {
    UNIWIRE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    UNIWIRE_KEY: 'uw_x',
  }
  return { received, environment, [Symbol.asyncDispose]: async () => void server.close() }
}

describe('uniwire import', () => {
  it('sends the file as what its name says, and ends with the summary', async () => {
    await using files = await withFiles({ 'all.ndjson': '{"a":1}\n' })
    await using server = await importing({ text: DONE })
    const { code, out, err } = await uniwire(['import', 'nura', files.path('all.ndjson')], server.environment)
    expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(DONE)])
    expect(err).toContain('(100 %)')
    expect(server.received).toEqual([
      'POST /v1/universities/nura/imports?report=problems application/x-ndjson {"a":1}\n',
    ])
  })

  it('sends the document again when the connection broke', async () => {
    await using files = await withFiles({ 'feed.txt': '<rss/>' })
    await using server = await importing(
      { text: '{"line":1,"outcome":"failed"}\n', isCut: true },
      { text: DONE },
    )
    const { code, err } = await uniwire(
      ['import', 'nura', files.path('feed.txt'), '--type', 'rss', '--charset', 'windows-1251'],
      server.environment,
    )
    expect([code, server.received.length]).toEqual([0, 2])
    expect(server.received[1]).toContain('application/rss+xml; charset=windows-1251 <rss/>')
    expect(err).toContain('again')
  })

  it('ends with 1 when a line failed, and prints it', async () => {
    await using files = await withFiles({ 'all.ndjson': '{}\n' })
    await using server = await importing({ text: FAILED })
    const { code, out } = await uniwire(['import', 'nura', files.path('all.ndjson')], server.environment)
    expect([code, out.split('\n')[0]]).toEqual([1, '{"line":2,"outcome":"failed"}'])
  })
})

describe('the progress of an upload', () => {
  it('says how much was taken, how fast, and how long the rest takes', () => {
    const said: string[] = []
    let nowMs = 0
    const say = uploadProgress(
      (line) => said.push(line),
      () => nowMs,
      8_000_000,
    )
    say(1_000)
    nowMs = 2_000
    say(2_000_000)
    nowMs = 2_500
    say(8_000_000)
    expect(said).toEqual(['2.0 of 8.0 MB (25 %), 1.0 MB/s, 6 s left\n', '8.0 of 8.0 MB (100 %), 3.2 MB/s\n'])
  })
})
