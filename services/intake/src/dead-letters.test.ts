import { randomUUID } from 'node:crypto'
import { STREAMS } from '@uniwire/events'
import { createDeadLetterBox } from '@uniwire/projection'
import { describe, expect, it } from 'vitest'
import { OPERATOR_KEY, startIntake } from './intake.fixture.ts'

/** An intake whose only event was given up by search. */
async function withLetter() {
  const intake = await startIntake()
  await intake.register('nura')
  const dead = await intake.logs.open(STREAMS.dead)
  const { clock } = intake
  const box = createDeadLetterBox({ dead, projection: 'search', newId: () => randomUUID(), now: clock.now })
  const [record] = await intake.records()
  if (record === undefined) throw new Error('the log is empty')
  await box.write(record, 'no title')
  const ask = (method: string, path: string, key?: string) =>
    intake.call(method, `/../dead-letters${path}`, key)
  return {
    intake,
    ask,
    sequence: record.sequence,
    [Symbol.asyncDispose]: () => intake[Symbol.asyncDispose](),
  }
}

describe('dead letters, for the operator', () => {
  it('are shown with what was given up, by whom, when and why', async () => {
    await using place = await withLetter()
    const response = await place.ask('GET', '', OPERATOR_KEY)
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'private, no-store'])
    expect(await response.json()).toEqual({
      letters: [
        {
          projection: 'search',
          sequence: place.sequence,
          subject: 'university.nura',
          type: 'university.registered',
          reason: 'no title',
          at: place.intake.clock.now(),
        },
      ],
    })
  })

  it('are dropped once, and no other is', async () => {
    await using place = await withLetter()
    expect((await place.ask('DELETE', `/hub/${place.sequence}`, OPERATOR_KEY)).status).toBe(404)
    expect((await place.ask('DELETE', `/search/${place.sequence}`, OPERATOR_KEY)).status).toBe(200)
    expect((await place.ask('DELETE', `/search/${place.sequence}`, OPERATOR_KEY)).status).toBe(404)
    expect(await (await place.ask('GET', '', OPERATOR_KEY)).json()).toEqual({ letters: [] })
  })

  it('are nobody else’s to see or drop', async () => {
    await using place = await withLetter()
    const key = await place.intake.issueKey('nura')
    expect((await place.ask('GET', '')).status).toBe(401)
    expect((await place.ask('GET', '', key)).status).toBe(403)
    expect((await place.ask('DELETE', `/search/${place.sequence}`, key)).status).toBe(403)
    expect((await place.ask('DELETE', '/%2A/1', OPERATOR_KEY)).status).toBe(404)
    expect((await place.ask('DELETE', '/search/0', OPERATOR_KEY)).status).toBe(404)
  })
})
