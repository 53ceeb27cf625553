import { array, assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleId, parseSlug, parseSourceId } from '@uniwire/newsroom'
import { batches } from './batches.ts'
import { feedDate } from './feed-date.ts'
import { heldReport } from './held-report.ts'
import { createImportLane } from './import-lane.ts'
import { ImportStopped } from './item.ts'
import { ndjsonItems } from './ndjson-items.ts'
import { createSeenArticles } from './seen-articles.ts'
import { readUpload } from './upload.ts'

describe('the date of a feed', () => {
  it.each([
    ['Wed, 11 Feb 2026 09:30:00 +0500', '2026-02-11T09:30:00+05:00'],
    ['11 Feb 26 9:30 GMT', '2026-02-11T09:30Z'],
    ['Wed, 11 Feb 98 09:30:00 EST', '1998-02-11T09:30:00-05:00'],
    ['Wed, 11 Feb 2026 09:30:00', '2026-02-11T09:30:00'],
    ['11 Feb 2026', '2026-02-11'],
    ['2026-02-11T09:30:00+0500', '2026-02-11T09:30:00+05:00'],
    ['2026-02-11 09:30', '2026-02-11T09:30'],
    ['2026-02-11', '2026-02-11'],
    ['Wed, 11 Feb 2026 09:30:00 ALMT', 'Wed, 11 Feb 2026 09:30:00 ALMT'],
    ['11 Foo 2026', '11 Foo 2026'],
  ])('reads %s as %s', (printed, meant) => {
    expect(feedDate(printed)).toBe(meant)
  })
})

describe('lines of NDJSON', () => {
  it('are the same however the bytes arrive', async () => {
    const bytes = new TextEncoder().encode('\uFEFF{"a":"Нұра"}\n\r\n{"b":"🧊"}\r\n{broken\n{"c":1}')
    const read = async (sizes: readonly number[]) => Array.fromAsync(ndjsonItems(pieces(bytes, sizes)))
    const whole = await read([bytes.length])
    expect(whole.map(({ line, kind }) => [line, kind])).toEqual([
      [1, 'input'],
      [3, 'input'],
      [4, 'trouble'],
      [5, 'input'],
    ])
    await assert(
      asyncProperty(array(integer({ min: 1, max: 9 })), async (sizes) => {
        expect(await read(sizes)).toEqual(whole)
      }),
    )
  })
})

describe('the articles that a document had', () => {
  it('are told apart, all of them', () => {
    const seen = createSeenArticles()
    const slug = parseSlug('nura')
    if (!slug.ok) throw new Error('a slug')
    const ids = Array.from({ length: 5_000 }, (_, n) => {
      const parsed = parseSourceId(`news/${n}`)
      if (!parsed.ok) throw new Error('an id')
      return articleId(slug.slug, parsed.sourceId)
    })
    expect(ids.every((id) => seen.add(id))).toBe(true)
    expect(ids.some((id) => seen.add(id))).toBe(false)
  })
})

describe('groups of items', () => {
  it('hold every item once and in order, up to the limit, and come before an error', async () => {
    const items = async function* () {
      for (let n = 0; n < 10; n += 1) yield { n, size: n === 4 ? 100 : 1 }
      throw new Error('cut')
    }
    const groups: number[][] = []
    const reading = async () => {
      for await (const group of batches(items(), () => ({ count: 3, size: 50 })))
        groups.push(group.map(({ n }) => n))
    }
    await expect(reading()).rejects.toThrow('cut')
    expect(groups).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6, 7],
      [8, 9],
    ])
  })

  it('do not wait for an item that does not come', async () => {
    const never = Promise.withResolvers<never>()
    const items = async function* () {
      yield { size: 1 }
      await never.promise
    }
    const first = await batches(items(), () => ({ count: 100, size: 100 })).next()
    expect(first.value).toHaveLength(1)
  })
})

describe('a report that is held', () => {
  it('comes out whole and in order, from memory and from its file, and only after the upload', async () => {
    let ended = false
    const lines = Array.from({ length: 3_000 }, (_, n) => `${n} ${'ұ'.repeat(200)}\n`)
    const texts = async function* () {
      yield* lines.slice(0, 2_500)
      ended = true
      yield* lines.slice(2_500)
    }
    const upload = { ended: () => ended, tooLong: () => undefined }
    let out = ''
    for await (const text of heldReport(texts(), upload, () => crypto.randomUUID())) {
      expect(ended).toBe(true)
      out += text
    }
    expect(out).toBe(lines.join(''))
  })
})

describe('an upload', () => {
  it('is given up when its sender falls silent', async () => {
    const upload = readUpload(new ReadableStream<Uint8Array>(), 5)
    const reading = Array.fromAsync(upload)
    await expect(reading).rejects.toThrow(ImportStopped)
    await expect(reading).rejects.toThrow('upload-stalled')
  })

  it('takes no more from its sender than is read', async () => {
    let made = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          made += 1
          controller.enqueue(new Uint8Array(10))
        },
      },
      { highWaterMark: 1 },
    )
    const chunks = readUpload(body)[Symbol.asyncIterator]()
    for (let n = 0; n < 5; n += 1) await chunks.next()
    await new Promise((resolve) => setImmediate(resolve))
    expect(made).toBeLessThanOrEqual(7)
  })
})

describe('the lane of imports', () => {
  it('gives one turn at a time, after what live requests do meanwhile', async () => {
    const lane = createImportLane(() => 0)
    const order: string[] = []
    const work = Promise.withResolvers<undefined>()
    const live = lane.live(async () => {
      await work.promise
      order.push('live')
    })
    const turn = lane.turn().then(() => order.push('import'))
    setImmediate(() => setImmediate(() => work.resolve(undefined)))
    await Promise.all([live, turn])
    expect(order).toEqual(['live', 'import'])
    expect(lane.batchSize()).toBeLessThan(50)
  })

  it('goes on beside live requests that never end', async () => {
    let nowMs = 0
    const lane = createImportLane(() => (nowMs += 1))
    const never = Promise.withResolvers<undefined>()
    const live = lane.live(() => never.promise)
    await expect(lane.turn()).resolves.toBeUndefined()
    never.resolve(undefined)
    await live
  })

  it('lets one university have so many imports open, and others theirs', () => {
    const lane = createImportLane(() => 0)
    const [nura, ishim] = [parseSlug('nura'), parseSlug('ishim')]
    if (!nura.ok || !ishim.ok) throw new Error('slugs')
    const open = Array.from({ length: 4 }, () => lane.enter(nura.slug))
    expect(() => lane.enter(nura.slug)).toThrow('rate-limited')
    lane.enter(ishim.slug)[Symbol.dispose]()
    open[0]?.[Symbol.dispose]()
    lane.enter(nura.slug)[Symbol.dispose]()
  })
})

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0
  for (const size of sizes) {
    yield bytes.slice(from, from + size)
    from += size
  }
  yield bytes.slice(from)
}
