import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { NDJSON, article, ndjson, readReport, startImports } from './import.fixture.ts'
import type { TestImports } from './import.fixture.ts'
import { ndjsonItems } from './ndjson-items.ts'

const LINES_IN_CHUNK = 50
const BODY = 'The ice on the river was measured at forty places. '.repeat(40)
const TIMEOUT_MS = 120_000

setFlagsFromString('--expose-gc')
// The flag puts it into contexts that are made from now on.
const collectGarbage = runInNewContext('gc') as () => void

/** A document made while it is read, and how many lines of it were taken. */
function endless(lines: number, onChunk: (taken: number) => void = () => undefined) {
  let taken = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        onChunk(taken)
        const some = Array.from({ length: LINES_IN_CHUNK }, (_, n) =>
          article(`${taken + n}`, { bodyText: BODY }),
        )
        taken += some.length
        controller.enqueue(Buffer.from(ndjson(some)))
        if (taken >= lines) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { body, taken: () => taken }
}

async function post({ intake, key }: TestImports, body: ReadableStream<Uint8Array>, report: string) {
  return intake.call('POST', `/nura/imports?report=${report}`, key, body, { 'Content-Type': NDJSON })
}

describe('a line without end', () => {
  it('is not kept either', async () => {
    let heldMb = 0
    const bytes = async function* () {
      collectGarbage()
      const before = process.memoryUsage().arrayBuffers
      for (let n = 0; n < 60; n += 1) yield Buffer.alloc(1_000_000, 'x')
      for (let turn = 0; turn < 10; turn += 1) {
        // Buffers are given back some turns after they were found to be garbage.
        collectGarbage()
        await new Promise((resolve) => setImmediate(resolve))
      }
      heldMb = (process.memoryUsage().arrayBuffers - before) / 1e6
    }
    const items = await Array.fromAsync(ndjsonItems(bytes()))
    expect(items).toMatchObject([{ line: 1, trouble: { problem: { code: 'body-too-large' } } }])
    expect(heldMb).toBeLessThan(10)
  })
})

describe('an import of any length', () => {
  it(
    'is never kept in memory, nor is its report',
    async () => {
      await using imports = await startImports()
      const held: number[] = []
      const document = endless(10_000, (taken) => {
        if (taken % 2_000 !== 0 || taken < 4_000) return
        collectGarbage()
        const { heapUsed, arrayBuffers } = process.memoryUsage()
        held.push((heapUsed + arrayBuffers) / 1e6)
      })
      const response = await post(imports, document.body, 'full')
      expect(readReport(await response.text()).end.summary.created).toBe(10_000)
      expect(held.length).toBeGreaterThan(2)
      // The document has 21 MB, its report 2.
      expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(8)
    },
    TIMEOUT_MS,
  )

  it(
    'is not read on while nobody reads its live report',
    async () => {
      await using imports = await startImports()
      const document = endless(1_000_000)
      const response = await post(imports, document.body, 'live')
      expect(response.status).toBe(200)
      let before = -1
      for (let still = 0; still < 500;) {
        still = document.taken() === before ? still + 1 : 0
        before = document.taken()
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(document.taken()).toBeLessThan(2_000)
      const reader = response.body?.getReader()
      await reader?.read()
      await reader?.cancel()
    },
    TIMEOUT_MS,
  )

  it(
    'lets go of its place when its reader goes away',
    async () => {
      await using imports = await startImports()
      for (let n = 0; n < 10; n += 1) {
        const response = await post(imports, endless(1_000_000).body, 'live')
        const reader = response.body?.getReader()
        await reader?.read()
        await reader?.cancel()
        expect(response.status).toBe(200)
      }
    },
    TIMEOUT_MS,
  )

  it(
    'ends with a reason when its key is revoked, within the moment that keys are kept',
    async () => {
      await using imports = await startImports()
      const { intake } = imports
      const keys = (await (await intake.call('GET', '/nura/keys', 'operator-key-of-the-tests')).json()) as {
        readonly keys: readonly { readonly id: string }[]
      }
      const id = keys.keys[0]?.id ?? ''
      let revoking: Promise<unknown> | undefined
      const document = endless(10_000, (taken) => {
        if (taken < 1_000) return
        revoking ??= intake.call('DELETE', `/nura/keys/${id}`, 'operator-key-of-the-tests')
        intake.clock.setForward(600)
      })
      const response = await post(imports, document.body, 'full')
      const { end, lines } = readReport(await response.text())
      expect([end.complete, end.code]).toEqual([false, 'unauthorized'])
      expect(lines.length).toBeLessThan(9_000)
      expect((await imports.intake.records()).length).toBeGreaterThan(0)
    },
    TIMEOUT_MS,
  )
})
