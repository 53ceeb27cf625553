/**
 * Appends per second through the port, beside raw JetStream publishes of the same bytes with acknowledgement
 * into a stream like it; then batches, reading and a durable consumer.
 * `node packages/adapter-nats/bench/append.ts nats://127.0.0.1:4222 [records] [rounds]`. The streams it makes
 * are its own, and are deleted.
 */
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { EventLog } from '@uniwire/ports'
import { openNatsEventLogs } from '../src/index.ts'

const [, , servers = 'nats://127.0.0.1:4222', count = '1000', rounds = '5'] = process.argv
const RECORDS = Number(count)
const ROUNDS = Number(rounds)
const PAYLOAD = JSON.stringify('x'.repeat(6_000))
const BATCH = 500
const namespace = `bench-${crypto.randomUUID().slice(0, 8)}`
const newId = () => crypto.randomUUID()

await using nc = await connect({ servers, noAsyncTraces: true })
const js = jetstream(nc)
const jsm = await jetstreamManager(nc)
await using logs = await openNatsEventLogs({
  servers,
  namespace,
  now: Date.now,
  newId,
  requestTimeoutMs: 60_000,
})
const log = await logs.open({ name: 'UNIWIRE', subjects: ['article.>'], retention: { kind: 'forever' } })
const { config } = await jsm.streams.info(`${namespace}_UNIWIRE`)
await jsm.streams.add({ ...config, name: `${namespace}_RAW`, subjects: [`${namespace}.raw.>`] })

try {
  for (const inFlight of [1, 32, 256]) await compare(inFlight)
  await batches()
  await reading(log)
  await consuming(log)
} finally {
  for (const name of ['UNIWIRE', 'RAW', 'UNIWIRE_GENERATION'])
    await jsm.streams.delete(`${namespace}_${name}`)
}

/** Round by round in turn, so that a slow moment of the machine hits both. */
async function compare(inFlight: number): Promise<void> {
  const amount = inFlight === 1 ? Math.min(RECORDS, 500) : RECORDS
  const raw: number[] = []
  const port: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    raw.push(await rate(amount, () => inParallel(inFlight, amount, publishRaw)))
    port.push(await rate(amount, () => inParallel(inFlight, amount, appendOne)))
    process.send?.({ done: round + 1, of: ROUNDS, unit: `rounds, ${inFlight} in flight` })
  }
  const ratios = port.map((each, n) => each / (raw[n] ?? Number.NaN))
  process.send?.({
    what: `append, ${inFlight} in flight`,
    unit: '/s',
    uniwire: Number(median(port)),
    against: Number(median(raw)),
    ratio: Number(median(ratios, 2)),
  })
  say(
    `${inFlight} in flight: raw publish ${median(raw)}/s, append ${median(port)}/s, ratio ${median(ratios, 2)}`,
  )
}

async function publishRaw(): Promise<void> {
  await js.publish(`${namespace}.raw.kaznu.${newId()}`, PAYLOAD, {
    expect: { lastSubjectSequence: 0 },
    msgID: newId(),
    timeout: 60_000,
  })
}

async function appendOne(): Promise<void> {
  const outcome = await log.append(record())
  if (!outcome.ok) throw new Error(outcome.conflict)
}

async function batches(): Promise<void> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const records = Array.from({ length: BATCH }, record)
    rates.push(
      await rate(BATCH, async () => {
        const outcome = await log.appendBatch(records)
        if (!outcome.ok) throw new Error(outcome.conflict)
      }),
    )
  }
  process.send?.({ what: `appendBatch of ${BATCH}`, unit: 'records/s', uniwire: Number(median(rates)) })
  say(`appendBatch of ${BATCH}: ${median(rates)} records/s`)
}

async function reading(from: EventLog): Promise<void> {
  const end = await from.end()
  const perSecond = await rate(end, async () => {
    for (let after = 0; after < end;) after = (await from.read({ after, limit: 500 })).position
  })
  say(`read in pages of 500: ${Math.round(perSecond)} records/s`)
}

async function consuming(from: EventLog): Promise<void> {
  await using consumer = await from.consumer({ name: 'indexer', ackWaitMs: 60_000 })
  const { signal } = new AbortController()
  const perSecond = await rate(2_000, async () => {
    for (let seen = 0; seen < 2_000;) {
      const deliveries = await consumer.pull({ max: 200, waitMs: 1_000, signal })
      await consumer.ack(deliveries.map((delivery) => delivery.record.sequence))
      seen += deliveries.length
    }
  })
  say(`pull 200 and ack: ${Math.round(perSecond)} records/s`)
}

function record() {
  const time = '2024-09-02T06:00:00.000Z'
  const envelope = { id: newId(), source: '/universities/kaznu', type: 'article.published', time, schema: 1 }
  return { subject: `article.kaznu.${newId()}`, expected: 0, envelope, payload: PAYLOAD }
}

async function inParallel(workers: number, amount: number, work: () => Promise<void>): Promise<void> {
  let left = amount
  const worker = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: workers }, worker))
}

async function rate(amount: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return (amount * 1_000) / (performance.now() - begun)
}

function median(values: readonly number[], digits = 0): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(digits)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
