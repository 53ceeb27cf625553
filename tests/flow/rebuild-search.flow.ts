import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniwire } from '../growing/uniwire.ts'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'

const ARTICLES = 40
const TIMEOUT_MS = 240_000

export function rebuiltSearch(createWire: () => Promise<Standalone>): void {
  describe('a search index that is made anew while articles arrive and readers search', () => {
    let wire: Standalone
    let university: TestUniversity
    let arrived = 0

    const arrive = async (): Promise<Written> => {
      arrived += 1
      const article = { title: `Ice report ${arrived}`, bodyText: 'The ice of the Nura.', language: 'en' }
      const response = await university.put(`news/${arrived}`, article)
      if (!response.ok) throw new Error(await response.text())
      return (await response.json()) as Written
    }
    const total = async (after?: number) =>
      (await readerOf(wire.url).json<Found>('/v1/search?q=ice&limit=1', after)).total
    const rebuild = async (...options: readonly string[]) => {
      const environment = { UNIWIRE_URL: wire.url, UNIWIRE_OPERATOR_KEY: OPERATOR_KEY }
      const { code, out, err } = await uniwire(['rebuild', 'search', ...options], environment)
      if (out === '') throw new Error(err)
      return { code, err, ...(JSON.parse(out) as { state: string; comparison?: object }) }
    }

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      university = await registerUniversity(wire.url, 'anew')
      let last = 0
      while (arrived < ARTICLES) last = (await arrive()).sequence
      expect(await total(last)).toBe(ARTICLES)
    }, TIMEOUT_MS)
    afterAll(() => wire[Symbol.asyncDispose]())

    it(
      'finds everything all the time, and what arrived meanwhile',
      async () => {
        let isOver = false
        let last = 0
        const writing = async () => {
          while (!isOver) last = (await arrive()).sequence
        }
        const reading = async () => {
          while (!isOver) {
            const before = arrived
            expect(await total(last)).toBeGreaterThanOrEqual(before - 1)
          }
        }
        const others = Promise.all([writing(), reading()])
        const outcome = await rebuild().finally(() => (isOver = true))
        await others
        expect(outcome).toMatchObject({ code: 0, state: 'done', comparison: { lost: [] } })
        expect(outcome.err).toContain('search: ')
        expect(await total(last)).toBe(arrived)
      },
      TIMEOUT_MS,
    )

    it(
      'is whole after kill -9 in the middle, and is made anew when asked again',
      async () => {
        const headers = { Authorization: `Bearer ${OPERATOR_KEY}` }
        const response = await fetch(`${wire.url}/v1/search/rebuild`, { method: 'POST', headers })
        // It is under way as soon as its first line is there.
        const lines = response.body?.getReader()
        const { value } = (await lines?.read()) ?? {}
        expect(new TextDecoder().decode(value)).toContain('building')
        await wire.kill()
        await lines?.cancel().catch(() => undefined)
        await wire.start()
        expect(await total()).toBe(arrived)
        expect(existsSync(join(wire.folder, 'search.next.db'))).toBe(false)
        const { sequence } = await arrive()
        expect(await total(sequence)).toBe(arrived)
        expect(await rebuild()).toMatchObject({ code: 0, state: 'done' })
        expect(await total(sequence)).toBe(arrived)
      },
      TIMEOUT_MS,
    )

    it(
      'goes back to the index before, from which was withdrawn what was withdrawn since',
      async () => {
        const before = arrived
        const { sequence } = await arrive()
        const withdrawn = await university.call('POST', '/articles/news%2F1/withdraw', { reason: 'Melted' })
        const { sequence: last } = (await withdrawn.json()) as Written
        expect(last).toBeGreaterThan(sequence)
        expect(await total(last)).toBe(before)
        expect(await rebuild('--rollback')).toMatchObject({ code: 0, state: 'done' })
        expect(await total(last)).toBe(before)
        expect(await rebuild('--forget')).toMatchObject({ code: 0, forgotten: true })
        expect(await rebuild('--rollback')).toMatchObject({ code: 1, state: 'failed' })
        expect(await total((await arrive()).sequence)).toBe(before + 1)
      },
      TIMEOUT_MS,
    )
  })
}
