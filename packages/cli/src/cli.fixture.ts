import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** `uniwire` as a process of its own, with this environment and no other. */
export async function uniwire(parameters: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...parameters], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  await once(child, 'close')
  return { code: child.exitCode, ...printed }
}

/** Files in a folder of their own; gives their paths. */
export async function withFiles(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-cli-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return {
    path: (name: string) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

interface Received {
  readonly line: string
  readonly key: string | undefined
  readonly type: string | undefined
  readonly body: Buffer
}

/** A server that remembers what came, and answers each the same. */
export async function answering(status: number, body: object, contentType = 'application/json') {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      const type = headers['content-type']
      received.push({
        line: `${method} ${url}`,
        key: headers.authorization,
        type,
        body: Buffer.concat(chunks),
      })
      response.writeHead(status, { 'Content-Type': contentType }).end(JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
