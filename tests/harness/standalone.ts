import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { waitUntil } from './wait-until.ts'

export const OPERATOR_KEY = 'operator-key-of-the-tests'
/** On a machine that runs other tests as well. */
const START_DEADLINE_MS = 60_000
const MAIN = fileURLToPath(new URL('../../services/standalone/src/main.ts', import.meta.url))

/** The standalone as a process of its own, on a folder of its own; driven over HTTP only. */
export interface Standalone extends AsyncDisposable {
  readonly url: string
  readonly folder: string
  /** Everything it printed so far. */
  output(): string
  /** Starts the process, and again after it ended; resolves once it is ready. */
  start(): Promise<void>
  /** SIGKILL: no goodbye of any kind. */
  kill(): Promise<void>
  /** SIGINT, as Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>
}

export async function createStandalone(settings: Readonly<Record<string, string>> = {}): Promise<Standalone> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let printed = ''
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null

  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined || !running()) return child?.exitCode ?? null
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }
  return {
    url,
    folder,
    output: () => printed,
    async start() {
      const environment = {
        PATH: process.env['PATH'] ?? '',
        UNIWIRE_PORT: String(port),
        UNIWIRE_DATA: folder,
        UNIWIRE_OPERATOR_KEY: OPERATOR_KEY,
        UNIWIRE_SAMPLE: 'off',
        UNIWIRE_LOG_LEVEL: 'warn',
        ...settings,
      }
      const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
      child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => (printed += text))
      }
      await waitUntil(
        'readiness',
        async () => {
          if (!running()) throw new Error(`the process ended: ${printed}`)
          return isReady(url)
        },
        START_DEADLINE_MS,
      )
    },
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGINT'),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}
