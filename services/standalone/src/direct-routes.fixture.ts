import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger, listen } from '@uniwire/service-kit'
import { vi } from 'vitest'
import { compose } from './compose.ts'
import { publishSample } from './sample.ts'

const HERE = { host: '127.0.0.1', port: 0 }
/** Enough for a head to be read before what follows it. */
const APART_MS = 30

export type Way = 'direct' | 'byApp'

/** What a client sees, but for what differs from answer to answer. */
export interface Answer {
  readonly status: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type TwoServers = Awaited<ReturnType<typeof openTwoServers>>

/** One composition, with the sample, behind two servers, of which one knows only its apps. */
export async function openTwoServers() {
  await using opening = new AsyncDisposableStack()
  const dataFolder = await mkdtemp(join(tmpdir(), 'uniwire-direct-'))
  opening.defer(() => rm(dataFolder, { recursive: true }))
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = createLogger({ service: 'uniwire', level: 'debug', readable: false, destination })
  const settings = { publicUrl: 'http://wire.example', trustedProxies: 1, hubAllowPrivate: false }
  const { origin } = opening.use(await compose({ ...settings, dataFolder }, 'operator', logger))
  const key = await publishSample(origin, 'operator')
  await vi.waitUntil(async () => (await origin.request('/readyz')).status === 200, { timeout: 60_000 })
  let leftToApp = 0
  const direct: typeof origin.direct = (incoming, outgoing, app) =>
    origin.direct(incoming, outgoing, () => {
      leftToApp += 1
      app()
    })
  const servers = {
    direct: opening.use(await listen({ fetch: origin.fetch, direct }, HERE)),
    byApp: opening.use(await listen({ fetch: origin.fetch }, HERE)),
  }
  const metrics = async () => countsIn(await (await origin.request('/metrics')).text())
  const kept = opening.move()
  return {
    get: (path: string) => origin.request(path, { headers: { Authorization: `Bearer ${key}` } }),
    /** Sends bytes in one piece or in several, and tells the answer and what the operator sees of it. */
    async ask(way: Way, pieces: readonly string[]) {
      const before = await metrics()
      leftToApp = 0
      lines.length = 0
      const bytes = await exchange(servers[way].port, pieces)
      const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
      const after = await metrics()
      const answer = readAnswer(bytes)
      return {
        isDirect: way === 'direct' && leftToApp === 0,
        answer: withoutId(answer),
        logged: logged.map(({ level, event, method, path, status, requestId }) => {
          const given = answer.headers['x-request-id']
          return { level, event, method, path, status, hasItsId: given === undefined || given === requestId }
        }),
        counted: Object.fromEntries(
          Object.entries(after)
            .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
            .filter(([, count]) => count > 0),
        ),
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Every byte that is answered, until the connection ends. */
async function exchange(port: number, [first = '', ...others]: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  const answered = socket.setEncoding('latin1').toArray()
  socket.write(first, 'latin1')
  for (const piece of others) {
    await delay(APART_MS)
    socket.write(piece, 'latin1')
  }
  return (await answered).join('')
}

function readAnswer(bytes: string): Answer {
  const continued = bytes.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')
  const end = continued.indexOf('\r\n\r\n')
  const [status = '', ...lines] = continued.slice(0, end).split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { status, headers: Object.fromEntries(headers), body: continued.slice(end + 4) }
}

function withoutId({ status, headers, body }: Answer): Answer {
  const id = headers['x-request-id']
  const shown = { ...headers, date: '', ...(id === undefined ? {} : { 'x-request-id': '' }) }
  return { status, headers: shown, body: id === undefined ? body : body.replaceAll(id, '') }
}

const COUNTED = /^((?:http_request_duration_seconds_count|views_requests_total)\{.*\}) (\d+)$/gm

function countsIn(metrics: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Array.from(metrics.matchAll(COUNTED), ([, name = '', count]) => [name, Number(count)]),
  )
}
