import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestIntake } from '../intake.fixture.ts'
import { OPERATOR_KEY, startIntake, startNura } from '../intake.fixture.ts'

const MOTTO =
  'Our university has been opening doors for the young people of the region since the spring of 1971.'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const letters = (at: number) => `${LETTERS.charAt(at / 26)}${LETTERS.charAt(at % 26)}`
const paragraphs = (at: number) => [
  `Students of the faculty ${letters(at)} have won the cup of the region after three long evenings in the hall.`,
  `Their coach, from the village of K${letters(at)}ask, thanked the parents of the whole team for their help.`,
]
const page = (at: number) =>
  [
    'Home > News',
    `The team of the faculty ${letters(at)} has won the spring cup`,
    '12.10.2025',
    ...paragraphs(at),
    MOTTO,
  ].join('\n')
const html = (...texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('\n')
const clean = (at: number) => html(...paragraphs(at))
const leaking = (at: number) => html(...paragraphs(at), MOTTO)

let intake: TestIntake
let key: string
beforeEach(async () => {
  ;({ intake, key } = await startNura())
})
afterEach(() => intake[Symbol.asyncDispose]())

interface Answer {
  readonly id: string
  readonly version?: number
  readonly draft: { readonly bodyText: string; readonly title: string; readonly publishedAt: string }
  readonly warnings: readonly { readonly code: string; readonly detail: string }[]
  readonly evidence: { readonly repeated: { readonly value: readonly string[] } | null }
}
const post = async (query: string, body: string, by: TestIntake = intake) => {
  const response = await by.call('POST', `/nura/pages${query}`, key, body, { 'Content-Type': 'text/plain' })
  return { httpStatus: response.status, ...((await response.json()) as Answer) }
}
const publish = (at: number, by?: TestIntake) => post(`?sourceId=${at}&publish=true`, page(at), by)
const bodyOf = async (id: number | string) =>
  ((await (await intake.call('GET', `/nura/articles/${id}`, key)).json()) as { bodyHtml: string }).bodyHtml
const draftOf = async (at: number, by?: TestIntake) => (await post('', page(at), by)).draft.bodyText
const plain = (at: number) => paragraphs(at).join('\n\n')

describe('what a site repeats', () => {
  it('is left out from the third published page on, said in a warning and shown in the evidence', async () => {
    await publish(0)
    await publish(1)
    const third = await publish(2)
    expect(third).toMatchObject({ httpStatus: 201, evidence: { repeated: { value: [MOTTO] } } })
    expect(third.warnings.map(({ code }) => code)).toContain('repeats-left-out')
    expect([await bodyOf(0), await bodyOf(1), await bodyOf(2)]).toEqual([leaking(0), leaking(1), clean(2)])
  })

  it('is not learned from a page that was only read, tried or refused', async () => {
    for (let at = 0; at < 4; at += 1) {
      await post(`?sourceId=${at}`, page(at))
      await post(`?sourceId=${at}&publish=true`, page(at).replace('12.10.2025\n', ''))
      await intake.call('PUT', `/nura/articles/${at}?dryRun=true`, key, { title: 'T', bodyText: 'B.' })
    }
    expect(await draftOf(4)).toContain(MOTTO)
  })

  it('is learned from a page that was read, looked at, corrected and then put', async () => {
    for (let at = 0; at < 2; at += 1) {
      const { draft } = await post(`?sourceId=${at}`, page(at))
      const { title, publishedAt } = draft
      await intake.call('PUT', `/nura/articles/${at}`, key, { title, publishedAt, bodyText: plain(at) })
    }
    expect(await draftOf(2)).toBe(plain(2))
  })

  it('stays with its university, and with its site', async () => {
    await publish(0)
    await publish(1)
    const elsewhere = await post(`?url=${encodeURIComponent('https://library.test.example/7')}`, page(2))
    expect(elsewhere.draft.bodyText).toContain(MOTTO)
    await intake.register('other')
    const other = await intake.issueKey('other')
    const answer = await intake.call('POST', '/other/pages', other, page(2), { 'Content-Type': 'text/plain' })
    expect(((await answer.json()) as Answer).draft.bodyText).toContain(MOTTO)
  })

  it('changes nothing of a page that is sent again: the same version, before and after', async () => {
    for (let at = 0; at < 4; at += 1) await publish(at)
    for (let at = 0; at < 4; at += 1) expect(await publish(at)).toMatchObject({ httpStatus: 200, version: 1 })
    expect(await bodyOf(0)).toBe(leaking(0))
  })

  it('is nobody’s to read: neither the article nor its history shows what is remembered', async () => {
    await publish(0)
    for (const path of ['', '/history']) {
      const answer = await intake.call('GET', `/nura/articles/0${path}`, key)
      expect(await answer.text()).not.toMatch(/printedPage|around/)
    }
  })
})

describe('what was learned', () => {
  it('is known to every intake of the same log, also to one that starts later', async () => {
    await using twin = await startIntake({ beside: intake })
    await publish(0, twin)
    await publish(1)
    expect([await draftOf(2), await draftOf(2, twin)]).toEqual([plain(2), plain(2)])
    await using later = await startIntake({ beside: intake })
    expect(await draftOf(2, later)).toBe(plain(2))
  })

  it('is waited for: a page is read with all that was published before', async () => {
    const gate = Promise.withResolvers<void>()
    let isAsked = false
    await using late = await startIntake({
      beside: intake,
      wrap: (log) => ({
        ...log,
        async end() {
          if (isAsked) gate.resolve()
          return log.end()
        },
        async *follow(query) {
          if (log.stream === STREAMS.log.name) await gate.promise
          yield* log.follow(query)
        },
      }),
    })
    await publish(0)
    await publish(1)
    isAsked = true
    expect(await draftOf(2, late)).toBe(plain(2))
  })

  it('is kept in the file of an intake, which reads no old event for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniwire-intake-'))
    const databaseFile = join(folder, 'intake-store.db')
    try {
      {
        await using first = await startIntake({ beside: intake, databaseFile })
        await publish(0, first)
        await publish(1, first)
        expect(await draftOf(2, first)).toBe(plain(2))
      }
      await using second = await startIntake({
        beside: intake,
        databaseFile,
        wrap: (log) => ({
          ...log,
          follow: (query) => log.follow({ ...query, after: Math.max(query.after, 3) }),
        }),
      })
      expect(await draftOf(2, second)).toBe(plain(2))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is forgotten with the article that taught it', async () => {
    for (const at of [0, 1]) await publish(at)
    await intake.call('POST', '/nura/articles/1/erase', OPERATOR_KEY, { basis: 'A court.' })
    expect(await draftOf(2)).toContain(MOTTO)
    const stored = (await intake.records()).map(({ payload }) => payload).join('')
    expect(stored.split('"printedPage":{')).toHaveLength(2)
  })

  it('is forgotten when the site no longer prints it', async () => {
    for (const at of [0, 1]) await publish(at)
    for (let at = 2; at < 16; at += 1) await post(`?sourceId=${at}&publish=true`, page(at).replace(MOTTO, ''))
    expect(await draftOf(20)).toContain(MOTTO)
  })
})

describe('any order of pages, each any number of times', () => {
  it('ends in one version of each, and those without the site’s lines hold the same whatever came first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 6 }),
        async (order) => {
          await using logs = await openEventLogs({
            file: ':memory:',
            now: intake.clock.nowMs,
            newId: randomUUID,
          })
          await using fresh = await startIntake({ beside: { ...intake, logs } })
          await fresh.register('nura')
          const own = await fresh.issueKey('nura')
          for (const at of order) {
            // Pages 0 and 1 are clean; the others leak.
            const body = at < 2 ? page(at).replace(MOTTO, '') : page(at)
            await fresh.call('POST', `/nura/pages?sourceId=${at}&publish=true`, own, body, {
              'Content-Type': 'text/plain',
            })
          }
          const articles = (await fresh.records()).filter(({ subject }) => subject.startsWith('article.'))
          expect(articles).toHaveLength(new Set(order).size)
          for (const { payload } of articles) {
            const { sourceId, content } = JSON.parse(payload) as {
              sourceId: string
              content: { bodyHtml: string }
            }
            const at = Number(sourceId)
            expect(at < 2 ? [clean(at)] : [clean(at), leaking(at)]).toContain(content.bodyHtml)
          }
        },
      ),
      { numRuns: 15 },
    )
  })
})
