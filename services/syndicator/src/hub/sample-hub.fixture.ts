import { STREAMS } from '@uniwire/events'
import { vi } from 'vitest'
import { PUBLIC_URL } from '../sample-address.fixture.ts'
import type { SampleLog } from '../sample-log.fixture.ts'
import { createSampleLog } from '../sample-log.fixture.ts'
import type { SampleSyndicator } from '../sample-syndicator.fixture.ts'
import type { Subscriber } from './subscriber.fixture.ts'
import { readSubscription } from './subscription.ts'

export const TOPIC = `${PUBLIC_URL}/feeds/nura.atom`
/** A slow machine is no failure. */
export const PATIENCE = { timeout: 60_000 }

export function oneArticle(): SampleLog {
  const log = createSampleLog()
  log.register('nura')
  log.publish('nura', '1', { title: 'бірінші' })
  return log
}

export async function ask(
  syndicator: SampleSyndicator,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return syndicator.post('/hub', new URLSearchParams(form), headers)
}

/** Asks and waits until the callback was asked in turn, and for the first delivery of a subscription. */
export async function subscribe(
  syndicator: SampleSyndicator,
  subscriber: Subscriber,
  form: Readonly<Record<string, string>> = {},
): Promise<void> {
  const before = subscriber.received.length
  const full = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': `${subscriber.url}/callback` }
  const response = await ask(syndicator, { ...full, ...form })
  if (response.status !== 202) throw new Error(await response.text())
  await vi.waitUntil(() => subscriber.received.length > before, PATIENCE)
}

/**
 * Moves the clock once every delivery's outcome is in the log. A subscriber has its request before that, and the
 * next attempt is reckoned from when the outcome is written: moved between the two, it would never come.
 */
export async function passTime(syndicator: SampleSyndicator, ms: number): Promise<void> {
  const hub = await syndicator.logs.open(STREAMS.hub)
  await vi.waitUntil(async () => {
    const { records } = await hub.read({ after: 0, limit: 500 })
    return records.every((record) => readSubscription(record)?.state.sending === undefined)
  }, PATIENCE)
  syndicator.clock.ms += ms
}
