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
/** So that a publication comes again after its revision, and a withdrawal after its restoration. */
const LATE_EVERY = 3
const LATE_BY = 7

/**
 * Publishes, revises, withdraws and restores; repeats each until it is acknowledged, and only then goes on. Now
 * and then an old request of its comes once more, as a network delivers it: that must change nothing.
 */
export async function writeUntil(options: WriterOptions): Promise<void> {
  const { outside, stopping } = options
  const done: Performed[] = []
  for (const step of plan(options)) {
    if (stopping.aborted) return
    const request = await perform(options, step, `${options.name}-${done.length}`)
    if (request === undefined) return
    done.push(request)
    const late = done.length % LATE_EVERY === 0 ? done.at(-LATE_BY) : undefined
    if (late !== undefined) await repeat(outside, late)
    await delay(PACE_MS)
  }
}

interface Performed {
  readonly path: string
  readonly call: Call
  readonly id: string
  readonly sequence: number
}

/**
 * One write, until it is acknowledged. `undefined` when it was refused, which is among the offences: its
 * writer has nothing to go on from.
 */
export async function perform(
  options: Pick<WriterOptions, 'outside' | 'ledger' | 'key'>,
  step: Step,
  idempotencyKey: string,
): Promise<Performed | undefined> {
  const { ledger, outside } = options
  ledger.sent(step)
  const { path, ...call } = requestOf(step, idempotencyKey, options)
  const reply = await outside.insist('write', path, call)
  if (reply.status >= 300) return undefined
  const { id, sequence, version } = JSON.parse(reply.body) as Written
  ledger.acknowledged(step, { id, sequence, version })
  return { path, call, id, sequence }
}

async function repeat(outside: Outside, { path, call, sequence }: Performed): Promise<void> {
  const reply = await outside.send('write', path, call)
  if (reply.kind !== 'answered' || reply.status >= 300) return
  const answer = JSON.parse(reply.body) as Written
  if (answer.sequence === sequence) return
  outside.offences.push(`${path} was ${sequence}, and is ${answer.sequence} when it comes again`)
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
  { ledger, key }: Pick<WriterOptions, 'ledger' | 'key'>,
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
