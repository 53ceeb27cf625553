import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A composition as processes of its own, which end with it. */
export interface RunningProcess extends AsyncDisposable {
  readonly url: string
  readonly operatorKey: string
  /** From the command to a `/readyz` that says ready. */
  readonly readyMs: number
  /** Resident now, and at most so far; of Linux alone. */
  memoryMb(): Promise<{ readonly now: number; readonly most: number }>
}

const STANDALONE = new URL('../src/main.ts', import.meta.url).pathname
const SERVERS = new URL('../../../infra/dev/main.ts', import.meta.url).pathname
const PUBLIC_URL = 'https://newswire.example'
const POLL_MS = 10

/** The standalone on a data folder; or the five services behind a proxy, on the engines of the environment. */
export async function startProcess(
  composition: 'standalone' | 'servers',
  folder: string,
): Promise<RunningProcess> {
  const port = await freePort()
  const operatorKey = randomBytes(24).toString('hex')
  const settings = {
    UNIWIRE_DATA: folder,
    UNIWIRE_PORT: String(port),
    // Feeds hold it, so with that of another port they would be made anew at every start.
    UNIWIRE_PUBLIC_URL: PUBLIC_URL,
    UNIWIRE_OPERATOR_KEY: operatorKey,
    UNIWIRE_SAMPLE: 'off',
    UNIWIRE_LOG_LEVEL: 'warn',
  }
  const url = `http://127.0.0.1:${port}`
  const begunMs = performance.now()
  const main = composition === 'standalone' ? STANDALONE : SERVERS
  const env = { ...process.env, ...settings }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${main} ended with ${child.exitCode}`)
    await sleep(POLL_MS)
  }
  const readyMs = performance.now() - begunMs
  return {
    url,
    operatorKey,
    readyMs,
    async memoryMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1e3
      return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Asks until what is answered holds the log up to this sequence (contract §5); gives the answer's text. */
export async function answerOf(url: string, path: string, sequence: number): Promise<string> {
  for (;;) {
    const answer = await fetch(url + path, { headers: { 'Uniwire-Min-Position': String(sequence) } })
    const text = await answer.text()
    if (answer.ok) return text
    if (answer.status !== 503) throw new Error(`${path}: ${answer.status} ${text}`)
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
