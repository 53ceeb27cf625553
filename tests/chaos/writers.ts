import { setTimeout as delay } from 'node:timers/promises'
import type { Written } from '../harness/reading.ts'
import type { Ledger, Step } from './ledger.ts'
import { titleOf } from './ledger.ts'
import type { Call, Outside } from './outside.ts'
import { PACE_MS } from './outside.ts'

export interface WriterOptions {
  readonly outside: Outside
  readonly ledger: Ledger
  readonly key: string
  readonly name: string
  /** `publishedAt` of its first article; each further one is a minute younger. */
  readonly from: string
  readonly stopping: AbortSignal
}

/** Of two writers together fewer than the 50 that a feed shows: each must be in it. */
const MOST_ARTICLES = 24
const MINUTE_MS = 60_000

/** Publishes, revises, withdraws and restores; repeats each until it is acknowledged, and only then goes on. */
export async function writeUntil(options: WriterOptions): Promise<void> {
  const { ledger, outside, stopping } = options
  let count = 0
  for (const step of plan(options)) {
    if (stopping.aborted) return
    count += 1
    ledger.sent(step)
    const { path, ...call } = requestOf(step, `${options.name}-${count}`, options)
    const reply = await outside.insist('write', path, call)
    // Refusals are among the offences; a writer that was refused has nothing to go on from.
    if (reply.status >= 300) return
    const { id, sequence, version } = JSON.parse(reply.body) as Written
    ledger.acknowledged(step, { id, sequence, version })
    await delay(PACE_MS)
  }
}

/** Odd articles are revised, of the even ones every other is withdrawn, and half of those are restored. */
function* plan({ name, from }: WriterOptions): Generator<Step> {
  const step = (n: number, verb: Step['verb'], shows: number): Step => {
    const publishedAt = new Date(Date.parse(from) + n * MINUTE_MS).toISOString().replace('.000', '')
    return { sourceId: `${name}-${n}`, verb, shows, publishedAt }
  }
  for (let n = 1; n <= MOST_ARTICLES; n += 1) {
    yield step(n, 'publish', 1)
    if (n % 2 === 0) yield step(n - 1, 'revise', 2)
    if (n % 4 === 0) yield step(n - 2, 'withdraw', 0)
    if (n % 8 === 0) yield step(n - 6, 'restore', 1)
  }
  for (let revision = 3; ; revision += 1) {
    for (let n = 1; n <= MOST_ARTICLES; n += 2) yield step(n, 'revise', revision)
  }
}

function requestOf(
  { sourceId, verb, shows, publishedAt }: Step,
  idempotencyKey: string,
  { ledger, key }: WriterOptions,
): Call & { readonly path: string } {
  const path = `/v1/universities/${ledger.slug}/articles/${sourceId}`
  const headers = { Authorization: `Bearer ${key}`, 'Idempotency-Key': idempotencyKey }
  if (verb === 'withdraw') {
    return { path: `${path}/withdraw`, method: 'POST', headers, body: { reason: 'Published by mistake.' } }
  }
  if (verb === 'restore') return { path: `${path}/restore`, method: 'POST', headers }
  const body = {
    title: titleOf(sourceId, shows),
    bodyText: `What ${sourceId} says for the ${shows}. time.`,
    language: 'en',
    publishedAt,
  }
  return { path, method: 'PUT', headers, body }
}
