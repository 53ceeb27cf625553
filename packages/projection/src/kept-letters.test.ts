import { deadSubject } from '@uniwire/events'
import { describe, expect, it } from 'vitest'
import { createDeadLetterBox } from './dead-letters.ts'
import { keptLetters } from './kept-letters.ts'
import { openLogs } from './logs.fixture.ts'

/** Two events, the first given up by two projections, the second by one. */
async function withLetters() {
  const place = await openLogs()
  const box = (projection: string) =>
    createDeadLetterBox({ dead: place.dead, projection, newId: () => crypto.randomUUID(), now: place.now })
  const one = await place.append('one')
  const two = await place.append('two')
  const { records } = await place.log.read({ after: 0, limit: 10 })
  for (const record of records) await box('search').write(record, 'no title')
  if (records[0] !== undefined) await box('hub').write(records[0], 'no feed')
  await box('search').noteTry(one)
  return {
    ...place,
    one,
    two,
    letters: keptLetters(place.dead),
    rewrite: async () => {
      for (const record of records) await box('search').write(record, 'again')
    },
  }
}

describe('dead letters that are kept', () => {
  it('are listed in the order in which they were given up, with what they are about and when', async () => {
    await using place = await withLetters()
    const at = place.now()
    const about = { type: 'test.noted', at }
    expect(await place.letters.list()).toEqual([
      { ...about, projection: 'search', sequence: place.one, subject: 'university.one', reason: 'no title' },
      { ...about, projection: 'search', sequence: place.two, subject: 'university.two', reason: 'no title' },
      { ...about, projection: 'hub', sequence: place.one, subject: 'university.one', reason: 'no feed' },
    ])
  })

  it('are found by projection and event, or not at all', async () => {
    await using place = await withLetters()
    expect(await place.letters.find('hub', place.one)).toMatchObject({ reason: 'no feed' })
    expect(await place.letters.find('hub', place.two)).toBeUndefined()
  })

  it('are gone once dropped, and those of others stay; the event stays in the log', async () => {
    await using place = await withLetters()
    expect(await place.letters.drop('search', place.one)).toBe(true)
    expect(await place.letters.drop('search', place.one)).toBe(false)
    const left = (await place.letters.list()).map(({ projection, sequence }) => [projection, sequence])
    expect(left).toEqual([
      ['search', place.two],
      ['hub', place.one],
    ])
    expect(await place.dead.last(deadSubject('search', place.one))).toBeUndefined()
    expect(await place.log.last('university.one')).toMatchObject({ sequence: place.one })
  })

  it('are written again when the event is given up again', async () => {
    await using place = await withLetters()
    await place.letters.drop('search', place.one)
    await place.rewrite()
    expect(await place.letters.find('search', place.one)).toMatchObject({ reason: 'again' })
    expect(await place.letters.find('search', place.two)).toMatchObject({ reason: 'no title' })
  })
})
