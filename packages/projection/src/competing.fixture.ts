import type { Delivery, DurableConsumer } from '@uniwire/ports'
import type { Applied, CompetingConsumerOptions } from './competing-consumer-options.ts'
import { startCompetingConsumer } from './competing-consumer.ts'
import { createDeadLetterBox } from './dead-letters.ts'
import type { openLogs } from './logs.fixture.ts'
import { rememberedPauses } from './logs.fixture.ts'

export type Place = Awaited<ReturnType<typeof openLogs>>

export const ACK_WAIT_MS = 30_000
const DONE: Applied = { kind: 'done' }

/** What happens to an event by its name; thrown for every batch that holds it. */
export type Fate = (name: string, batch: readonly string[]) => Applied | Error | undefined

/** A competing consumer that writes down each batch, with whose consumer and dead letters tests may meddle. */
export async function compete(
  place: Place,
  fate: Fate = () => DONE,
  over: Partial<CompetingConsumerOptions> & {
    readonly meddle?: (consumer: DurableConsumer) => DurableConsumer
  } = {},
) {
  const { meddle = (same) => same, ...rest } = over
  const batches: (readonly string[])[] = []
  const positions: number[] = []
  const died: string[] = []
  const failures: unknown[] = []
  const pauses = rememberedPauses()
  const replaced: string[] = []
  const log = rest.log ?? place.log
  const consumer = meddle(await place.log.consumer({ name: 'test', ackWaitMs: ACK_WAIT_MS }))
  const newId = () => crypto.randomUUID()
  const competitor = startCompetingConsumer({
    consumer,
    log,
    deadLetters: createDeadLetterBox({ dead: place.dead, projection: 'test', newId, now: place.now }),
    ackWaitMs: ACK_WAIT_MS,
    maxBatch: 10,
    apply: async (deliveries: readonly Delivery[]) => {
      const names = place.subjects({ records: deliveries.map(({ record }) => record) })
      batches.push(names)
      const outcomes = names.map((name) => fate(name, names) ?? DONE)
      return outcomes.map((outcome) => {
        if (outcome instanceof Error) throw outcome
        return outcome
      })
    },
    onPosition: (position) => {
      positions.push(position)
      return Promise.resolve()
    },
    onReplaced: (reason) => replaced.push(reason),
    onDead: ({ record }, reason) => died.push(`${record.subject}: ${reason}`),
    onFailure: (error) => failures.push(error),
    wait: pauses.wait,
    ...rest,
  })
  return { ...competitor, consumer, batches, positions, died, failures, replaced, asked: pauses.asked }
}

/** Delivered this many times, and never settled: as by a process that died each time. */
export async function deliverInVain(place: Place, times: number): Promise<void> {
  const consumer = await place.log.consumer({ name: 'test', ackWaitMs: ACK_WAIT_MS })
  for (let time = 0; time < times; time += 1) {
    await consumer.pull({ max: 10, waitMs: 0, signal: new AbortController().signal })
    place.forwardMs(ACK_WAIT_MS)
  }
  await consumer[Symbol.asyncDispose]()
}
