import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'

/** Longer than any server takes in an address, and as many words as one can hold. */
const REFUSED: readonly (readonly [name: string, q: string])[] = [
  ['10,000 words', Array.from({ length: 10_000 }, (_, n) => `w${n}`).join(' ')],
  ['1,001 characters', 'x'.repeat(1_001)],
  ['1 MB', 'x'.repeat(1_000_000)],
]

/** None of them is a word that the article has. */
const SIGNS = [
  '?',
  '!!! ... ???',
  '"',
  '""',
  '«»',
  '-',
  '--',
  '-"',
  '()',
  ')(',
  '[]',
  '{}',
  '<>',
  '/',
  '//',
  '\\',
  '%',
  '*',
  '**',
  '~',
  '^',
  '+',
  '||',
  '&&',
  '::',
  ';',
  "'",
  '\u0000',
  '\u202E\u202D\u2066',
  '\u200B',
  '\u{1F393}\u{1F468}\u200D\u{1F469}',
  '\u{1F1F0}\u{1F1FF}',
  '\u0301'.repeat(900),
  '\uFFFD',
]

/** What means something to FTS5, to Lucene, to SQL or to a template: here it is words. */
const SYNTAX = [
  'bridge AND',
  'bridge OR NOT',
  'NEAR(bridge river, 5)',
  'title_stem:bridge',
  '^bridge',
  'bridge*',
  '+bridge',
  'bridge~2',
  '/bridge.*/',
  '[a TO z] bridge',
  '{bridge TO *}',
  'bridge^1000',
  '_exists_:bridge',
  '*:* bridge',
  '"bridge',
  'bridge"',
  '"bridge" "',
  '(bridge',
  'bridge)',
  "bridge' OR 1=1 --",
  '"; DROP TABLE articles; -- bridge',
  '{"match_all":{}} bridge',
  '${jndi:ldap://x} bridge',
  '<script>bridge</script>',
  'bridge\u0000',
  'bridge\\',
  '\u202Ebridge\u202C',
  '\u05D2\u05E9\u05E8 bridge',
  '\u062C\u0633\u0631 bridge \u{1F309}',
  'b\u00ADridge',
  'ｂｒｉｄｇｅ',
  'bridge '.repeat(140).trim(),
  `bridge ${Array.from({ length: 240 }, (_, n) => n.toString(36)).join(' ')}`,
  `bridge ${'"a b" '.repeat(60)}`,
  `bridge ${'-zz '.repeat(150)}`,
]

/** Hundreds of requests, on machines that have other work. */
const TIMEOUT_MS = 180_000

/** What nobody means to ask is answered all the same, and hurts nobody. */
export function hostileQueries(createWire: () => Promise<Standalone>): void {
  describe('a hostile query', () => {
    let wire: Standalone
    let after = 0
    const read = () => readerOf(wire.url)

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      const own = await registerUniversity(wire.url, 'own')
      const answer = await own.put('1', { title: 'A bridge', bodyText: 'Over the river.', language: 'en' })
      expect(answer.status).toBe(201)
      after = ((await answer.json()) as { sequence: number }).sequence
      expect((await read().json<Found>('/v1/search?q=bridge', after)).total).toBe(1)
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    it.each(REFUSED)('is refused: %s', async (_, q) => {
      for (const path of ['/v1/search', '/v1/suggest']) {
        const answer = await fetch(`${wire.url}${path}?q=${encodeURIComponent(q)}`)
        await answer.body?.cancel()
        expect([400, 414, 431]).toContain(answer.status)
      }
      expect((await read().get('/v1/search?q=bridge')).status).toBe(200)
    })

    it(
      'finds nothing by signs alone',
      async () => {
        for (const q of SIGNS) {
          const { total } = await read().json<Found>(`/v1/search?q=${encodeURIComponent(q)}`)
          expect({ q, total }).toEqual({ q, total: 0 })
        }
      },
      TIMEOUT_MS,
    )

    it(
      'finds by its words, whatever stands around them',
      async () => {
        for (const q of SYNTAX) {
          for (const sort of ['relevance', 'newest']) {
            const { total } = await read().json<Found>(`/v1/search?sort=${sort}&q=${encodeURIComponent(q)}`)
            expect({ q, sort, total }).toEqual({ q, sort, total: 1 })
          }
        }
      },
      TIMEOUT_MS,
    )

    it(
      'is answered by suggestions, the page, and its feed if that takes so many characters',
      async () => {
        for (const q of [...SIGNS, ...SYNTAX]) {
          const text = encodeURIComponent(q)
          const statusOf = async (path: string) => {
            const answer = await read().get(`${path}?q=${text}`)
            await answer.body?.cancel()
            return answer.status
          }
          const statuses = [await statusOf('/v1/suggest'), await statusOf('/en/search')]
          expect({ q, statuses }).toEqual({ q, statuses: [200, 200] })
          expect([200, 400]).toContain(await statusOf('/feeds/search.atom'))
        }
      },
      TIMEOUT_MS,
    )
  })
}
