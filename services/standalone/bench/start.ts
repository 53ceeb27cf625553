/**
 * How long the standalone takes from the command to a `/readyz` that says ready, on a data folder that has all its
 * projections: without what it remembers between two starts, and with it (design §5: 2 s with 100,000 articles).
 *
 *   node services/standalone/bench/start.ts <data folder> [starts]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = new URL('../src/main.ts', import.meta.url).pathname
const REMEMBERED = ['compile-cache', 'intake-store.db', 'views-store.db']
const [folder, starts = '3'] = process.argv.slice(2)
if (folder === undefined) throw new Error('which data folder?')

for (let n = 0; n < Number(starts); n += 1) {
  for (const name of REMEMBERED) await rm(join(folder, name), { recursive: true, force: true })
  process.stdout.write(`without ${await startMs(folder)} ms, with ${await startMs(folder)} ms\n`)
}

async function startMs(data: string): Promise<string> {
  const port = await freePort()
  const env = {
    PATH: process.env['PATH'] ?? '',
    UNIWIRE_DATA: data,
    UNIWIRE_PORT: String(port),
    UNIWIRE_SAMPLE: 'off',
  }
  const begunMs = performance.now()
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  while (child.exitCode === null && !(await isReady(port))) await sleep(10)
  const tookMs = performance.now() - begunMs
  child.kill('SIGTERM')
  await exited
  return tookMs.toFixed(0)
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
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
