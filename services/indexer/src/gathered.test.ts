import type { Delivery, DurableConsumer } from '@uniwire/ports'
import { MAX_PAGE_RECORDS } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { gathered } from './gathered.ts'

const REQUEST = { max: 2_000, waitMs: 5_000, signal: new AbortController().signal }

/** A consumer with so many deliveries waiting, of so many letters each. */
function withBacklog(waiting: number, letters = 10) {
  const pulls: number[] = []
  let left = waiting
  const delivery = (sequence: number): Delivery => ({
    attempt: 1,
    record: {
      sequence,
      subject: 'article.nura.a',
      payload: 'x'.repeat(letters),
      envelope: { id: String(sequence), type: 'article.published', time: '', source: '', schema: 1 },
    },
  })
  const consumer: Pick<DurableConsumer, 'pull'> = {
    async pull({ max, waitMs }) {
      pulls.push(waitMs)
      const size = Math.min(max, MAX_PAGE_RECORDS, left)
      const page = Array.from({ length: size }, (_, n) => delivery(waiting - left + n + 1))
      left -= size
      return page
    },
  }
  // Nothing else of it is asked for here.
  return { pulls, consumer: gathered(consumer as DurableConsumer) }
}

describe('a batch', () => {
  it('has as much as it may while more waits, in order', async () => {
    const { consumer, pulls } = withBacklog(5_000)
    const batch = await consumer.pull(REQUEST)
    expect(batch.map(({ record }) => record.sequence)).toEqual(Array.from({ length: 2_000 }, (_, n) => n + 1))
    expect(pulls).toEqual([5_000, 0, 0, 0])
  })

  it('waits for nothing more where less than a page was there', async () => {
    const { consumer, pulls } = withBacklog(MAX_PAGE_RECORDS - 1)
    expect(await consumer.pull(REQUEST)).toHaveLength(MAX_PAGE_RECORDS - 1)
    expect(pulls).toEqual([5_000])
  })

  it('has fewer events when they are long', async () => {
    const { consumer } = withBacklog(5_000, 10_000)
    expect(await consumer.pull(REQUEST)).toHaveLength(MAX_PAGE_RECORDS)
  })
})
