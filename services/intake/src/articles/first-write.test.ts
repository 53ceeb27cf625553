import type { EventLog } from '@uniwire/ports'
import { expect, it } from 'vitest'
import { startIntake } from '../intake.fixture.ts'

const ARTICLE = { title: 'Ice', bodyText: 'Measured.' }

/** An intake, and how often it asked the log for an article, and offered it an event of one. */
async function counted() {
  const asked = { last: 0, append: 0 }
  const isArticle = (subject: string) => subject.startsWith('article.')
  const wrap = (log: EventLog): EventLog => ({
    ...log,
    last: (subject) => {
      if (isArticle(subject)) asked.last += 1
      return log.last(subject)
    },
    append: (record) => {
      if (isArticle(record.subject)) asked.append += 1
      return log.append(record)
    },
  })
  const intake = await startIntake({ wrap })
  await intake.register('nura')
  const key = await intake.issueKey('nura')
  const put = async (id: string, body: object, headers = {}) => {
    const answer = await intake.call('PUT', `/nura/articles/${id}`, key, body, headers)
    return [answer.status, asked.last, asked.append]
  }
  return { intake, put, key }
}

it('asks the log nothing about a new article, and reads one that is there before it writes', async () => {
  const { intake, put } = await counted()
  await using _closed = intake
  expect(await put('1', ARTICLE)).toEqual([201, 0, 1])
  expect(await put('1', ARTICLE)).toEqual([200, 1, 1])
  expect(await put('1', { ...ARTICLE, title: 'Thicker ice' })).toEqual([200, 2, 2])
})

it('looks before it refuses what only an article that is there may be sent', async () => {
  const { intake, put } = await counted()
  await using _closed = intake
  expect(await put('1', ARTICLE, { 'If-Match': '"1"' })).toEqual([412, 1, 0])
  expect(await put('1', ARTICLE)).toEqual([201, 1, 1])
})

it('decides again on top of what another intake has written, and learns that it is there', async () => {
  const { intake, put, key } = await counted()
  await using _closed = intake
  await using other = await startIntake({ beside: intake })
  await other.call('PUT', '/nura/articles/1', key, ARTICLE)
  expect(await put('1', { ...ARTICLE, title: 'Thicker ice' })).toEqual([200, 1, 2])
  expect(await put('1', { ...ARTICLE, title: 'Thin ice' })).toEqual([200, 2, 3])
})
