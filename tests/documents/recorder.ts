import { randomUUID } from 'node:crypto'
import { createStandalone, OPERATOR_KEY } from '../harness/standalone.ts'
import { startSubscriber } from '../harness/subscriber.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { steady } from './steady.ts'

/** By `{method} {path} {status}`, the path as the OpenAPI document writes it; a refusal as `problem`. */
export type RecordedAnswers = Readonly<Record<string, unknown>>

/** Members of answers that later requests name. */
interface Answer {
  readonly id: string
  readonly key: string
}

/** Asks a standalone of its own, and keeps what it answers. */
export interface Recorder extends AsyncDisposable {
  readonly operatorKey: string
  /** In UTC. */
  readonly today: string
  /** From here on. */
  readonly actWith: (key: string) => void
  /** A text is sent as a printed page, anything else as JSON. The last answer of a kind is the one kept. */
  readonly ask: (
    method: string,
    template: string,
    path: string,
    body?: string | object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
  /** One view by a browser, once it would be counted. */
  readonly open: (article: string) => Promise<void>
  readonly poll: (feed: string, userAgent: string) => Promise<void>
  /** A subscriber that confirms everything. */
  readonly subscribe: (feed: string) => Promise<void>
  /** The subscriber was sent this text. */
  readonly delivered: (text: string) => Promise<void>
  answers(): RecordedAnswers
}

const PUBLIC_URL = 'https://wire.example'
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const DEADLINE_MS = 60_000

export async function openRecorder(): Promise<Recorder> {
  const wire = await createStandalone({ UNIWIRE_PUBLIC_URL: PUBLIC_URL, UNIWIRE_HUB_ALLOW_PRIVATE: 'true' })
  await wire.start()
  const subscriber = await startSubscriber()
  const answers = new Map<string, unknown>()
  const names: Record<string, string> = {
    [subscriber.url]: 'https://reader.example',
    [new URL(subscriber.url).host]: 'reader.example',
  }
  let key = OPERATOR_KEY

  const today = new Date().toISOString().slice(0, 10)

  return {
    operatorKey: OPERATOR_KEY,
    today,
    actWith(other) {
      key = other
    },
    async ask(method, template, path, body, headers = {}) {
      const type = typeof body === 'string' ? 'text/plain' : 'application/json'
      const response = await fetch(wire.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'Content-Type': type }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const answer: unknown = await response.json()
      const name = response.ok ? `${method.toLowerCase()} ${template} ${response.status}` : 'problem'
      // Callers read members that they know to be there.
      const known = answer as Answer
      if (template.endsWith('/keys')) names[known.id] ??= `keyNo${Object.keys(names).length - 1}`
      answers.set(name, steady(answer, names, today))
      return known
    },
    async open(article) {
      await waitUntil('the article among those counted', async () => {
        const answer = await fetch(`${wire.url}/v1/views?article=${article}`)
        return !(await answer.text()).includes('"asOf":null')
      }, DEADLINE_MS) // prettier-ignore
      const body = JSON.stringify({ article, event: randomUUID() })
      await fetch(`${wire.url}/v1/views`, { method: 'POST', headers: { 'User-Agent': BROWSER }, body })
    },
    async poll(feed, userAgent) {
      await (await fetch(wire.url + feed, { headers: { 'User-Agent': userAgent } })).text()
    },
    async subscribe(feed) {
      const form = {
        'hub.mode': 'subscribe',
        'hub.topic': PUBLIC_URL + feed,
        'hub.callback': `${subscriber.url}/news`,
      }
      await fetch(`${wire.url}/hub`, { method: 'POST', body: new URLSearchParams(form) })
      await waitUntil('the subscription', async () => subscriber.asked.length > 0, DEADLINE_MS)
    },
    delivered: async (text) => {
      const isThere = async () => subscriber.received.some(({ body }) => body.includes(text))
      await waitUntil(`the delivery of “${text}”`, isThere, DEADLINE_MS)
    },
    answers: () => Object.fromEntries([...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    async [Symbol.asyncDispose]() {
      await subscriber[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
    },
  }
}
