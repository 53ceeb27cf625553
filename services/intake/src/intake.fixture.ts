import { openEventLogs } from '@uniwire/adapter-sqlite'
import { STREAMS } from '@uniwire/events'
import type { EventLog, EventLogs, LogRecord } from '@uniwire/ports'
import { createMetrics, createOrigin } from '@uniwire/service-kit'
import { randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { FetchService } from './arrivals.ts'
import type { TestClock } from './clock.fixture.ts'
import { testClock } from './clock.fixture.ts'
import { createIntake } from './index.ts'
import type { Rate } from './limits/rate-limit.ts'

export const OPERATOR_KEY = 'operator-key-of-the-tests'
export const PROFILE = {
  names: { kk: 'Сынақ университеті', ru: 'Тестовый университет', en: 'Test University' },
  homepage: 'https://test.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru', 'en'],
}

export type Headers = Readonly<Record<string, string>>

/** One intake over a log in memory, called through its HTTP app. */
export interface TestIntake extends AsyncDisposable {
  readonly logs: EventLogs
  readonly clock: TestClock
  /** Everything that was logged, as text. */
  logged(): string
  /** Text, bytes and streams are sent as they are, other bodies as JSON. */
  call(method: string, path: string, key?: string, body?: unknown, headers?: Headers): Promise<Response>
  register(slug: string): Promise<void>
  issueKey(slug: string, request?: object): Promise<string>
  records(stream?: 'log' | 'keys' | 'keyUses' | 'dead'): Promise<readonly LogRecord[]>
}

export interface TestIntakeOptions {
  /** Another intake of the same log; the first one closes it. */
  readonly beside?: TestIntake
  readonly clock?: TestClock
  /** Puts something between intake and its log. */
  readonly wrap?: (log: EventLog) => EventLog
  /** Where intake remembers between two starts what it would look for in the whole log. */
  readonly databaseFile?: string
  /** Answers for the services that intake asks for their positions. */
  readonly fetchService?: FetchService
  readonly writeRate?: Rate
}

export async function startIntake(options: TestIntakeOptions = {}): Promise<TestIntake> {
  const { beside, wrap } = options
  const clock = options.clock ?? beside?.clock ?? testClock()
  const logs =
    beside?.logs ?? (await openEventLogs({ file: ':memory:', now: clock.nowMs, newId: randomUUID }))
  const lines: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const metrics = createMetrics()
  const service = await createIntake({
    logs: wrap === undefined ? logs : wrapped(logs, wrap),
    config: {
      publicUrl: 'https://wire.example',
      operatorKey: OPERATOR_KEY,
      databaseFile: options.databaseFile,
    },
    tools: { logger, metrics, now: clock.now, newId: randomUUID },
    randomBytes,
    monotonicMs: clock.nowMs,
    setAlarm: clock.setAlarm,
    writeRate: options.writeRate,
    fetchService: options.fetchService ?? (async () => new Response(null, { status: 503 })),
  })
  const origin = createOrigin({
    apps: [service.app],
    logger,
    metrics: metrics.requests,
    newRequestId: randomUUID,
    monotonicMs: clock.nowMs,
  })
  const call: TestIntake['call'] = async (method, path, key, body, headers = {}) =>
    origin.request(`/v1/universities${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: isRaw(body) ? body : JSON.stringify(body), duplex: 'half' as const }),
    })
  return {
    logs,
    clock,
    logged: () => lines.join(''),
    call,
    async register(slug) {
      await expectOk(await call('PUT', `/${slug}`, OPERATOR_KEY, PROFILE))
    },
    async issueKey(slug, request = {}) {
      const response = await expectOk(await call('POST', `/${slug}/keys`, OPERATOR_KEY, request))
      return ((await response.json()) as { readonly key: string }).key
    },
    async records(stream = 'log') {
      const log = await logs.open(STREAMS[stream])
      return (await log.read({ after: 0, limit: 500 })).records
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]()
      if (beside === undefined) await logs[Symbol.asyncDispose]()
    },
  }
}

/** An intake that knows one university, `nura`, and a key of it that may do everything. */
export async function startNura(): Promise<{ readonly intake: TestIntake; readonly key: string }> {
  const intake = await startIntake()
  await intake.register('nura')
  return { intake, key: await intake.issueKey('nura') }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
}

function wrapped(logs: EventLogs, wrap: (log: EventLog) => EventLog): EventLogs {
  return {
    open: async (spec) => wrap(await logs.open(spec)),
    [Symbol.asyncDispose]: () => logs[Symbol.asyncDispose](),
  }
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response
}
