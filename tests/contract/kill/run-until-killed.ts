import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Runs a script of this folder on `file` and kills it with SIGKILL in the middle of its work, once it has
 * told of `lines` acknowledged writes. Returns all that it told of until it was gone.
 */
export async function runUntilKilled(
  script: string,
  file: string,
  lines: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const ledger: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    ledger.push(line)
    if (ledger.length === lines) child.kill('SIGKILL')
  }
  const [, signal] = await gone
  if (signal !== 'SIGKILL') throw new Error(`${script} ended by itself`)
  return ledger
}
