import type { Agent } from 'node:http'
import { request } from 'node:http'

export interface RawRequest {
  readonly method: string
  /** Sent as it is: nothing resolves `..`, nothing is encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer | undefined
}

export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

const DEADLINE_MS = 60_000

/** A request that `fetch` would put right before it is sent. Rejects when the connection ends without an answer. */
export function sendRaw(url: string, raw: RawRequest, agent: Agent): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const { method, path, body } = raw
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, agent, headers: { ...raw.headers, ...length } })
    sent.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => void parts.push(part))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          contentType: answer.headers['content-type'] ?? '',
          text: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.setTimeout(DEADLINE_MS, () => sent.destroy(new Error(`${method} ${path}: no answer`)))
    sent.end(body)
  })
}
