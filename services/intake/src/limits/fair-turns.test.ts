import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventLog } from '@uniwire/ports'
import { MOST_AT_ONCE, MOST_WAITING, createFairTurns } from './fair-turns.ts'
import type { TestIntake } from '../intake.fixture.ts'
import { startIntake } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }

let intake: TestIntake
beforeEach(async () => {
  intake = await startIntake()
  for (const slug of ['nura', 'altyn']) await intake.register(slug)
})
afterEach(() => intake[Symbol.asyncDispose]())

const nextTurn = () => new Promise((resolve) => void setImmediate(resolve))
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn()
}
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))

/** A log that stores nothing of one university until it is told to, and counts what it is asked to store. */
function holding(university: string) {
  const gate = Promise.withResolvers<void>()
  let asked = 0
  const wrap = (log: EventLog): EventLog => ({
    ...log,
    async append(record) {
      if (record.subject.startsWith(`article.${university}.`)) {
        asked += 1
        await gate.promise
      }
      return log.append(record)
    },
  })
  return { wrap, asked: () => asked, letGo: () => gate.resolve() }
}

describe('a flood of one university', () => {
  it('is worked on a little at a time, and whoever else posts is answered before it', async () => {
    const flooded = holding('nura')
    await using beside = await startIntake({ beside: intake, wrap: flooded.wrap })
    const [flooding, other] = [await intake.issueKey('nura'), await intake.issueKey('altyn')]
    const put = (slug: string, n: number, key: string) =>
      beside.call('PUT', `/${slug}/articles/${n}`, key, ARTICLE)
    const flood = times(600, (n) => put('nura', n, flooding))
    await settled()
    expect(flooded.asked()).toBe(MOST_AT_ONCE)
    for (const n of times(20, (each) => each)) expect((await put('altyn', n, other)).status).toBe(201)
    expect(flooded.asked()).toBe(MOST_AT_ONCE)
    flooded.letGo()
    const answers = await Promise.all(flood)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(flooded.asked()).toBe(600)
  })

  it('that is more than may wait is 429, with when to come again and how much there may be; others are not', async () => {
    const flooded = holding('nura')
    await using beside = await startIntake({ beside: intake, wrap: flooded.wrap })
    const [flooding, other] = [await intake.issueKey('nura'), await intake.issueKey('altyn')]
    const put = (slug: string, n: number, key: string) =>
      beside.call('PUT', `/${slug}/articles/${n}`, key, ARTICLE)
    const taken = times(MOST_AT_ONCE + MOST_WAITING, (n) => put('nura', n, flooding))
    await settled()
    const refused = await put('nura', -1, flooding)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
    expect(refused.headers.get('RateLimit-Policy')?.split(', ')).toEqual([
      '"key";q=60000;w=60',
      `"university";q=${MOST_AT_ONCE + MOST_WAITING};qu="concurrent-requests"`,
    ])
    expect(refused.headers.get('RateLimit')).toMatch(/^"key";r=\d+;t=\d+, "university";r=0$/)
    expect(await refused.json()).toMatchObject({ code: 'rate-limited' })
    expect((await put('altyn', 1, other)).status).toBe(201)
    flooded.letGo()
    for (const answer of await Promise.all(taken)) expect(answer.status).toBe(201)
    expect((await put('nura', -1, flooding)).status).toBe(201)
  })
})

describe('turns', () => {
  it('come in the order of asking, for each university by itself, and are given back by what fails', async () => {
    const turns = createFairTurns()
    const gate = Promise.withResolvers<void>()
    const begun: string[] = []
    const work = (university: string, name: string) =>
      turns.run(university, async () => {
        begun.push(name)
        await gate.promise
        if (name.endsWith('7')) throw new Error(name)
      })
    const all = times(MOST_AT_ONCE + 20, (n) => work('a', `a${n}`))
    all.push(work('b', 'b0'))
    await settled()
    expect(begun).toEqual([...times(MOST_AT_ONCE, (n) => `a${n}`), 'b0'])
    gate.resolve()
    const outcomes = await Promise.allSettled(all)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(8)
    expect(begun).toEqual([
      ...times(MOST_AT_ONCE, (n) => `a${n}`),
      'b0',
      ...times(20, (n) => `a${MOST_AT_ONCE + n}`),
    ])
    await expect(turns.run('a', () => Promise.resolve('free'))).resolves.toBe('free')
  })
})
