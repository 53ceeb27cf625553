import { request as rawRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Changes } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

/** More than sockets and proxies keep: nothing of it may depend on a buffer that happens to be large enough. */
const LINES = 4_000
const BODY = 'The ice on the river was measured at forty places. '.repeat(40)

interface Line {
  readonly line: number
  readonly sourceId: string
  readonly id: string
  readonly sequence: number
}
interface End {
  readonly summary: Readonly<Record<'created' | 'unchanged' | 'failed', number>>
  readonly complete: boolean
}

export function importedDocuments(createWire: () => Promise<Standalone>): void {
  describe('documents of many articles', () => {
    let wire: Standalone
    let university: TestUniversity

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      university = await registerUniversity(wire.url, 'imports')
    }, 180_000)
    afterAll(() => wire[Symbol.asyncDispose]())

    const url = () => `${wire.url}/v1/universities/imports/imports`
    const send = async (document: string, report: 'full' | 'problems' = 'full') => {
      const response = await fetch(`${url()}?report=${report}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${university.key}`, 'Content-Type': 'application/x-ndjson' },
        body: document,
      })
      const entries = (await response.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line | End)
      const end = entries.pop()
      if (end === undefined || !('summary' in end)) throw new Error(`no summary: ${response.status}`)
      return { lines: entries.filter((entry): entry is Line => 'line' in entry), end }
    }

    it('are stored whole, each article with its own date, and reported line by line', async () => {
      const { lines, end } = await send(documentOf('whole', LINES))
      expect(end).toMatchObject({ complete: true, summary: { lines: LINES, created: LINES, failed: 0 } })
      expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: LINES }, (_, n) => n + 1))
      const last = lines.at(-1)
      const own = await (await university.call('GET', `/articles/${last?.sourceId}`)).json()
      expect(own).toMatchObject({ publishedAt: '2019-04-24T08:42:56Z', sequence: last?.sequence })
    }, 240_000)

    it('change nothing when they come again', async () => {
      const { lines, end } = await send(documentOf('whole', LINES), 'problems')
      expect([lines, end.summary.unchanged]).toEqual([[], LINES])
    }, 240_000)

    it('may be sent by a client that reads nothing before it has sent everything', async () => {
      const document = Buffer.from(documentOf('whole', LINES))
      const call = rawRequest(url(), {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${university.key}`,
          'Content-Type': 'application/x-ndjson',
          'Content-Length': document.length,
        },
      })
      const answered = Promise.withResolvers<IncomingMessage>()
      call.on('response', answered.resolve).on('error', answered.reject)
      const sent = Promise.withResolvers<undefined>()
      call.end(document, () => sent.resolve(undefined))
      await sent.promise
      const text = (await (await answered.promise).setEncoding('utf8').toArray()).join('')
      expect(text.trimEnd().split('\n')).toHaveLength(LINES + 1)
      expect(text).toContain('"complete":true')
    }, 240_000)

    it('are refused with a reason where the key or the type is wrong, however long they are', async () => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch(url(), { method: 'POST', headers, body: documentOf('x', 500) })
      expect(response.status).toBe(401)
    }, 60_000)

    it('are resumed by sending them again after everything was killed in the middle', async () => {
      const document = documentOf('killed', LINES)
      const gone = fetch(url(), {
        method: 'POST',
        headers: { Authorization: `Bearer ${university.key}`, 'Content-Type': 'application/x-ndjson' },
        body: document,
      })
        .then((response) => response.text())
        .catch(() => 'cut off')
      await waitUntil(
        'some are stored',
        async () => {
          return (await university.call('GET', '/articles/killed-300')).status === 200
        },
        120_000,
      )
      await wire.kill()
      await gone
      await wire.start()
      const { lines, end } = await send(document)
      expect(end.complete).toBe(true)
      expect(end.summary.unchanged).toBeGreaterThanOrEqual(300)
      expect(end.summary.created + end.summary.unchanged).toBe(LINES)
      const ids = new Set(lines.map(({ id }) => id))
      expect(ids.size).toBe(LINES)
      expect(await timesInChanges(wire.url, ids)).toEqual(new Map(Array.from(ids, (id) => [id, 1])))
    }, 400_000)
  })
}

function documentOf(name: string, lines: number): string {
  const article = (n: number) => ({
    sourceId: `${name}-${n}`,
    title: `Article ${n} of ${name}`,
    bodyText: `${n} ${BODY}`,
    language: 'en',
    publishedAt: '2019-04-24T14:42:56',
  })
  return Array.from({ length: lines }, (_, n) => `${JSON.stringify(article(n))}\n`).join('')
}

async function timesInChanges(url: string, ids: ReadonlySet<string>): Promise<Map<string, number>> {
  const read = readerOf(url)
  const times = new Map<string, number>()
  for (let after = 0; ;) {
    const page: Changes = await read.json<Changes>(`/v1/changes?after=${after}&limit=500`)
    if (page.changes.length === 0) return times
    for (const { id } of page.changes) if (ids.has(id)) times.set(id, (times.get(id) ?? 0) + 1)
    after = page.next
  }
}
