import { describe, expect, it } from 'vitest'
import { createClient } from './client.ts'
import { RefusedError, UnreachableError } from './problem.ts'

const SUMMARY = { summary: { lines: 2 }, complete: true }
const REPORT = `{"line":1}\n{"line":2}\n${JSON.stringify(SUMMARY)}\n`

/** A server that gives these answers in turn, and remembers the bodies. */
function wire(...answers: readonly (() => Response)[]) {
  const received: { readonly url: string; readonly type: string | null; readonly body: string }[] = []
  const client = createClient({
    baseUrl: 'http://wire.example',
    key: 'uw_secret',
    wait: () => Promise.resolve(),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      received.push({
        url: request.url,
        type: request.headers.get('Content-Type'),
        body: await request.text(),
      })
      const answer = answers[received.length - 1]
      if (answer === undefined) throw new TypeError('fetch failed')
      return answer()
    },
  })
  const document = { open: () => new Blob(['the document']).stream(), contentType: 'application/x-ndjson' }
  return {
    received,
    entries: () => Array.fromAsync(client.importDocument('nura', document, { report: 'problems' })),
  }
}

const away = () =>
  new Response('{"code":"not-ready"}', {
    status: 503,
    headers: { 'Content-Type': 'application/problem+json' },
  })

describe('the import of a document', () => {
  it('is streamed, and its report is given entry by entry however it is cut', async () => {
    const bytes = new TextEncoder().encode(REPORT)
    const cut = ReadableStream.from(Array.from(bytes, (byte) => Uint8Array.of(byte)))
    const { received, entries } = wire(() => new Response(cut))
    expect(await entries()).toEqual([{ line: 1 }, { line: 2 }, SUMMARY])
    expect(received).toEqual([
      {
        url: 'http://wire.example/v1/universities/nura/imports?report=problems',
        type: 'application/x-ndjson',
        body: 'the document',
      },
    ])
  })

  it('is opened anew for every attempt', async () => {
    const { received, entries } = wire(away, () => new Response(REPORT))
    expect(await entries()).toHaveLength(3)
    expect(received.map(({ body }) => body)).toEqual(['the document', 'the document'])
  })

  it('is not taken for done without a summary, and a refusal is one', async () => {
    await expect(wire(() => new Response('{"line":1}\n')).entries()).rejects.toThrow(UnreachableError)
    await expect(wire(() => new Response('{}', { status: 403 })).entries()).rejects.toThrow(RefusedError)
  })
})
