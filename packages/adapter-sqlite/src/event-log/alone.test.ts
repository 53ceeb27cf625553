import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DurableConsumer, EventLogs } from '@uniwire/ports'
import { expect, it } from 'vitest'
import { openEventLogs } from './open-event-logs.ts'

const STREAM = { name: 'NEWS', subjects: ['article.>'], retention: { kind: 'forever' } } as const
const envelope = {
  id: '1',
  source: '/test',
  type: 'article.published',
  time: '2026-11-22T10:00:00.000Z',
  schema: 1,
}
const signal = new AbortController().signal

it('gives what a dead process held again at once, with its attempts counted, where no other process can live', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-alone-'))
  const open = () =>
    openEventLogs({
      file: join(folder, 'log.db'),
      now: () => 1_000,
      newId: () => crypto.randomUUID(),
      isAlone: true,
    })
  try {
    await using before = await open()
    const log = await before.open(STREAM)
    await log.append({ subject: 'article.a.1', expected: 0, envelope, payload: '{}' })
    expect(await attempts(await consumerOf(before))).toEqual([1])
    // The first one never settles it, and goes.
    await before[Symbol.asyncDispose]()
    await using after = await open()
    expect(await attempts(await consumerOf(after))).toEqual([2])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function consumerOf(logs: EventLogs): Promise<DurableConsumer> {
  return (await logs.open(STREAM)).consumer({ name: 'search', ackWaitMs: 30_000 })
}

async function attempts(consumer: DurableConsumer): Promise<readonly number[]> {
  const deliveries = await consumer.pull({ max: 10, waitMs: 0, signal })
  return deliveries.map(({ attempt }) => attempt)
}
