/**
 * Latency of one university's posts, one after the other, while another one floods the same intake over ever more
 * connections, in turns with nobody flooding, in one run. SQLite with `synchronous=FULL`, in a process of its own.
 *
 *   node services/intake/bench/flood.ts [seconds] [rounds]
 */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sampleArticle } from './sample-article.ts'

const SECONDS = Number(process.argv[2] ?? 5)
const ROUNDS = Number(process.argv[3] ?? 2)
const FLOODS = [0, 32, 64, 256, 1_024]
const LOAD = fileURLToPath(new URL('./load.ts', import.meta.url))

await using cleanup = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'uniwire-bench-'))
cleanup.defer(() => rm(folder, { recursive: true, force: true }))
const server = fork(new URL('./import-server.ts', import.meta.url), [join(folder, 'log.db')])
cleanup.defer(() => void server.kill())
const [{ port, key, otherKey }] = (await once(server, 'message')) as [
  { port: number; key: string; otherKey: string },
]
const article = JSON.stringify(sampleArticle(0))
let posted = 0

for (let round = 1; round <= ROUNDS; round += 1) {
  for (const connections of FLOODS) {
    const flood = connections === 0 ? undefined : startFlood(connections)
    const measured = await latencies()
    const accepted = await flood
    const beside =
      accepted === undefined ? 'alone' : `beside ${connections} connections, ${accepted}/s of them`
    process.stdout.write(`round ${round}, ${beside}: ${shown(measured)}\n`)
    process.send?.({
      what: `99 % of posts beside ${connections} connections, round ${round}`,
      unit: 'ms',
      uniwire: measured.toSorted((a, b) => a - b)[Math.floor(measured.length * 0.99)] ?? NaN,
    })
  }
}

/** Articles/s that the flood had stored. */
async function startFlood(connections: number): Promise<string> {
  const child = spawn(process.execPath, [LOAD, port, connections, `${SECONDS + 1}s`, key].map(String), {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(article)
  return text(child.stdout)
}

async function latencies(): Promise<readonly number[]> {
  const measured: number[] = []
  const headers = { Authorization: `Bearer ${otherKey}`, 'Content-Type': 'application/json' }
  for (const began = performance.now(); performance.now() - began < SECONDS * 1_000;) {
    posted += 1
    const url = `http://127.0.0.1:${port}/v1/universities/altyn/articles/${posted}`
    const sentAt = performance.now()
    const response = await fetch(url, { method: 'PUT', headers, body: article })
    if (response.status !== 201) throw new Error(await response.text())
    await response.arrayBuffer()
    measured.push(performance.now() - sentAt)
  }
  return measured
}

function shown(measured: readonly number[]): string {
  const sorted = measured.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1)
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms (${sorted.length} posts)`
}
