import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Benchmark, Result } from './benchmark.ts'
import { benchmarkEngine } from './engine.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the script printed goes on to the terminal; what it measured is given back. */
export async function run({ number, engine, script, args }: Benchmark): Promise<readonly Result[]> {
  await using used = await benchmarkEngine(engine)
  process.stdout.write(`\n${number}\n  ${script}, ${engine} of ${used.from}\n`)
  const results: Result[] = []
  const child = fork(ROOT + script, [used.url, ...args], { cwd: ROOT, stdio: 'inherit' })
  // Only the scripts of this repository are forked, and they send nothing else.
  child.on('message', (message) => results.push(message as Result))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return results
}
